"""The log: one line for each event worth knowing, that a machine can read, and none for what goes well."""

import json
import re
import shlex

import pytest
from running import KEYS, Exporter, until
from scrapes import Scrape
from scripted_api import page, refusal

SECRET = KEYS["TENCENTCLOUD_SECRET_KEY"]


def parsed(line: str, log_format: str) -> dict:
    if log_format == "json":
        pairs = json.loads(line)
        assert all(isinstance(value, str) for value in pairs.values())
        return pairs
    words = shlex.split(line)
    assert all("=" in word for word in words), line
    return dict(word.split("=", 1) for word in words)


@pytest.mark.parametrize("log_format", ["logfmt", "json"])
def test_every_event_is_one_line_that_a_machine_can_read(binary, tmp_path, api, log_format):
    api.script = lambda request: refusal("InternalError.Odd", 'a "quoted"\nmessage = \x1b[31m' + "\u00e9") \
        if request["Status"] == "WAITING" else page()
    flags = ["--log.format", log_format, "--log.level", "trace"]
    with Exporter(binary, tmp_path, *flags, endpoint=api.url) as exporter:
        until("a failed poll", lambda: Scrape.of(exporter).value("mps_polls_failed_total") >= 1)
        assert exporter.end()[0] == 0
        assert exporter.output() == ""
        lines = exporter.log().split("\n")
        assert lines.pop() == ""
        events = [parsed(line, log_format) for line in lines]
    assert len(events) >= 4
    for event in events:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z", event["time"])
        assert event["level"] in ("trace", "debug", "info", "notice", "warning", "error", "critical") and event["msg"]
    failed = [event for event in events if event["msg"] == "poll failed"]
    assert len(failed) == 1 and failed[0]["account"] == "default" and failed[0]["status"] == "WAITING"
    assert "InternalError.Odd" in failed[0]["error"] and 'a "quoted" message' in failed[0]["error"]
    assert "\x1b" not in "".join(lines) and SECRET not in "".join(lines)


def test_repeated_calls_are_counted_but_not_told(binary, tmp_path, api):
    """Every call fails twice before it succeeds."""
    def script(request):
        return refusal("InternalError") if len(api.calls) % 3 else page()
    api.script = script
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        until("retries", lambda: Scrape.of(exporter).value("mps_api_retries_total", action="DescribeTasks") >= 6)
        until("polls", lambda: Scrape.of(exporter).value("mps_polls_total") >= 2)
        scrape = Scrape.of(exporter)
        assert scrape.value("mps_up") == 1 and scrape.value("mps_polls_failed_total") == 0
        assert scrape.value("mps_api_request_failures_total", action="DescribeTasks", code="InternalError") >= 6
        assert exporter.end()[0] == 0
        assert len(exporter.log().splitlines()) <= 10 and "InternalError" not in exporter.log()


def test_nothing_is_told_of_scrapes_and_polls_that_go_well(exporter):
    until("four polls", lambda: Scrape.of(exporter).value("mps_polls_total") >= 4)
    assert len(exporter.log().splitlines()) <= 10
