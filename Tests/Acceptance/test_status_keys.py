"""The keys of the status as JSON are those that are documented, and each of these is there in some state."""

import json
import re
import time
from pathlib import Path

from queued_replies import busy_page, moving_page
from running import KEYS, Exporter, until
from scripted_api import refusal

PAGE = Path(__file__).parents[2] / "docs" / "status-api.md"
# What else stands in the page as code: values.
VALUES = {"null", "false", "starting", "ok", "failing", "stale", "empty", "draining", "growing", "steady", "stalled",
          "unknown", "mps_api_request_failures_total"}


def keys(value) -> set[str]:
    if isinstance(value, dict):
        return value.keys() | keys(list(value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_every_key_is_documented_and_every_documented_key_is_there(binary, tmp_path, api):
    documented = set(re.findall(r"`(\w+)`", PAGE.read_text())) - VALUES
    began = time.time()
    # What waits has no task that could tell its time, so the oldest one is of those that run.
    api.script = lambda request: (
        busy_page(request) if request["Status"] == "PROCESSING" else moving_page(request, began))
    variables = KEYS | {"TENCENTCLOUD_SECRET_ID": "draining"}
    with Exporter(binary, tmp_path, endpoint=api.url, variables=variables) as exporter:
        def status() -> dict:
            return json.loads(exporter.ask("/api/v1/status")[2])

        def account() -> dict:
            return status()["accounts"][0]
        until("a queue that drains", lambda: "seconds" in account()["drain"] and "medianSeconds" in account()["wait"])
        when_well = keys(status())
        api.script = lambda request: refusal("UnauthorizedOperation")
        until("a refusal", lambda: account()["state"] == "failing")
        assert when_well | keys(status()) == documented
        assert documented - when_well == {"lastError", "status", "code", "requestID", "message", "isMended"}
