"""The overview's lower half: what polling costs, and whether the numbers above can be believed."""

from . import links
from . import queries as q
from .panels import GREEN, RED, YELLOW, chart, stat, steps, table, text_for
from .targets import FLOW_STEP, RARE_STEP, column, line, value

RELOAD = steps((None, RED), (1, GREEN))


def api_cost() -> list:
    """Replicas spend calls of their own, so here they are added, not merged."""
    requests = q.spent("mps_api_requests_total", "", q.HALF_HOUR)
    failures = q.spent("mps_api_request_failures_total", "code")
    finished = q.add(q.rate("mps_tasks_finished_total", q.HALF_HOUR, whole_queue=True))
    return [
        stat("API calls per day", "Calls a day at the pace of the last 30 minutes, retries and replicas included.",
             value(f"86400 * {requests}"), "short", "no calls", size=(4, 8), decimals=0),
        stat("API calls per finished task", "What it costs to account for one task, over the last 30 minutes.",
             value(f"{requests} / ({finished} > 0)"), "short", "none finished", size=(4, 8),
             decimals=2),
        chart("API calls", "Calls per minute by action, and retries among them.",
              [line(f"60 * {q.spent('mps_api_requests_total', 'action')}", "{{action}}", FLOW_STEP),
               line(f"60 * {q.spent('mps_api_retries_total', 'action')}", "{{action}} retries", FLOW_STEP)],
              "short", "no calls", size=(8, 8), axis="calls per minute"),
        chart("API failures by code", "Failed calls per minute by the API's error code.",
              [line(f"60 * {failures}", "{{code}}", FLOW_STEP)], "short", "no failed calls", size=(8, 8),
              axis="failures per minute"),
        chart("Pages read", "Pages of 100 tasks read per minute, by the listing that they belong to.",
              [line(f"60 * {q.spent('mps_api_pages_total', 'status')}", "{{status}}", FLOW_STEP)],
              "short", "no pages", size=(8, 8), axis="pages per minute"),
        chart("API latency", "Half and 95 % of the calls took no longer than this.",
              [line(q.quantile(share, "mps_api_request_duration_seconds"), f"p{100 * share:g}", RARE_STEP)
               for share in (0.5, 0.95)], "s", "no calls", log=True, size=(8, 8)),
        chart("Held back by the rate limit", "Share of time in which the exporter held the calls of polls back to "
              "stay within `rate_limit`; of several replicas, the most.",
              [line(q.rate("mps_api_rate_limit_wait_seconds_total"), "{{account}}", FLOW_STEP)],
              "percentunit", "no calls", size=(8, 8), link=links.to_drilldown("account")),
    ]


def trust() -> list:
    yes_no = (text_for("1", "yes", GREEN), text_for("0", "NO", RED, 1))
    columns = _health()
    health = table(
        "Accounts", "Whether each account's numbers are current, complete and add up. 'Unaccounted tasks' is 0 when "
        "the API's own total agrees with what was counted; 'Exact for' is how long the counters reach back.",
        [column(name, expression) for name, (_, expression) in columns.items()], "no account is polled",
        renamed={name: title for name, (title, _) in columns.items()},
        units={"Data age": "s", "History lost": "s", "Clock skew": "s", "Last poll took": "s",
               "Polls failed": "percentunit", "Exact for": "s"},
        mappings=dict.fromkeys(("Polling", "Listings complete", "State writable"), yes_no),
        links={"account": links.from_row(links.DRILLDOWN, "Drill down", "account")}, first=["account"],
    )
    return [health, *exporter()]


def _health() -> dict[str, tuple[str, str]]:
    """Columns with one value for each account: the best of its replicas for data, the worst for what each has alone."""

    def highest(expression: str) -> str:
        return f"max by (account) ({expression})"

    def lowest(expression: str) -> str:
        return f"min by (account) ({expression})"

    polls, failed = (q.add(q.increase(f"mps_polls_{what}total"), "account") for what in ("", "failed_"))
    return {
        "up": ("Polling", lowest(q.now("mps_up"))),
        "age": ("Data age", q.age("mps_last_successful_poll_timestamp_seconds", "account")),
        "complete": ("Listings complete", lowest(q.now("mps_queue_listing_complete"))),
        "writable": ("State writable", lowest(q.select("mps_state_writable"))),
        "unaccounted": ("Unaccounted tasks", highest(f"abs({q.select('mps_ledger_unaccounted_tasks')})")),
        "gap": ("History lost", highest(q.select("mps_ledger_gap_seconds"))),
        "skew": ("Clock skew", highest(f"abs({q.select('mps_api_clock_skew_seconds')})")),
        "poll": ("Last poll took", highest(q.select("mps_last_poll_duration_seconds"))),
        "failed": ("Polls failed", f"{failed} / ({polls} > 0)"),
        "sweeps": ("Sweeps", q.add(q.increase("mps_sweeps_total"), "account")),
        "remembered": ("Tasks remembered", highest(q.select("mps_ledger_tasks"))),
        "since": ("Exact for", f"time() - {highest(q.select('mps_ledger_epoch_timestamp_seconds'))}"),
    }


def exporter() -> list:
    versions = f"max by (instance, version, revision, swiftversion) ({q.select('mps_exporter_build_info')})"
    memory = f"max by (instance) ({q.select('process_resident_memory_bytes')})"
    requests = f"sum by (code) (rate({q.select('mps_exporter_http_requests_total', q.WINDOW)}))"
    return [
        table("Exporters", "The running exporters and their versions.", [column("build", versions)],
              "no exporter is scraped", renamed={}, units={}, first=["instance"], hidden=["Value", "Value #build"],
              size=(10, 6)),
        stat("Configuration", "Whether the last reload of the configuration succeeded on every exporter.",
             value(f"min({q.select('mps_exporter_config_last_reload_successful')})"), "none", "no exporter is scraped",
             RELOAD, texts=[text_for("1", "OK", GREEN), text_for("0", "REFUSED", RED, 1)], size=(3, 6)),
        chart("Memory", "Resident memory of each exporter.", [line(memory, "{{instance}}")], "bytes",
              "no process metrics", size=(5, 6)),
        chart("Requests", "HTTP requests per second that the exporters answered, by status code.",
              [line(requests, "{{code}}")], "reqps", "no requests", size=(6, 6)),
    ]
