"""The drill-down: which account, which task type, which task."""

from grafana_foundation_sdk.builders.dashboard import Row

from . import links
from . import queries as q
from .frame import dashboard
from .panels import chart, heatmap, stat, table
from .targets import FLOW_STEP, RARE_STEP, buckets, column, line, value

BY = "account, task_type"
LEGEND = "{{account}} {{task_type}}"


def now_row() -> list:
    def tasks(status: str, title: str, what: str):
        return stat(title, f"Tasks {what} now of the chosen types, from the last complete listing.",
                    line(q.add(q.latest("mps_queue_tasks", status=status)), title), "short", "no complete listing yet",
                    spark=True, size=(4, 4))

    def grown(what: str):
        return stat(what.capitalize(), f"Tasks {what} in the dashboard's time range.",
                    value(q.add(q.increase(f"mps_tasks_{what}_total"))), "short", "no data", size=(4, 4), decimals=0)

    return [
        tasks("WAITING", "Waiting", "that wait"),
        tasks("PROCESSING", "Processing", "in process"),
        grown("submitted"),
        grown("finished"),
        grown("failed"),
        stat("Listed", "Age of the complete listings that the tasks by type come from; the depth on the overview is "
             "younger while a long listing is still being read.",
             value(f"max({q.age('mps_queue_listing_timestamp_seconds', 'account')})"), "s", "no complete listing yet",
             size=(4, 4), link=links.to_overview()),
    ]


def breakdown():
    """Where to look next: every account and task type in one row."""
    wait, processing = "mps_task_wait_duration_seconds", "mps_task_processing_duration_seconds"
    columns = {
        "waiting": ("Waiting", q.add(q.latest("mps_queue_tasks", status="WAITING"), BY)),
        "processing": ("Processing", q.add(q.latest("mps_queue_tasks", status="PROCESSING"), BY)),
        "submitted": ("Submitted", q.add(q.increase("mps_tasks_submitted_total"), BY)),
        "started": ("Started", q.add(q.increase("mps_tasks_started_total"), BY)),
        "finished": ("Finished", q.add(q.increase("mps_tasks_finished_total"), BY)),
        "failed": ("Failed", q.add(q.increase("mps_tasks_failed_total"), BY)),
        "late": ("Late starts", q.slo_errors(BY, q.increase)),
        "wait": ("Wait p95", q.quantile(0.95, wait, BY, q.increase)),
        "run": ("Processing p95", q.quantile(0.95, processing, BY, q.increase)),
    }
    return table(
        "Accounts and task types", "Waiting and processing now; the rest over the dashboard's time range. Click an "
        "account or a task type to see only it.",
        [column(name, expression) for name, (_, expression) in columns.items()], "no tasks of the chosen types",
        renamed={name: title for name, (title, _) in columns.items()},
        units={"Late starts": "percentunit", "Wait p95": "s", "Processing p95": "s"},
        links={"account": links.from_row(links.DRILLDOWN, "Only this account", "account"),
               "task_type": links.from_row(links.DRILLDOWN, "Only this account and task type", "account", "task_type")},
        first=["account", "task_type"], sort="Waiting",
    )


def queue() -> list:
    def by_type(status: str, title: str):
        return chart(title, "By account and task type, from complete listings only.",
                     [line(q.add(q.latest("mps_queue_tasks", status=status), BY), LEGEND)], "short",
                     "no complete listing yet", stacked=True, axis="tasks",
                     link=links.to_drilldown("account", "task_type"))

    def flow(what: str):
        return chart(f"{what.capitalize()} per minute", f"Tasks {what}, by account and task type. The newest point is "
                     "partial: what the next poll finds is added.",
                     [line(f"60 * {q.add(q.rate(f'mps_tasks_{what}_total'), BY)}", LEGEND, FLOW_STEP)], "short",
                     "no data", size=(8, 8), axis="tasks per minute", link=links.to_drilldown("account", "task_type"))

    return [by_type("WAITING", "Waiting by task type"), by_type("PROCESSING", "Processing by task type"),
            flow("submitted"), flow("started"), flow("finished")]


def durations(name: str, noun: str, of: str, no_data: str) -> list:
    """A heatmap of all, the quantile by type, and single tasks as dots on both."""
    histogram = f"mps_task_{name}_duration_seconds"
    columns = q.add(q.increase(f"{histogram}_bucket", q.WINDOW), "le")
    return [
        heatmap(f"{noun} of {of} tasks", f"{noun} of the chosen accounts and types; brighter where more tasks are. The "
                "dots are single tasks, with their task id. The newest column is partial.",
                buckets(columns, FLOW_STEP, exemplars=True), no_data),
        chart(f"{noun} p95 by task type", f"For 95 % of the {of} tasks it was no longer than this. The dots are single "
              "tasks, with their task id: click one to open it.",
              [line(q.quantile(0.95, histogram, BY), LEGEND, RARE_STEP, exemplars=True)], "s", no_data, log=True,
              link=links.to_drilldown("account", "task_type")),
    ]


def failures() -> list:
    skipped = q.add(q.rate("mps_task_durations_skipped_total"), "duration, reason")
    return [
        chart("Failed share", "Share of finished tasks with a failed subtask, by account and task type.",
              [line(q.failed_share(BY), LEGEND, RARE_STEP)], "percentunit", "none finished, or not told by the API",
              size=(8, 8), link=links.to_drilldown("account", "task_type")),
        chart("Finished by subtask type", "Finished tasks per minute that had a subtask of this type; a task counts "
              "once for each of its types, so the sum exceeds the tasks. All task types.",
              [line(f"60 * {q.add(q.rate('mps_subtasks_finished_total'), 'sub_task_type')}", "{{sub_task_type}}",
                    FLOW_STEP)], "short", "no data", size=(8, 8), axis="tasks per minute"),
        chart("Durations not taken", "Durations per minute that could not be measured, and why. All task types.",
              [line(f"60 * {skipped}", "{{duration}}: {{reason}}", FLOW_STEP)], "short", "none skipped", size=(8, 8),
              axis="durations per minute"),
    ]


def build():
    finished = "no task finished"
    sections = [
        (None, now_row()),
        (None, [breakdown()]),
        (Row("Queue and flow"), queue()),
        (Row("Wait: from creation to start"), durations("wait", "Wait", "started", "no task started")),
        (Row("Processing: from start to finish"), durations("processing", "Processing time", "finished", finished)),
        (Row("Turnaround: from creation to finish"), durations("turnaround", "Turnaround", "finished", finished)),
        (Row("Failures and gaps"), failures()),
    ]
    return dashboard(
        links.DRILLDOWN, "MPS / Drill-down",
        "The task queues of Tencent Cloud MPS by account and task type, down to single tasks.", sections,
    )
