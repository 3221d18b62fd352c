"""PromQL building blocks.

Every query merges the replicas of a highly available pair before it adds anything up: two exporters of one job that
watch the same account show the same tasks, so `max` over the replicas comes first and `sum` over jobs, accounts and
types second.
"""

# At least four times the query's min step, and longer over long time ranges; what is promised for a time of its own
# takes that.
WINDOW = "$__rate_interval"
RANGE = "$__range"
HALF_HOUR = "30m"
HOUR = "1h"

TASK = ("account", "task_type")

# Metric name -> its own labels, in the order in which they are grouped.
LABELS = {
    "mps_queue_depth": ("account", "status"),
    "mps_queue_tasks": ("account", "status", "task_type"),
    "mps_queue_oldest_task_timestamp_seconds": ("account", "status"),
    "mps_queue_listing_complete": ("account", "status"),
    "mps_queue_listing_timestamp_seconds": ("account", "status"),
    "mps_tasks_submitted_total": TASK,
    "mps_tasks_started_total": TASK,
    "mps_tasks_finished_total": TASK,
    "mps_tasks_failed_total": TASK,
    "mps_task_wait_duration_seconds_bucket": (*TASK, "le"),
    "mps_task_wait_duration_seconds_count": TASK,
    "mps_task_processing_duration_seconds_bucket": (*TASK, "le"),
    "mps_task_turnaround_duration_seconds_bucket": (*TASK, "le"),
    "mps_task_durations_skipped_total": ("account", "duration", "reason"),
    "mps_subtasks_finished_total": ("account", "sub_task_type"),
    "mps_ledger_epoch_timestamp_seconds": ("account",),
    "mps_ledger_gap_seconds": ("account",),
    "mps_ledger_tasks": ("account",),
    "mps_ledger_unaccounted_tasks": ("account",),
    "mps_state_writable": ("account",),
    "mps_sweeps_total": ("account",),
    "mps_up": ("account",),
    "mps_last_successful_poll_timestamp_seconds": ("account", "status"),
    "mps_last_poll_duration_seconds": ("account",),
    "mps_polls_total": ("account",),
    "mps_polls_failed_total": ("account",),
    "mps_api_pages_total": ("account", "status"),
    "mps_api_requests_total": ("account", "action"),
    "mps_api_request_failures_total": ("account", "action", "code"),
    "mps_api_request_duration_seconds_bucket": ("account", "action", "le"),
    "mps_api_retries_total": ("account", "action"),
    "mps_api_rate_limit_wait_seconds_total": ("account",),
    "mps_api_clock_skew_seconds": ("account",),
    "mps_exporter_build_info": ("version", "revision", "swiftversion"),
    "mps_exporter_config_last_reload_successful": (),
    "mps_exporter_http_requests_total": ("handler", "code"),
    "process_cpu_seconds_total": (),
    "process_resident_memory_bytes": (),
}


def select(metric: str, window: str = "", whole_queue: bool = False, **fixed: str) -> str:
    """The series of `metric` that the variables choose; `whole_queue` leaves the task type out of the choice."""
    matchers = ['job=~"$job"', 'instance=~"$instance"']
    for label in ("account", "task_type"):
        if label in LABELS[metric] and label not in fixed and not (whole_queue and label == "task_type"):
            matchers.append(f'{label}=~"${label}"')
    matchers += [f'{label}="{value}"' for label, value in fixed.items()]
    return f"{metric}{{{', '.join(matchers)}}}" + (f"[{window}]" if window else "")


def _merged(metric: str, series: str) -> str:
    return f"max by ({', '.join(['job', *LABELS[metric]])}) ({series})"


def now(metric: str, **choice) -> str:
    """A gauge, one value for each set of the metric's own labels, whatever the number of replicas."""
    return _merged(metric, select(metric, **choice))


def latest(metric: str, **choice) -> str:
    """As `now`, of the replica with the youngest poll: one that cannot poll keeps its last value, and must not win."""
    polled = select("mps_last_successful_poll_timestamp_seconds", **choice)
    youngest = f"{polled} == on (job, account, status) group_left () max by (job, account, status) ({polled})"
    return _merged(metric, f"{select(metric, **choice)} and on (job, instance, account, status) ({youngest})")


def rate(metric: str, window: str = WINDOW, **choice) -> str:
    """A counter's speed per second, replicas merged."""
    return _merged(metric, f"rate({select(metric, window, **choice)})")


def increase(metric: str, window: str = RANGE, **choice) -> str:
    """How much a counter grew within the window, replicas merged."""
    return _merged(metric, f"increase({select(metric, window, **choice)})")


def spent(metric: str, by: str, window: str = WINDOW, **choice) -> str:
    """A counter's speed summed over the replicas too: for what every one of them really spends, such as API calls."""
    return add(f"rate({select(metric, window, **choice)})", by)


def add(expression: str, by: str = "") -> str:
    """The sum, for each value of `by`."""
    return f"sum by ({by}) ({expression})" if by else f"sum({expression})"


def quantile(share: float, histogram: str, by: str = "", speed=rate) -> str:
    """A quantile of the classic histogram `histogram`, for each value of `by`."""
    return f"histogram_quantile({share}, {add(speed(f'{histogram}_bucket'), ', '.join(filter(None, [by, 'le'])))})"


def age(metric: str, by: str = "", merged=now, **choice) -> str:
    """Seconds since the oldest timestamp of each `by`; grows when polling stops, unlike an age made by the exporter."""
    return f"time() - min{f' by ({by})' if by else ''} ({merged(metric, **choice)})"


def oldest_waiting() -> str:
    """How long the oldest waiting task has waited: 0 if none waits, and nothing where nothing is known."""
    waited = age("mps_queue_oldest_task_timestamp_seconds", merged=latest, status="WAITING")
    return f"{waited} or {add(latest('mps_queue_depth', status='WAITING'))} == 0"


def failed_share(by: str = "", window: str = WINDOW) -> str:
    """The share of finished tasks with a failed subtask; nothing where nothing finished.

    Of the accounts and types whose failures are told: the others' tasks would only thin it out.
    """
    failed, finished = (rate(f"mps_tasks_{what}_total", window) for what in ("failed", "finished"))
    return f"{add(failed, by)} / ({add(f'{finished} and {failed}', by)} > 0)"


def drain_seconds() -> str:
    """Backlog over half an hour's surplus of finishes, for each account: +Inf without one, 0 if nothing waits."""
    waiting = add(latest("mps_queue_depth", status="WAITING"), "account")
    finished, submitted = (
        add(rate(f"mps_tasks_{what}_total", HALF_HOUR, whole_queue=True), "account")
        for what in ("finished", "submitted")
    )
    surplus = f"({finished} - {submitted})"
    return f"({waiting} / ({surplus} > 0) or ({waiting} > 0) * Inf and {surplus} or {waiting} == 0)"


def slo_errors(by: str = "", speed=rate) -> str:
    """The share of started tasks that had waited longer than the chosen wait SLO."""
    good = add(speed("mps_task_wait_duration_seconds_bucket", le="$wait_slo"), by)
    started = add(speed("mps_task_wait_duration_seconds_count"), by)
    return f"1 - {good} / ({started} > 0)"


def slo_burn(by: str = "", speed=rate) -> str:
    """How many times faster than allowed the error budget is spent; 1 spends exactly all of it."""
    return f"({slo_errors(by, speed)}) / (1 - $objective / 100)"
