"""The official Python SDK as an unmodified client of `mps-exporter simulate`.

MPS_EXPORTER is the binary to run. What the simulator says of itself at /truth is what the SDK has to find.
"""

import http.client
import json
import os
import re
import subprocess
import threading
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager

import pytest
from requests.adapters import HTTPAdapter
from tencentcloud.common import credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.mps.v20190612 import models, mps_client

FLAGS = [
    "simulate", "--listen", "127.0.0.1:0", "--seed", "7", "--arrival-rate", "2", "--workers", "20", "--history", "1234",
    "--daily-swing", "0", "--accounts", "2", "--log.level", "critical", "--speed",
]
STATUSES = ["WAITING", "PROCESSING", "FINISH"]
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
UNSET = "0000-00-00T00:00:00Z"


class Simulator:
    """A running simulator: where it listens and whose calls it takes."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        self.keys = []
        for line in process.stdout:
            if found := re.match(r"simulated API: http://(\S+)", line):
                self.host = found[1]
            if found := re.search(r"TENCENTCLOUD_SECRET_ID=(\S+) TENCENTCLOUD_SECRET_KEY=(\S+)", line):
                self.keys.append((found[1], found[2]))
            if len(self.keys) == 2:
                return
        pytest.fail(f"the simulator ended with {process.wait()} before it told its key pairs")

    def client(self, secret_id=None, secret_key=None, account=1, method="POST") -> mps_client.MpsClient:
        own_id, own_key = self.keys[account - 1]
        http = HttpProfile(protocol="http", endpoint=self.host, reqMethod=method, reqTimeout=10)
        profile = ClientProfile(httpProfile=http, signMethod="TC3-HMAC-SHA256")
        pair = credential.Credential(secret_id or own_id, secret_key or own_key)
        return mps_client.MpsClient(pair, "", profile)

    def truth(self, account=1) -> dict:
        with urllib.request.urlopen(f"http://{self.host}/truth?account={account}", timeout=10) as reply:
            return json.load(reply)


@contextmanager
def running(speed: int):
    binary = os.environ.get("MPS_EXPORTER")
    if not binary:
        pytest.fail("MPS_EXPORTER is not set: it is the path of the mps-exporter binary whose simulator is called")
    process = subprocess.Popen([binary, *FLAGS, str(speed)], stdout=subprocess.PIPE, text=True)
    watchdog = threading.Timer(300, process.kill)
    watchdog.start()
    try:
        simulator = Simulator(process)
        deadline = time.monotonic() + 60
        while any(simulator.truth()["listings"][status]["depth"] < 15 for status in STATUSES):
            assert time.monotonic() < deadline, "no queue has built up"
            time.sleep(0.2)
        yield simulator
    finally:
        watchdog.cancel()
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def simulator():
    with running(speed=20) as found:
        yield found


@pytest.fixture(scope="module")
def slow_simulator():
    with running(speed=1) as found:
        yield found


def request(status="FINISH", **parameters) -> models.DescribeTasksRequest:
    described = models.DescribeTasksRequest()
    described.Status = status
    for name, value in parameters.items():
        setattr(described, name, value)
    return described


def every_page(client, status, **parameters) -> list:
    pages, token = [], None
    while token != "":
        pages.append(client.DescribeTasks(request(status, ScrollToken=token, **parameters)))
        token = pages[-1].ScrollToken
        assert len(pages) < 1000
    return pages


def code(client, described) -> str:
    with pytest.raises(TencentCloudSDKException) as raised:
        client.DescribeTasks(described)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", raised.value.get_request_id())
    return raised.value.get_code()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("account", [1, 2])
def test_every_task_is_listed_once(simulator, status, account):
    """The queue moves meanwhile, so what is listed lies between two looks at the truth."""
    def born():
        return sum(kind["submitted"] for kind in simulator.truth(account)["types"].values())

    def done():
        return sum(kind["finished"] for kind in simulator.truth(account)["types"].values())

    before = (born(), done())
    pages = every_page(simulator.client(account=account), status, Limit=100)
    after = (born(), done())
    tasks = [task for page in pages for task in page.TaskSet]
    types = simulator.truth(account)["types"]
    assert len({task.TaskId for task in tasks}) == len(tasks) > 0
    assert all(len(page.TaskSet) == 100 for page in pages[:-1])
    if status == "FINISH":
        assert before[1] <= pages[0].TotalCount <= after[1]
        assert before[1] <= len(tasks) <= after[1]
    else:
        assert len(tasks) <= after[0] - before[1]
    for task in tasks:
        assert task.TaskType in types
        assert TIME.fullmatch(task.CreateTime) and isinstance(task.SubTaskTypes, list)
        assert (task.BeginProcessTime == UNSET) == (status == "WAITING")
        assert (task.FinishTime == UNSET) == (status != "FINISH")


@pytest.mark.parametrize("status", STATUSES)
def test_pages_hold_the_whole_listing(slow_simulator, status):
    """Between two equal looks at the truth nothing has moved: then the pages must hold exactly what is listed."""
    client = slow_simulator.client()
    deadline = time.monotonic() + 60
    while True:
        before = slow_simulator.truth()["listings"]
        pages = every_page(client, status, Limit=10 if status != "FINISH" else 100)
        if slow_simulator.truth()["listings"] == before:
            break
        assert time.monotonic() < deadline, "the queue never stood still for a listing"
    tasks = [task for page in pages for task in page.TaskSet]
    assert len(pages) > 1
    assert len({task.TaskId for task in tasks}) == len(tasks) == before[status]["depth"] == pages[0].TotalCount
    if status != "FINISH":
        assert Counter(task.TaskType for task in tasks) == before[status]["types"]


def test_statuses_share_no_task_when_asked_at_once(simulator):
    client = simulator.client()
    first = {status: client.DescribeTasks(request(status, Limit=100)) for status in STATUSES}
    ids = [task.TaskId for status in ("WAITING", "FINISH") for task in first[status].TaskSet]
    assert len(set(ids)) == len(ids)


def test_ten_tasks_come_unless_asked_for_more(simulator):
    assert len(simulator.client().DescribeTasks(request()).TaskSet) == 10
    assert len(simulator.client().DescribeTasks(request(Limit=1)).TaskSet) == 1


def test_failed_tasks_are_part_of_the_finished(simulator):
    client = simulator.client()
    failed = {task.TaskId for page in every_page(client, "FINISH", Limit=100, SubTaskHasFailed=True) for task in page.TaskSet}
    finished = {task.TaskId for page in every_page(client, "FINISH", Limit=100) for task in page.TaskSet}
    assert failed and failed < finished


def test_a_time_filter_narrows_the_listing(simulator):
    client = simulator.client()
    end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3 * 86400))
    narrowed = [task for page in every_page(client, "FINISH", Limit=100, EndTime=end) for task in page.TaskSet]
    assert 400 < len(narrowed) < 1000 and all(task.CreateTime <= end for task in narrowed)


@pytest.mark.parametrize(
    "parameters, expected",
    [
        ({"Limit": 0}, "InvalidParameterValue.Limit"),
        ({"Limit": 101}, "InvalidParameterValue.Limit"),
        ({"Limit": "5"}, "InvalidParameter"),
        ({"status": "finish"}, "InvalidParameterValue"),
        ({"status": "ABORTED"}, "InvalidParameterValue"),
        ({"status": None}, "MissingParameter"),
        ({"ScrollToken": "taskId6"}, "InvalidParameterValue"),
        ({"StartTime": "yesterday"}, "InvalidParameterValue"),
    ],
)
def test_a_wrong_parameter_gets_its_code(simulator, parameters, expected):
    assert code(simulator.client(), request(**parameters)) == expected


def test_wrong_keys_get_their_codes(simulator):
    assert code(simulator.client(secret_key="x" * 32), request()) == "AuthFailure.SignatureFailure"
    assert code(simulator.client(secret_id="AKIDnobody"), request()) == "AuthFailure.SecretIdNotFound"


@pytest.mark.parametrize("offset", [-400, 400])
def test_a_clock_that_is_off_gets_its_code(simulator, monkeypatch, offset):
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + offset)
    assert code(simulator.client(), request()) == "AuthFailure.SignatureExpire"


def test_an_unknown_action_and_version_get_their_codes(simulator):
    client = simulator.client()
    with pytest.raises(TencentCloudSDKException) as raised:
        client.DescribeTaskDetail(models.DescribeTaskDetailRequest())
    assert raised.value.get_code() == "InvalidAction"
    client._apiVersion = "2017-03-12"
    assert code(client, request()) == "NoSuchVersion"


def test_get_works_as_well(simulator):
    page = simulator.client(method="GET").DescribeTasks(request("FINISH", Limit=5, SubTaskHasFailed=False))
    assert len(page.TaskSet) == 5


def test_more_than_a_hundred_calls_a_second_are_refused(simulator, monkeypatch):
    """The SDK takes so long for a call that a slow machine makes no hundred in a second. So one of its calls is sent
    again and again, over one connection, until that is refused: then the SDK's own is, too, in the same second."""
    client, described, sent = simulator.client(), request("PROCESSING", Limit=1), []
    send = HTTPAdapter.send
    monkeypatch.setattr(HTTPAdapter, "send", lambda *own, **more: sent.append(own[1]) or send(*own, **more))
    client.DescribeTasks(described)
    connection = http.client.HTTPConnection(simulator.host, timeout=10)

    def refused_again() -> bool:
        connection.request(sent[0].method, sent[0].path_url, sent[0].body, dict(sent[0].headers))
        return json.load(connection.getresponse())["Response"].get("Error", {}).get("Code") == "RequestLimitExceeded"

    codes, deadline = [], time.monotonic() + 60
    while not codes:
        assert time.monotonic() < deadline, "no second has had more than a hundred calls"
        if refused_again():
            try:
                client.DescribeTasks(described)
            except TencentCloudSDKException as error:
                codes.append(error.get_code())
    connection.close()
    assert codes == ["RequestLimitExceeded"]
