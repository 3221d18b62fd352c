"""The simulator's truth beside a scrape: every total, count, sum and bucket by type."""

import json
import urllib.request


def truth(simulator, since: float) -> dict:
    with urllib.request.urlopen(f"{simulator.url}/truth?account=1&since={since:.0f}", timeout=10) as answer:
        return json.load(answer)


def expected(told: dict) -> dict[tuple, float]:
    """What the counters must be, by metric and labels that matter."""
    values = {}
    for task_type, totals in told["types"].items():
        for event in ("submitted", "started", "finished", "failed"):
            values[f"mps_tasks_{event}_total", task_type] = totals[event]
        for duration in ("wait", "processing", "turnaround"):
            name, of = f"mps_task_{duration}_duration_seconds", totals[duration]
            values[f"{name}_count", task_type] = of["count"]
            values[f"{name}_sum", task_type] = of["sumMilliseconds"] / 1000
            reached = 0
            for bound, count in zip(told["bounds"][duration] + [float("inf")], of["buckets"]):
                reached += count
                values[f"{name}_bucket", task_type, bound] = reached
    for sub_task_type, count in told["subTasks"].items():
        values["mps_subtasks_finished_total", sub_task_type] = count
    return values


def counted(scrape) -> dict[tuple, float]:
    """The same out of a scrape."""
    values = {}
    for (name, labels), value in scrape.items():
        having = dict(labels)
        kind = having.get("task_type") or having.get("sub_task_type")
        if name.startswith(("mps_tasks_", "mps_task_", "mps_subtasks_")) and kind:
            values[(name, kind, having["le"]) if "le" in having else (name, kind)] = value
    return values


def differences(scrape, told: dict) -> list[str]:
    """One line for each number that is not true; a series that is not there counts as 0."""
    has, should = counted(scrape), expected(told)
    return [f"{key}: {has.get(key, 0)}, truly {should.get(key, 0)}"
            for key in sorted(has.keys() | should.keys(), key=str)
            if abs(has.get(key, 0) - should.get(key, 0)) > 1e-6]
