"""The overview: what someone on call reads first. Is there a backlog, does it grow, when is it gone, since when?"""

from functools import partial

from grafana_foundation_sdk.builders.dashboard import Row

from . import links
from . import queries as q
from .frame import dashboard
from .overview_operation import api_cost, trust
from .panels import GREEN, RED, YELLOW, chart, colored, heatmap, stat, steps, text_for, text_from
from .targets import FLOW_STEP, RARE_STEP, buckets, line, value

# Where a number turns yellow and red: the defaults of deploy/prometheus/mps-thresholds.rules.yml, or shares of them;
# test_dashboard_panels.py holds them against that file.
OLDEST = steps((None, GREEN), (300, YELLOW), (600, RED))
DRAIN = steps((None, GREEN), (7200, YELLOW), (14400, RED))
GROWTH = steps((None, GREEN), (1, YELLOW))
FAILED = steps((None, GREEN), (0.01, YELLOW), (0.05, RED))
BUDGET = steps((None, RED), (0, YELLOW), (0.25, GREEN))
DATA_AGE = steps((None, GREEN), (60, YELLOW), (180, RED))
BURN = steps((None, GREEN), (1, YELLOW), (14.4, RED))
UP = steps((None, RED), (1, GREEN))

WAITING, PROCESSING = "WAITING", "PROCESSING"
OLDEST_TASK = "mps_queue_oldest_task_timestamp_seconds"
NOT_TOLD = "none finished, or not told by the API"


def per_minute(counter: str, *window: str, **choice) -> str:
    return f"60 * {q.add(q.rate(counter, *window, **choice))}"


def now_row() -> list:
    """One number for each question, in the order in which they are asked at night."""
    arrivals, finishes = (
        per_minute(f"mps_tasks_{what}_total", q.HALF_HOUR, whole_queue=True) for what in ("submitted", "finished")
    )
    data_age = q.age("mps_last_successful_poll_timestamp_seconds", "account")
    return [
        stat("Waiting", "Tasks that wait to be processed now, all task types, as the API counts them.",
             line(q.add(q.latest("mps_queue_depth", status=WAITING)), "waiting"), "short", "no data", spark=True,
             link=links.to_drilldown()),
        stat("Oldest waiting", "How long the oldest waiting task has waited, all task types. It grows on when polling "
             "stops. Yellow at half of the default wait SLO, red at all of it.",
             value(q.oldest_waiting()), "s", "no data", OLDEST, texts=[text_for("0", "none waits", GREEN)],
             link=links.to_drilldown()),
        stat("Time to drain", "Waiting tasks over the surplus of finishes over arrivals in the last 30 minutes, of the "
             "slowest account, all task types. 'never': arrivals are not below finishes.",
             value(f"max({q.drain_seconds()})"), "s", "unknown: no rates yet", DRAIN,
             texts=[text_from(1e9, "never", RED)], link=links.to_drilldown()),
        stat("Net growth per minute", "Arrivals less finishes per minute over the last 30 minutes, all task types.",
             value(f"{arrivals} - {finishes}"), "short", "unknown: no rates yet", GROWTH,
             decimals=1, link=links.to_drilldown()),
        stat("Failed", "Share of the tasks finished in the last hour that had a failed subtask, of the accounts whose "
             "API tells it.",
             value(q.failed_share(window=q.HOUR)), "percentunit", NOT_TOLD, FAILED, decimals=1,
             link=links.to_drilldown()),
        stat("Error budget left", "What is left of the share of tasks that may wait longer than the wait SLO, over the "
             "dashboard's time range. Below 0: more tasks were late than the objective allows.",
             value(f"1 - {q.slo_burn(speed=q.increase)}"), "percentunit", "none started", BUDGET, decimals=0),
        stat("Data as of", "Age of the oldest data behind this page: time since the last good poll of the account and "
             "status that is furthest behind.", value(f"max({data_age})"), "s", "no good poll yet", DATA_AGE),
        stat("Polling", "Whether the last poll of every account succeeded on at least one exporter.",
             value(f"min({q.now('mps_up')})"), "none", "no exporter is scraped", UP,
             texts=[text_for("1", "OK", GREEN), text_for("0", "FAILING", RED, 1)]),
    ]


def trend() -> list:
    depth = [line(q.add(q.latest("mps_queue_depth", status=status)), status) for status in (WAITING, PROCESSING)]
    flow = [
        line(per_minute(f"mps_tasks_{what}_total"), what, FLOW_STEP) for what in ("submitted", "started", "finished")
    ]
    return [
        colored(chart("Queue depth", "Tasks waiting and in process, all task types, as the API counts them.", depth,
                      "short", "no data", axis="tasks"), WAITING="orange", PROCESSING="blue"),
        colored(chart("Arrivals against finishes", "Tasks submitted, started and finished per minute. While arrivals "
                      "lie above finishes the backlog grows. The newest point is partial: what the next poll finds is "
                      "added.", flow, "short", "no data", axis="tasks per minute"),
                submitted="orange", started="purple", finished="green"),
    ]


def waits() -> list:
    wait = "mps_task_wait_duration_seconds"
    started = q.add(q.increase(f"{wait}_bucket", q.WINDOW), "le")
    quantiles = [
        line(q.quantile(share, wait), f"p{100 * share:g}", RARE_STEP, exemplars=share == 0.95)
        for share in (0.5, 0.95, 0.99)
    ]
    return [
        heatmap("Wait of started tasks", "How long tasks had waited when they started: a column for each moment, "
                "brighter where more tasks are. The newest column is partial.", buckets(started, FLOW_STEP),
                "no task started"),
        chart("Wait quantiles", "Half, 95 % and 99 % of the started tasks had waited no longer than this. The dots are "
              "single tasks, with their task id.", quantiles, "s", "no task started", log=True),
    ]


def backlog() -> list:
    oldest = [
        line(q.age(OLDEST_TASK, "account", q.latest, status=status), f"{{{{account}}}} {status}")
        for status in (WAITING, PROCESSING)
    ]
    drain = [line(f"{q.drain_seconds()} < Inf", "{{account}}", RARE_STEP)]
    return [
        chart("Time to drain by account", "Waiting tasks over the surplus of finishes in the last 30 minutes, all task "
              "types. A gap means never: there is no surplus.", drain, "s", "no account drains: never, or no data",
              log=True, size=(8, 8), link=links.to_drilldown("account")),
        chart("Oldest task by account", "Age of the oldest waiting task since it was created, and of the oldest task "
              "in process since it began. Live tasks run for hours by design.", oldest, "s",
              "no task waits or runs, or no data",
              log=True, size=(8, 8), link=links.to_drilldown("account")),
        chart("Failed share by task type", "Share of finished tasks with a failed subtask.",
              [line(q.failed_share("task_type"), "{{task_type}}", RARE_STEP)], "percentunit", NOT_TOLD, size=(8, 8),
              link=links.to_drilldown("task_type")),
    ]


def objective() -> list:
    in_time = value(f"1 - ({q.slo_errors(speed=q.increase)})")
    hour = partial(q.rate, window=q.HOUR)
    burn = [line(q.slo_burn(), "short window", RARE_STEP), line(q.slo_burn(speed=hour), "1 hour", RARE_STEP)]
    late = [line(q.slo_errors("task_type"), "{{task_type}}", RARE_STEP)]
    return [
        stat("Started in time", "Share of the tasks started in the dashboard's time range that had waited no longer "
             "than the wait SLO.", in_time, "percentunit", "none started", size=(4, 8), decimals=2),
        chart("Error budget burn", "How many times faster than allowed the error budget is spent, over a short window "
              "(20 minutes, or longer where weeks are shown) and over an hour. 1 spends exactly all of it. Few tasks "
              "make it jump.", burn, "none", "none started", colors=BURN, size=(12, 8), axis="times the allowed pace"),
        chart("Late starts by task type", "Share of started tasks that had waited longer than the wait SLO.", late,
              "percentunit", "none started", size=(8, 8), link=links.to_drilldown("task_type")),
    ]


def build():
    sections = [
        (None, now_row()),
        (None, trend()),
        (None, waits()),
        (None, backlog()),
        (Row("Wait SLO"), objective()),
        (Row("API cost"), api_cost()),
        (Row("Can these numbers be trusted?"), trust()),
    ]
    description = "The task queues of Tencent Cloud MPS: depth, flow, wait, drain time, failures, API cost."
    return dashboard(links.OVERVIEW, "MPS / Overview", description, sections)
