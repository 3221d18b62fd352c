"""A real Prometheus that scrapes the exporter on the simulator stores what the simulator knows to be true.

PROMETHEUS and PROMTOOL are for programs that are not on the path. The queue moves all the time, so values are
compared at a moment when two looks at the truth, one before and one after asking Prometheus, agree with each other.
"""

import os
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass

import pytest
import truths
from prometheus_store import Store
from running import Exporter, Simulator, free_port, until
from scrapes import Scrape

POLLS = 20
# Some three events in three seconds, on one worker that cannot keep up, after six days of history.
QUEUE = ["--seed", "3", "--speed", "20", "--arrival-rate", "0.03", "--workers", "1", "--history", "350",
         "--log.level", "critical"]
STATUSES = ("WAITING", "PROCESSING", "FINISH")


@dataclass
class Story:
    """What there was to see: while all ran, after a restart of the exporter, and after the simulator was stopped."""

    polls: float = 0
    truth: dict | None = None
    differences: dict | None = None
    stored: Scrape | None = None
    text: bytes = b""
    restart_status: int | None = None
    differences_after_restart: dict | None = None
    stored_after_restart: Scrape | None = None
    resets: dict | None = None
    stopped: float = 0
    last: Scrape | None = None
    down: Scrape | None = None
    later: Scrape | None = None
    age: dict | None = None


@pytest.fixture(scope="module")
def story(binary, tmp_path_factory) -> Story:
    folder, port, told = tmp_path_factory.mktemp("story"), free_port(), Story()
    with Simulator(binary, folder, *QUEUE) as simulator:
        (folder / "config.yml").write_text(
            f"poll_interval: 1s\naccounts:\n  - name: prod\n    endpoint: {simulator.url}\n    history: 6d\n")

        def start() -> Exporter:
            return Exporter(
                binary, folder, "--config.file", "config.yml", port=port, poll=None, variables=simulator.keys)

        server = os.environ.get("PROMETHEUS", "prometheus")
        with start() as exporter, Store(server, folder, [f"127.0.0.1:{port}"], "/metrics") as store:
            store.wait_until_ready()
            tell_of_running(told, simulator, exporter, store)
            told.restart_status, _ = exporter.end()
            with start() as exporter:
                tell_of_restart(told, simulator, store)
                tell_of_stop(told, simulator, exporter, store)
    return told


def tell_of_running(told: Story, simulator: Simulator, exporter: Exporter, store: Store):
    polled = 'changes(mps_last_successful_poll_timestamp_seconds{status="FINISH"}[10m])'
    told.polls = until(f"{POLLS} polls", lambda: (found := store.one(polled) or 0) >= POLLS and found, 120)
    told.truth, told.stored, told.differences = settled(simulator, store)
    told.text = exporter.ask("/metrics")[2]


def tell_of_restart(told: Story, simulator: Simulator, store: Store):
    until("five polls after the restart", lambda: 5 <= (store.one("mps_polls_total") or 0) < POLLS)
    _, told.stored_after_restart, told.differences_after_restart = settled(simulator, store)
    told.resets = {name: sum(store.instant(f"resets({name}[10m])"), start=0.0) for name in truths.TOTALS}


def tell_of_stop(told: Story, simulator: Simulator, exporter: Exporter, store: Store):
    simulator.end()
    told.stopped, told.last = time.time(), store.stored()
    # The poll under way may still have read WAITING.
    until("a poll that failed wholly", lambda: store.one("sum(mps_poll_success) + sum(mps_up)") == 0)
    told.down = store.stored()
    failed = told.down.value("mps_polls_failed_total")
    until("another failed poll", lambda: (store.stored().value("mps_polls_failed_total") or 0) > failed)
    told.later = store.stored()
    told.age = {status: store.known(f'time() - mps_last_successful_poll_timestamp_seconds{{status="{status}"}}')
                for status in STATUSES}


def settled(simulator: Simulator, store: Store, seconds: float = 60) -> tuple[dict, Scrape, dict]:
    """Truth, what is stored and how they differ, at a moment when they agree; else the last that was seen."""
    deadline = time.monotonic() + seconds
    while True:
        since = store.known("mps_ledger_epoch_timestamp_seconds")
        before = truths.ask(simulator.url, since)
        stored = store.stored()
        found = truths.differences(before, stored)
        if not found and truths.ask(simulator.url, since) == before or time.monotonic() > deadline:
            return before, stored, found
        time.sleep(0.1)


def test_there_was_something_to_count(story):
    """Else equality would prove little."""
    assert story.polls >= POLLS and story.truth["exact"]
    assert story.stored.value("mps_queue_depth", status="WAITING") >= 1
    assert story.stored.value("mps_queue_depth", status="PROCESSING") >= 1
    assert story.stored.value("mps_queue_depth", status="FINISH") > story.stored.total("mps_tasks_finished_total") > 280
    assert 280 < story.stored.total("mps_tasks_started_total")
    assert story.stored.total("mps_tasks_submitted_total") > story.stored.total("mps_tasks_finished_total")
    assert story.stored.total("mps_tasks_failed_total") > 0
    for name in truths.DURATIONS.values():
        assert story.stored.total(f"{name}_sum") > 0
        # As buckets are cumulative, each level but 0 is reached in a bucket that holds something.
        levels = defaultdict(set)
        for (_, labels), value in story.stored.named(f"{name}_bucket").items():
            levels[dict(labels)["task_type"]].add(value)
        assert max(len(reached - {0}) for reached in levels.values()) >= 2, "one bucket holds everything"


@pytest.mark.parametrize("names", [
    ["mps_queue_depth"], ["mps_queue_tasks"], ["mps_queue_oldest_task_timestamp_seconds"],
    *[[name] for name in truths.COUNTERS.values()],
    *[[name + part for part in ("_count", "_sum", "_bucket")] for name in truths.DURATIONS.values()],
    ["mps_subtasks_finished_total"], ["mps_task_durations_skipped_total"],
], ids=lambda names: names[0])
def test_what_prometheus_stored_is_the_truth(story, names):
    assert story.stored.named(*names)
    assert {key: both for key, both in story.differences.items() if key[0] in names} == {}


def test_a_wrong_value_would_be_found(story):
    """The comparison above can fail."""
    for key, value in story.stored.named(*truths.TOTALS, *truths.GAUGES).items():
        assert truths.differences(story.truth, Scrape(story.stored | {key: value + 1})).keys() == {key}


def test_a_restart_changes_none_of_the_totals(story):
    assert story.restart_status == 0
    assert story.differences_after_restart == {}
    assert story.resets == {name: 0 for name in truths.TOTALS}
    fallen = {key: value for key, value in story.stored.named(*truths.TOTALS).items()
              if story.stored_after_restart.get(key, 0) < value}
    assert fallen == {}


def test_the_epoch_outlives_a_restart(story):
    epoch = story.stored.value("mps_ledger_epoch_timestamp_seconds")
    assert epoch == story.stored_after_restart.value("mps_ledger_epoch_timestamp_seconds")
    assert time.time() - 6 * 86400 - 600 < epoch < time.time() - 6 * 86400


def test_promtool_has_nothing_to_say(story):
    command = [os.environ.get("PROMTOOL", "promtool"), "check", "metrics"]
    done = subprocess.run(command, input=story.text, capture_output=True, timeout=60, check=False)
    assert b"mps_task_wait_duration_seconds_bucket" in story.text and b"process_cpu_seconds_total" in story.text
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_promtool_would_have_something_to_say(story):
    """The check above can fail."""
    command = [os.environ.get("PROMTOOL", "promtool"), "check", "metrics"]
    text = story.text.replace(b"mps_polls_total", b"mps_polls_ms")
    assert subprocess.run(command, input=text, capture_output=True, timeout=60, check=False).returncode != 0


def test_without_the_api_the_exporter_says_so(story):
    assert story.last.value("mps_queue_depth", status="FINISH") is not None
    for scrape in (story.down, story.later):
        assert scrape.value("mps_up") == 0
        assert [scrape.value("mps_poll_success", status=status) for status in STATUSES] == [0, 0, 0]
    assert story.down.value("mps_api_request_failures_total", action="DescribeTasks", code="transport") > 0


def test_without_the_api_the_last_values_stay(story):
    names = (*truths.TOTALS, *truths.GAUGES, "mps_ledger_epoch_timestamp_seconds", "mps_ledger_tasks")
    assert story.down.named(*names) == story.later.named(*names)
    assert story.down.named(*names).keys() == story.last.named(*names).keys()
    assert all(story.down[key] >= value for key, value in story.last.named(*truths.TOTALS).items())
    for status in STATUSES:
        assert abs(story.down.value("mps_queue_depth", status=status)
                   - story.last.value("mps_queue_depth", status=status)) <= 5


def test_without_the_api_the_age_of_the_last_values_shows(story):
    stamps = {("mps_last_successful_poll_timestamp_seconds", status) for status in STATUSES} | {
        ("mps_queue_listing_timestamp_seconds", status) for status in ("WAITING", "PROCESSING")}
    for name, status in stamps:
        assert story.last.value(name, status=status) <= story.down.value(name, status=status) <= story.stopped
        assert story.later.value(name, status=status) == story.down.value(name, status=status)
    assert all(age > 1 for age in story.age.values())
    for status in ("WAITING", "PROCESSING"):
        age = "mps_queue_oldest_task_age_seconds"
        assert story.later.value(age, status=status) > story.down.value(age, status=status)
