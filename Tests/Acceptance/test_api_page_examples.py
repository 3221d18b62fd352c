"""The three example responses of the DescribeTasks page, byte for byte, and the metrics that come of them."""

import json
import re
import time
from pathlib import Path

import pytest
from running import KEYS, Exporter, until
from scrapes import Scrape, series
from scripted_api import Reply, ScriptedAPI, page, refusal

FIXTURES = Path(__file__).parent / "fixtures"
FIRST_PAGE, SECOND_PAGE, PROCESSING = (
    (FIXTURES / name).read_bytes() for name in ("finish-first-page.json", "finish-second-page.json", "processing.json"))
WHEN = "2018-12-27T13:57:15Z"
WHEN_SECONDS = 1545919035
DOCUMENTED_TYPES = ["WorkflowTask", "EditMediaTask", "LiveProcessTask"]
COUNTERS = ["mps_tasks_submitted_total", "mps_tasks_started_total", "mps_tasks_finished_total"]
DURATIONS = [f"mps_task_{name}_duration_seconds" for name in ("wait", "processing", "turnaround")]


def as_documented(change=lambda body: body):
    """The API of the page: its examples, no other status, no newer filter."""
    def script(request: dict) -> Reply:
        if request.keys() & {"SubTaskHasFailed", "StartTime", "EndTime"}:
            return refusal("UnknownParameter")
        match request["Status"], request.get("ScrollToken"):
            case "FINISH", None:
                return Reply(change(FIRST_PAGE))
            case "FINISH", "taskId6":
                return Reply(change(SECOND_PAGE))
            case "PROCESSING", None:
                return Reply(change(PROCESSING))
            case "WAITING", None:
                return page()
        return refusal("InvalidParameterValue", "no such ScrollToken")
    return script


def moved(when: float, wait: int, processing: int):
    """Changes the examples' dates: created at `when`, begun `wait` and finished that and `processing` seconds later."""
    times = {"CreateTime": when, "BeginProcessTime": when + wait, "FinishTime": when + wait + processing}

    def change(body: bytes) -> bytes:
        text = body.decode()
        for name, seconds in times.items():
            written = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
            text = re.sub(f'("{name}": )"{WHEN}"', rf'\1"{written}"', text)
        assert WHEN not in text
        return text.encode()
    return change


def scrape_after_three_polls(binary, folder, api) -> Scrape:
    """The first poll reads everything; the others must change nothing."""
    (folder / "config.yml").write_text(
        f"poll_interval: 1s\naccounts:\n  - name: prod\n    endpoint: {api.url}\n    history: 7d\n    credentials:\n"
        f"      secret_id: {KEYS['TENCENTCLOUD_SECRET_ID']}\n      secret_key: {KEYS['TENCENTCLOUD_SECRET_KEY']}\n")
    with Exporter(binary, folder, "--config.file", "config.yml", poll=None, variables={}) as exporter:
        def polled():
            found = Scrape.of(exporter)
            return found if found.value("mps_polls_total") >= 3 else None
        return until("three polls", polled)


@pytest.fixture(scope="module")
def documented(binary, tmp_path_factory):
    """The examples as they are: the scrape, and the API with the calls that it got."""
    with ScriptedAPI(as_documented()) as api:
        yield scrape_after_three_polls(binary, tmp_path_factory.mktemp("documented"), api), api


@pytest.fixture
def scraped(documented):
    return documented[0]


def test_the_examples_are_those_of_the_page():
    answers = [json.loads(body)["Response"] for body in (FIRST_PAGE, SECOND_PAGE, PROCESSING)]
    told = [(one["TotalCount"], one["ScrollToken"], [task["TaskId"] for task in one["TaskSet"]]) for one in answers]
    assert told == [(12, "taskId6", ["taskId1", "taskId2", "taskId3", "taskId4", "taskId5"]), (1, "", ["taskId7"]),
                    (1, "", ["taskId6"])]
    assert [one["TaskSet"][0]["FinishTime"] for one in answers] == [WHEN, "0000-00-00T00:00:00Z", WHEN]


def test_the_queue_is_what_the_page_shows(scraped):
    depth = {status: scraped.value("mps_queue_depth", status=status) for status in ("WAITING", "PROCESSING", "FINISH")}
    assert depth == {"WAITING": 0, "PROCESSING": 1, "FINISH": 12}
    for task_type in DOCUMENTED_TYPES:
        assert scraped.value("mps_queue_tasks", status="WAITING", task_type=task_type) == 0
        expected = 1 if task_type == "WorkflowTask" else 0
        assert scraped.value("mps_queue_tasks", status="PROCESSING", task_type=task_type) == expected
    oldest = scraped.named("mps_queue_oldest_task_timestamp_seconds")
    assert oldest == {series("mps_queue_oldest_task_timestamp_seconds", status="PROCESSING"): WHEN_SECONDS}
    assert scraped.value("mps_queue_oldest_task_age_seconds", status="WAITING") == 0
    age = time.time() - scraped.value("mps_queue_oldest_task_age_seconds", status="PROCESSING")
    assert WHEN_SECONDS - 1 < age < WHEN_SECONDS + 60
    assert scraped.value("mps_queue_listing_complete", status="PROCESSING") == 1


def test_the_poll_succeeded(documented):
    scraped, api = documented
    assert scraped.value("mps_up") == 1
    for status in ("WAITING", "PROCESSING", "FINISH"):
        assert scraped.value("mps_poll_success", status=status) == 1
    assert {request["Status"] for _, request in api.calls} == {"WAITING", "PROCESSING", "FINISH"}
    tokens = {request.get("ScrollToken") for _, request in api.calls if request["Status"] == "FINISH"}
    assert tokens == {"taskId6", None}
    for headers, request in api.calls:
        assert type(request["Limit"]) is int and 1 <= request["Limit"] <= 100
        assert headers["X-TC-Action"] == "DescribeTasks" and headers["X-TC-Version"] == "2019-06-12"


def test_tasks_of_2018_are_before_the_epoch_and_count_nothing(scraped):
    for name in COUNTERS:
        assert scraped.named(name) == {series(name, task_type=task_type): 0 for task_type in DOCUMENTED_TYPES}
    for name in DURATIONS:
        assert scraped.named(f"{name}_count") == {
            series(f"{name}_count", task_type=task_type): 0 for task_type in DOCUMENTED_TYPES}
    assert scraped.named("mps_task_durations_skipped_total") and scraped.total("mps_task_durations_skipped_total") == 0
    assert scraped.total("mps_subtasks_finished_total") == 0
    epoch = scraped.value("mps_ledger_epoch_timestamp_seconds")
    assert time.time() - 7 * 86400 - 120 < epoch < time.time() - 7 * 86400


def test_an_api_without_the_failed_filter_has_no_failed_total(scraped):
    assert not scraped.named("mps_tasks_failed_total")


@pytest.mark.parametrize("wait, processing", [(0, 0), (5, 60), (61, 600)])
def test_moved_to_this_hour_they_count(binary, tmp_path, api, wait, processing):
    """FINISH: taskId1 to 5 whole, taskId7 without FinishTime. PROCESSING: taskId6, whose FinishTime is not believed."""
    api.script = as_documented(moved(time.time() - 3600, wait, processing))
    scraped = scrape_after_three_polls(binary, tmp_path, api)
    counted = {name: scraped.value(name, task_type="WorkflowTask") for name in COUNTERS}
    assert counted == {"mps_tasks_submitted_total": 7, "mps_tasks_started_total": 7, "mps_tasks_finished_total": 6}
    for name in COUNTERS:
        assert scraped.total(name) == counted[name]
    seconds = {"wait": (7, wait), "processing": (5, processing), "turnaround": (5, wait + processing)}
    for kind, (count, each) in seconds.items():
        name = f"mps_task_{kind}_duration_seconds"
        assert scraped.value(f"{name}_count", task_type="WorkflowTask") == count
        assert scraped.value(f"{name}_sum", task_type="WorkflowTask") == count * each
        buckets = {dict(labels)["le"]: value for (_, labels), value in scraped.named(f"{name}_bucket").items()
                   if ("task_type", "WorkflowTask") in labels}
        assert len(buckets) == (16 if kind == "turnaround" else 15)
        assert buckets == {bound: count if each <= bound else 0 for bound in buckets}
    skipped = {key: value for key, value in scraped.named("mps_task_durations_skipped_total").items() if value}
    assert skipped == {series("mps_task_durations_skipped_total", duration=duration, reason="finish_unset"): 1
                       for duration in ("processing", "turnaround")}
    assert scraped.named("mps_subtasks_finished_total") == {
        series("mps_subtasks_finished_total", sub_task_type="action-trans"): 6}
