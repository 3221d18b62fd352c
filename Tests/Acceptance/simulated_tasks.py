"""The tasks of a simulator as a client sees them, through the official SDK."""

import json
from datetime import datetime

from tencentcloud.common import credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.mps.v20190612 import models, mps_client

DURATIONS = {"wait": ("CreateTime", "BeginProcessTime"), "processing": ("BeginProcessTime", "FinishTime"),
             "turnaround": ("CreateTime", "FinishTime")}


def tasks_of(simulator) -> dict[str, dict]:
    """By id. A task that moves on meanwhile is seen twice rather than never."""
    http = HttpProfile(protocol="http", endpoint=simulator.url.removeprefix("http://"), reqTimeout=10)
    client = mps_client.MpsClient(
        credential.Credential(**simulator.credentials[0]), "",
        ClientProfile(httpProfile=http, signMethod="TC3-HMAC-SHA256"))
    found = {}
    for status in ("WAITING", "PROCESSING", "FINISH"):
        token = ""
        while True:
            request = models.DescribeTasksRequest()
            request.from_json_string(json.dumps({"Status": status, "Limit": 100, "ScrollToken": token}))
            page = json.loads(client.DescribeTasks(request).to_json_string())
            found |= {task["TaskId"]: task for task in page["TaskSet"]}
            token = page["ScrollToken"]
            if not token or not page["TaskSet"]:
                break
    return found


def duration(task: dict, kind: str) -> float:
    begin, end = (datetime.fromisoformat(task[name].replace("Z", "+00:00")) for name in DURATIONS[kind])
    return (end - begin).total_seconds()
