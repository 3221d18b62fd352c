"""What somebody who was woken wants to know, and the panel that says it."""

import json
import re
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "grafana" / "dashboards"
OVERVIEW, DRILLDOWN = (json.loads((FOLDER / f"mps-{name}.json").read_text()) for name in ("overview", "drilldown"))
# What is asked, the kind of panel, its title, and what its queries have to speak of, in their order.
OVERVIEW_ANSWERS = {
    "now": ("stat", "Waiting", ["mps_queue_depth.*WAITING"]),
    "trend": ("timeseries", "Queue depth", ["mps_queue_depth.*WAITING", "mps_queue_depth.*PROCESSING"]),
    "wait heatmap": ("heatmap", "Wait of started tasks", ["mps_task_wait_duration_seconds_bucket"]),
    "arrivals against finishes": ("timeseries", "Arrivals against finishes", [
        "mps_tasks_submitted_total", "mps_tasks_started_total", "mps_tasks_finished_total"]),
    "drain time": ("timeseries", "Time to drain by account", ["mps_queue_depth.*mps_tasks_finished_total"]),
    "oldest": ("timeseries", "Oldest task by account", [
        "mps_queue_oldest_task_timestamp_seconds.*WAITING", "mps_queue_oldest_task_timestamp_seconds.*PROCESSING"]),
    "failures": ("timeseries", "Failed share by task type", ["mps_tasks_failed_total.*mps_tasks_finished_total"]),
    "SLO budget": ("stat", "Error budget left", [r"mps_task_wait_duration_seconds_bucket.*\$wait_slo"]),
    "API cost": ("stat", "API calls per finished task", ["mps_api_requests_total.*mps_tasks_finished_total"]),
    "data as of": ("stat", "Data as of", ["mps_last_successful_poll_timestamp_seconds"]),
}
# The rules' thresholds, by record and, where there are more of one, by its label.
RULES = yaml.safe_load((FOLDER.parents[1] / "deploy/prometheus/mps-thresholds.rules.yml").read_text())
THRESHOLDS = {
    " ".join([rule["record"].removeprefix("mps:threshold:"), *rule.get("labels", {}).values()]): float(number[1])
    for group in RULES["groups"] for rule in group["rules"]
    if (number := re.fullmatch(r"vector\((.+)\)", rule["expr"]))}
SLO, BUDGET = THRESHOLDS["wait_slo_seconds"], THRESHOLDS["wait_slo_error_budget"]
# Where a panel of the overview turns yellow and red; the yellow of some is a share of the threshold.
COLOURS = {
    "Oldest waiting": [SLO * THRESHOLDS[f"oldest_wait_ratio {severity}"] for severity in ("warning", "critical")],
    "Time to drain": [THRESHOLDS["drain_slo_seconds"] / 2, THRESHOLDS["drain_slo_seconds"]],
    "Failed": [THRESHOLDS["failure_ratio"] / 5, THRESHOLDS["failure_ratio"]],
    "Data as of": [THRESHOLDS["data_stale_seconds"] / 3, THRESHOLDS["data_stale_seconds"]],
    "Error budget burn": [1, THRESHOLDS["wait_slo_burn_rate 1h"]],
}
TIMES = ["wait", "processing", "turnaround"]
# The words by which a description promises a window of rates.
PROMISES = {"30m": "last 30 minutes", "1h": "last hour|over an hour"}


def panel(board: dict, kind: str, title: str) -> dict:
    found = [one for one in board["panels"] if (one["type"], one["title"]) == (kind, title)]
    assert len(found) == 1, f"{len(found)} panels of the kind {kind} are called {title}"
    return found[0]


@pytest.mark.parametrize("asked", OVERVIEW_ANSWERS)
def test_the_overview_answers(asked):
    kind, title, wanted = OVERVIEW_ANSWERS[asked]
    asks = [target["expr"] for target in panel(OVERVIEW, kind, title)["targets"]]
    assert len(asks) == len(wanted)
    assert all(re.search(pattern, ask) for pattern, ask in zip(wanted, asks, strict=True)), asks


def test_an_empty_queue_does_not_look_like_a_dead_exporter():
    shown = panel(OVERVIEW, "stat", "Oldest waiting")["fieldConfig"]["defaults"]
    assert shown["noValue"] == "no data"
    assert [one["options"]["0"]["text"] for one in shown["mappings"]] == ["none waits"]


@pytest.mark.parametrize("time", TIMES)
def test_the_drilldown_shows_exemplars_of_each_time_by_account_and_type(time):
    told = [(one, target) for one in DRILLDOWN["panels"] for target in one.get("targets", [])
            if f"mps_task_{time}_duration_seconds_bucket" in target["expr"] and one["type"] != "table"]
    assert {one["type"] for one, _ in told} == {"heatmap", "timeseries"}
    assert all(target.get("exemplar") for _, target in told)
    by_type = [one for one, target in told if "account, task_type, le" in target["expr"] and one["type"] == "timeseries"]
    assert by_type and all(one["fieldConfig"]["defaults"]["links"] for one in by_type)


def test_the_drilldown_is_by_account_and_task_type():
    names = [variable["name"] for variable in DRILLDOWN["templating"]["list"]]
    assert {"account", "task_type"} <= set(names)
    rows = panel(DRILLDOWN, "table", "Accounts and task types")["targets"]
    assert len(rows) > 5 and all(re.search(r"by \(account, task_type(, le)?\)", target["expr"]) for target in rows)


def test_queries_that_know_task_types_take_the_chosen_ones():
    """All but those about whole queues, and about durations that were not taken, which have no type."""
    untyped = {one["title"] for board in (OVERVIEW, DRILLDOWN) for one in board["panels"]
               for target in one.get("targets", [])
               for series in re.findall(r"mps_tasks?_\w+\{[^}]*\}", target["expr"]) if "task_type=~" not in series}
    assert untyped == {"Net growth per minute", "Time to drain", "Time to drain by account",
                       "API calls per finished task", "Durations not taken"}


@pytest.mark.parametrize("board", [OVERVIEW, DRILLDOWN], ids=["overview", "drilldown"])
def test_a_window_is_the_one_that_the_description_promises(board):
    """What Grafana makes of $__rate_interval is four times the min step at least, and grows with the time range."""
    for one in board["panels"]:
        windows = [set(re.findall(r"\[([^]]+)\]", target["expr"])) for target in one.get("targets", [])]
        promised = {window for window, words in PROMISES.items() if re.search(words, one.get("description", ""))}
        own = {window for each in windows for window in each if not window.startswith("$__")}
        assert own == promised, one["title"]
        assert all(len(each) <= 1 for each in windows), f"{one['title']}: a query with two windows"


def test_the_short_window_of_the_burn_is_the_one_that_is_told():
    burn = panel(OVERVIEW, "timeseries", "Error budget burn")
    step = next(target["interval"] for target in burn["targets"] if "[$__rate_interval]" in target["expr"])
    assert f"({4 * int(step.removesuffix('m'))} minutes, or longer" in burn["description"]


@pytest.mark.parametrize("title", COLOURS)
def test_colours_change_where_the_rules_alert(title):
    found = [one for one in OVERVIEW["panels"] if one["title"] == title]
    assert len(found) == 1
    steps = found[0]["fieldConfig"]["defaults"]["thresholds"]["steps"]
    assert [step["color"] for step in steps] == ["green", "yellow", "red"]
    assert [step["value"] for step in steps[1:]] == pytest.approx(COLOURS[title])


@pytest.mark.parametrize("board", [OVERVIEW, DRILLDOWN], ids=["overview", "drilldown"])
def test_the_variables_begin_with_the_objective_of_the_rules(board):
    chosen = {variable["name"]: variable["current"].get("value") for variable in board["templating"]["list"]
              if "current" in variable}
    assert (float(chosen["wait_slo"]), float(chosen["objective"])) == (SLO, pytest.approx(100 * (1 - BUDGET)))
