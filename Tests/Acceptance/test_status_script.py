"""What the status page's script draws and says of a report, where a queue of the tests does not come to it by itself."""

import json

import browser as browsers
import pytest
from needs import need
from running import until

NOW = 1_767_225_600
# As in HistoryChartTests.swift: an hour is 600 wide.
HISTORY = {"timestampSeconds": [NOW - 3600, NOW - 1800, NOW - 900, NOW], "waiting": [0, None, 10, 5],
           "processing": [None, 4, None, 1], "submittedPerMinute": [2, None, None, 4],
           "finishedPerMinute": [None, 2, None, 1]}
PATHS = {"depth0": "M0 100h0M450 0h0L600 50", "depth1": "M300 60h0M600 90h0",
         "rates0": "M0 60H0M0 20H600", "rates1": "M0 60H300M300 80H600"}
WINDOW = {"windowSeconds": 1800, "windowEndTimestampSeconds": NOW - 60}


@pytest.fixture
def shown(binary, exporter, tmp_path):
    """Shows a report that differs in this from what the exporter tells of its account."""
    need(browsers.PROGRAM, "there is no chromium")
    until("it was polled", lambda: exporter.ask("/-/ready")[0] == 200)
    with browsers.Browser(tmp_path) as running:
        def show(**changes):
            page = running.open(exporter.url)
            report = json.loads(exporter.ask("/api/v1/status")[2]) | {"timestampSeconds": NOW}
            report["accounts"][0] |= changes
            page.ask(f"window.fetch = async () => new Response({json.dumps(json.dumps(report))})")
            page.wait("document.getElementById('made').textContent === '00:00:00 UTC'", "the script shows the report")
            return page
        yield show


def test_gaps_are_drawn_as_by_the_server(shown):
    page = shown(history=HISTORY)
    assert page.curves("default") == PATHS


@pytest.mark.parametrize(("state", "ended", "until_then", "note"), [
    ("ok", 60, "", ""), ("failing", 0, " until 23:59:00 UTC", "as of 23:59:00 UTC"),
    ("stale", 60, " until 23:59:00 UTC", "as of 23:59:00 UTC")])
def test_windows_that_did_not_end_with_the_last_poll_say_when(shown, state, ended, until_then, note):
    page = shown(state=state, drain={"trend": "stalled"}, wait={"tasks": 3} | WINDOW,
                 rates={"submittedPerMinute": 0, "finishedPerMinute": 0} | WINDOW,
                 lastPoll={"timestampSeconds": NOW - ended, "isSuccessful": state == "ok"})
    texts = page.texts("default")
    assert (texts["drain"], texts["drain-note"]) == ("stalled", note)
    assert texts["window"] == f"mean of 30 min 0 s{until_then}"
    assert texts["started"] == ("3 started in 30 min 0 s" + until_then if note else "3 started in the last 30 min 0 s")
