"""Scrapes while an account is polled as fast as the API allows, beside the same scrapes at rest."""

import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass

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
# Seconds of processor time in a second; polls of the other accounts go on.
REST = 0.1
HEAD = ["series", "pages a second", "p50", "p99", "× p99 at rest"]


def measure_polling(report, program, folder):
    report.say("\n### Scrapes while polled flat out")
    report.table(HEAD, ["---:"] * 5)
    ratios, rates = [], []
    for size in SIZES:
        series, rounds = measure_size(program, folder, size)
        ratios.append(statistics.median(one.polled[1] / one.at_rest[1] for one in rounds))
        rates.append(statistics.median(one.pages_a_second for one in rounds))
        pairs = [f"{statistics.median(one.at_rest[share] for one in rounds):.2f} / "
                 f"{statistics.median(one.polled[share] for one in rounds):.2f}" for share in range(2)]
        report.row([f"{series:,}", f"{rates[-1]:,.0f}", *pairs, f"{ratios[-1]:.1f}"])
    report.say(f"\nMilliseconds of a scrape, at rest / while polled: {SCRAPES_A_SECOND} scrapes a second over one "
               f"connection, OpenMetrics with gzip; {ROUNDS} rounds at rest and polled in turns, the medians.")
    what = f"p99 of a scrape while {min(rates):.0f} to {max(rates):.0f} pages a second are polled"
    report.goal(what, "≤ 3 × at rest", f"{min(ratios):.1f} to {max(ratios):.1f} ×", max(ratios) <= 3)


@dataclass(frozen=True)
class Round:
    """The p50 and the p99 at rest and while one account is polled without a pause, and the pages a second of that."""

    at_rest: list[float]
    polled: list[float]
    pages_a_second: float


def measure_size(program, folder, size):
    """Series, and the rounds."""
    with ExitStack() as stack:
        _, [account] = simulated_accounts(stack, program, 1, *LONG_QUEUE)
        account |= {"name": "polled", "rate_limit": API_LIMIT, "max_pages": 1_000_000, "poll_interval": "1s"}
        others = []
        if size.accounts > 1:
            _, others = simulated_accounts(stack, program, size.accounts - 1, "--history", "300")
        polled = size.configuration([account, *others])
        # The next poll of such an interval does not come.
        at_rest = size.configuration([{**account, "poll_interval": "7d"}, *others])
        exporter = stack.enter_context(Exporter(program, folder, f"polled-{size.series}", polled))
        exporter.await_polls(size.accounts)
        return exporter.series(), [measure_round(exporter, at_rest, polled) for _ in range(ROUNDS)]


def measure_round(exporter, at_rest, polled):
    exporter.reload(at_rest)
    await_rest(exporter)
    calm = percentiles(exporter)
    exporter.reload(polled)
    began, before = next_end_of_a_poll(exporter)
    busy = percentiles(exporter)
    ended, after = next_end_of_a_poll(exporter)
    return Round(calm, busy, (after - before) / (ended - began))


def percentiles(exporter):
    taken = latencies(exporter, HEADERS, SECONDS)
    return [percentile(taken, share) for share in (0.5, 0.99)]


def await_rest(exporter):
    """A reload ends polls, but what they have begun of a long listing is read to its end behind them."""
    def rests():
        before = exporter.processor_seconds()
        time.sleep(1)
        return exporter.processor_seconds() - before < REST

    wait_for(rests, "the exporter to come to rest", 180)


def next_end_of_a_poll(exporter):
    """When a poll of the long queue ends next, and how many calls there have been then: they show at its end."""
    def calls():
        return exporter.value('mps_api_requests_total{account="polled",action="DescribeTasks"}')

    before = calls()
    wait_for(lambda: calls() != before, "the end of a poll")
    return time.monotonic(), calls()
