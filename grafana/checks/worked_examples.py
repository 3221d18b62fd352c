"""Small worlds whose numbers can be worked out by hand, and what the overview must show of them.

Every series has one sample a minute and is looked at after an hour; `promtool test rules` does the evaluation.
"""

from dataclasses import dataclass

INTERVAL, END = "1m", "60m"


@dataclass(frozen=True)
class Example:
    """`shown` is None where the panel must show its no-data text, or a gap; else the value of the one series."""

    what: str
    panel: str
    series: dict[str, str]
    shown: float | None
    labels: str = "{}"


def _series(metric: str, instance: str = "a", account: str = "one", **labels: str) -> str:
    given = {"job": "mps-exporter", "instance": instance, "account": account, **labels}
    pairs = [f'{name}="{value}"' for name, value in given.items()]
    return f"{metric}{{{', '.join(pairs)}}}"


def _depth(tasks: int, instance: str = "a", account: str = "one", polled: str = "0+60x60") -> dict[str, str]:
    where = {"instance": instance, "account": account, "status": "WAITING"}
    return {
        _series("mps_queue_depth", **where): f"{tasks}x60",
        _series("mps_last_successful_poll_timestamp_seconds", **where): polled,
    }


def _oldest(created: int, instance: str = "a", account: str = "one", **polls: str) -> dict[str, str]:
    """`created` is the second in which the oldest waiting task was created; the hour ends with the second 3600."""
    where = {"instance": instance, "account": account, "status": "WAITING"}
    return {
        **_depth(10, instance, account, **polls),
        _series("mps_queue_oldest_task_timestamp_seconds", **where): f"{created}x60",
    }


def _dead(series: dict[str, str]) -> dict[str, str]:
    """Of an exporter that is not scraped any more since the half hour."""
    return {name: values.replace("x60", "x30 stale") for name, values in series.items()}


def _counter(metric: str, a_minute: float, **labels: str) -> dict[str, str]:
    return {_series(metric, **{"task_type": "WorkflowTask", **labels}): f"0+{a_minute}x60"}


def _flow(submitted: float, finished: float, **labels: str) -> dict[str, str]:
    return {
        **_counter("mps_tasks_submitted_total", submitted, **labels),
        **_counter("mps_tasks_finished_total", finished, **labels),
    }


def _starts(a_minute: int, in_time: int) -> dict[str, str]:
    wait = "mps_task_wait_duration_seconds"
    return {**_counter(f"{wait}_bucket", in_time, le="600.0"), **_counter(f"{wait}_count", a_minute)}


# The last good poll was half an hour ago.
STUCK = "0+60x30 1800x29"

EXAMPLES = [
    Example("accounts are added", "Waiting", {**_depth(10), **_depth(7, account="two")}, 17),
    Example("replicas are not added", "Waiting", {**_depth(10), **_depth(10, "b")}, 10),
    Example("a replica that cannot poll does not win", "Waiting",
            {**_depth(10), **_depth(500, "b", polled=STUCK)}, 10),
    Example("what all replicas last knew stays", "Waiting", _depth(500, polled=STUCK), 500),
    Example("nothing is known", "Waiting", {}, None),
    Example("of all accounts the oldest counts", "Oldest waiting",
            {**_oldest(3000), **_oldest(1800, account="two"), **_depth(0, account="three")}, 1800),
    Example("of a pair the one that polls is believed", "Oldest waiting",
            {**_oldest(1000), **_oldest(1700, "b", polled=STUCK)}, 2600),
    Example("a pair agrees", "Oldest waiting", {**_oldest(3000), **_oldest(3000, "b")}, 600),
    Example("of a pair one is dead", "Oldest waiting", {**_oldest(3000), **_dead(_oldest(1200, "b"))}, 600),
    Example("nothing waits", "Oldest waiting", _depth(0), 0),
    Example("nothing waits in a pair, of which one knows of old that something did", "Oldest waiting",
            {**_depth(0), **_oldest(1200, "b", polled=STUCK)}, 0),
    Example("nothing waits in one of two accounts", "Oldest waiting",
            {**_depth(0), **_oldest(3000, account="two")}, 600),
    Example("tasks wait and none says since when", "Oldest waiting", _depth(10), None),
    Example("what all replicas last knew goes on", "Oldest waiting", _oldest(1200, polled=STUCK), 2400),
    Example("the exporter is dead", "Oldest waiting", _dead(_oldest(1200)), None),
    Example("the exporter died when nothing waited", "Oldest waiting", _dead(_depth(0)), None),
    Example("the surplus drains the backlog", "Time to drain", {**_depth(60), **_flow(1, 2)}, 3600),
    Example("no surplus", "Time to drain", {**_depth(60), **_flow(2, 2)}, float("inf")),
    Example("nothing waits", "Time to drain", {**_depth(0), **_flow(3, 2)}, 0),
    Example("no rates", "Time to drain", _depth(60), None),
    Example("the slowest account counts", "Time to drain",
            {**_depth(60), **_flow(1, 2), **_depth(60, account="two"), **_flow(1, 1, account="two")}, float("inf")),
    Example("a surplus is drawn", "Time to drain by account", {**_depth(60), **_flow(1, 2)}, 3600, '{account="one"}'),
    Example("no surplus is a gap", "Time to drain by account", {**_depth(60), **_flow(2, 2)}, None),
    Example("only who drains is drawn", "Time to drain by account",
            {**_depth(60), **_flow(1, 2), **_depth(60, account="two"), **_flow(2, 1, account="two")}, 3600,
            '{account="one"}'),
    Example("nothing waits", "Time to drain by account", {**_depth(0), **_flow(3, 2)}, 0, '{account="one"}'),
    Example("arrivals less finishes", "Net growth per minute", _flow(5, 2), 3),
    Example("what finished over 30 minutes ago does not count", "Net growth per minute",
            {**_flow(5, 0), _series("mps_tasks_finished_total", task_type="WorkflowTask"): "0+10x30 300x29"}, 5),
    Example("one of ten fails", "Failed", {**_flow(10, 10), **_counter("mps_tasks_failed_total", 1)}, 0.1),
    Example("an account whose failures are not told does not thin them out", "Failed",
            {**_flow(10, 10), **_counter("mps_tasks_failed_total", 1), **_flow(90, 90, account="two")}, 0.1),
    Example("two accounts fail", "Failed",
            {**_flow(10, 10), **_counter("mps_tasks_failed_total", 1),
             **_flow(30, 30, account="two"), **_counter("mps_tasks_failed_total", 7, account="two")}, 0.2),
    Example("nothing finished", "Failed", {**_flow(10, 0), **_counter("mps_tasks_failed_total", 0)}, None),
    Example("failures are not told", "Failed", _flow(10, 10), None),
    Example("half of the budget is spent", "Error budget left", _starts(200, 199), 0.5),
    Example("twice the budget is spent", "Error budget left", _starts(100, 98), -1),
    Example("nothing started", "Error budget left", _starts(0, 0), None),
    Example("the account furthest behind counts", "Data as of",
            {**_depth(1), **_depth(1, account="two", polled=STUCK)}, 1800),
    Example("a replica that polls keeps the data young", "Data as of",
            {**_depth(1), **_depth(1, "b", polled=STUCK)}, 0),
    Example("one replica polls", "Polling", {_series("mps_up"): "0x60", _series("mps_up", "b"): "1x60"}, 1),
    Example("one account fails", "Polling", {_series("mps_up"): "1x60", _series("mps_up", account="two"): "0x60"}, 0),
]


def unit_test(example: Example, expression: str) -> dict:
    """A file for `promtool test rules`; values are rounded, since version 2.42 compares them bit by bit."""
    samples = [] if example.shown is None else [{"labels": example.labels, "value": example.shown}]
    return {
        "rule_files": [],
        "tests": [{
            "interval": INTERVAL,
            "input_series": [{"series": name, "values": values} for name, values in example.series.items()],
            "promql_expr_test": [
                {"expr": f"round({expression}, 0.001)", "eval_time": END, "exp_samples": samples},
            ],
        }],
    }
