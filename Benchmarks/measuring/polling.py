"""Scrapes while an account is polled as fast as the API allows, beside the same scrapes at rest."""

import statistics
import time
from contextlib import ExitStack

from .load import FORMATS
from .processes import wait_for
from .simulation import Exporter, simulated_accounts
from .sizes import SIZES
from .steady import SCRAPES_A_SECOND, latencies, percentile

API_LIMIT = 100
# Tasks arrive so fast that polls, which read them all, take many times the interval: there is hardly a pause.
LONG_QUEUE = ["--arrival-rate", "6000"]
# What Prometheus asks for.
HEADERS = {"Accept": FORMATS["OpenMetrics"], "Accept-Encoding": "gzip"}
ROUNDS = 3
# So that a hundredth of the scrapes is a dozen.
SECONDS = 6
HEAD = ["series", "pages a second", "p50", "p99", "× p99 at rest"]


def measure_polling(report, program, folder):
    report.say(f"\n### Scrapes while {API_LIMIT} pages a second are polled")
    report.table(HEAD, ["---:"] * 5)
    ratios, rates = [], []
    for size in SIZES:
        series, calm, busy, rate = measure_size(program, folder, size)
        ratios.append(busy[1] / calm[1])
        rates.append(rate)
        pairs = [f"{at_rest:.2f} / {polled:.2f}" for at_rest, polled in zip(calm, busy)]
        report.row([f"{series:,}", f"{rate:,.0f}", *pairs, f"{ratios[-1]:.1f}"])
    report.say(f"\nMilliseconds of a scrape, at rest / while polled: {SCRAPES_A_SECOND} scrapes a second over one "
               "connection, OpenMetrics with gzip.")
    what = f"p99 of a scrape while {min(rates):.0f} to {max(rates):.0f} pages a second are polled"
    report.goal(what, "≤ 3 × at rest", f"{min(ratios):.1f} to {max(ratios):.1f} ×", max(ratios) <= 3)


def measure_size(program, folder, size):
    """Series, latencies at rest and while one account is polled without a pause, and the pages a second of that."""
    with ExitStack() as stack:
        _, [account] = simulated_accounts(stack, program, 1, *LONG_QUEUE)
        account |= {"name": "polled", "rate_limit": API_LIMIT, "max_pages": 1_000_000, "poll_interval": "1s"}
        others = []
        if size.accounts > 1:
            _, others = simulated_accounts(stack, program, size.accounts - 1, "--history", "300")
        polled = size.configuration([account, *others])
        exporter = stack.enter_context(Exporter(program, folder, f"polled-{size.series}", polled))
        exporter.await_polls(size.accounts)
        # The next poll of such an interval does not come.
        exporter.reload(size.configuration([{**account, "poll_interval": "7d"}, *others]))
        calm = median_percentiles(exporter)
        exporter.reload(polled)
        began, before = next_end_of_a_poll(exporter)
        busy = median_percentiles(exporter)
        ended, after = next_end_of_a_poll(exporter)
        return exporter.series(), calm, busy, (after - before) / (ended - began)


def median_percentiles(exporter):
    """The p50 and the p99 of the median round."""
    rounds = [latencies(exporter, HEADERS, SECONDS) for _ in range(ROUNDS)]
    return [statistics.median(percentile(taken, share) for taken in rounds) for share in (0.5, 0.99)]


def next_end_of_a_poll(exporter):
    """When a poll of the long queue ends next, and how many calls there have been then: they show at its end."""
    def calls():
        return exporter.value('mps_api_requests_total{account="polled",action="DescribeTasks"}')

    before = calls()
    wait_for(lambda: calls() != before, "the end of a poll")
    return time.monotonic(), calls()
