"""What the simulator says of itself, as the series that an exporter must show."""

import json
import urllib.parse
import urllib.request

from scrapes import Scrape

COUNTERS = {"submitted": "mps_tasks_submitted_total", "started": "mps_tasks_started_total",
            "finished": "mps_tasks_finished_total", "failed": "mps_tasks_failed_total"}
DURATIONS = {kind: f"mps_task_{kind}_duration_seconds" for kind in ("wait", "processing", "turnaround")}
TOTALS = (*COUNTERS.values(), *(name + part for name in DURATIONS.values() for part in ("_count", "_sum", "_bucket")),
          "mps_subtasks_finished_total", "mps_task_durations_skipped_total")
GAUGES = ("mps_queue_depth", "mps_queue_tasks", "mps_queue_oldest_task_timestamp_seconds")


def ask(simulator_url: str, since: float, bounds: list[float] = ()) -> dict:
    """The truth of the first account from a moment on; `now` is left out, so that two can be compared. `bounds` are for
    the buckets of all durations, in place of the exporter's."""
    query = urllib.parse.urlencode({"account": 1, "since": since} | (
        {"buckets": ",".join(map(repr, bounds))} if bounds else {}))
    with urllib.request.urlopen(f"{simulator_url}/truth?{query}", timeout=10) as answer:
        found = json.load(answer)
    del found["now"]
    return found


def expected(truth: dict) -> Scrape:
    """The series of a truth; those that are 0 included."""
    found = Scrape()
    for status, listing in truth["listings"].items():
        found.add("mps_queue_depth", {"status": status}, listing["depth"])
        if status != "FINISH":
            for task_type in truth["types"]:
                labels = {"status": status, "task_type": task_type}
                found.add("mps_queue_tasks", labels, listing["types"].get(task_type, 0))
            if listing.get("oldest") is not None:
                found.add("mps_queue_oldest_task_timestamp_seconds", {"status": status}, listing["oldest"])
    for task_type, totals in truth["types"].items():
        for what, name in COUNTERS.items():
            found.add(name, {"task_type": task_type}, totals[what])
        for kind, name in DURATIONS.items():
            _add_histogram(found, name, {"task_type": task_type}, totals[kind], truth["bounds"][kind])
    for skip in truth["skipped"]:
        labels = {"duration": skip["duration"], "reason": skip["reason"]}
        found.add("mps_task_durations_skipped_total", labels, skip["count"])
    for sub_task_type, count in truth["subTasks"].items():
        found.add("mps_subtasks_finished_total", {"sub_task_type": sub_task_type}, count)
    return found


def _add_histogram(found: Scrape, name: str, labels: dict, durations: dict, bounds: list[float]):
    found.add(f"{name}_count", labels, durations["count"])
    found.add(f"{name}_sum", labels, durations["sumMilliseconds"] / 1000)
    cumulated = 0
    for bound, count in zip([*bounds, float("inf")], durations["buckets"], strict=True):
        cumulated += count
        found.add(f"{name}_bucket", labels | {"le": bound}, cumulated)


def wrong_totals(simulator_url: str, shown: Scrape) -> dict:
    """The totals of a scrape that are not true since its ledger began. The queue moves on between a scrape and this look
    at the truth, but a task that was lost or counted twice never lets them agree again."""
    truth = ask(simulator_url, shown.value("mps_ledger_epoch_timestamp_seconds"))
    return {key: both for key, both in differences(truth, shown).items() if key[0] in TOTALS}


def differences(truth: dict, shown: Scrape) -> dict:
    """By series: what is expected and what is shown, where they differ. A series that is not shown stands for 0."""
    wanted = expected(truth)
    actual = shown.named(*TOTALS, *GAUGES)
    return {key: (wanted.get(key, 0), actual.get(key, 0)) for key in wanted.keys() | actual.keys()
            if abs(wanted.get(key, 0) - actual.get(key, 0)) > 1e-6}
