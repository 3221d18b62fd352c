"""One answer of several servers under load, side by side."""

import statistics
from contextlib import ExitStack

from .load import CODINGS, FORMATS, load, medians
from .rounds import Round

KINDS = [(f"{name}, {coding}", {"Accept": accept, "Accept-Encoding": coding})
         for name, accept in FORMATS.items() for coding in CODINGS]
# So often a comparison may have the rounds that it needs, until enough of them had their processors near each other.
PATIENCE = 5


class Comparison:
    """The rounds of servers that all answer in one format and coding; ratios are those of the first to another.

    The servers are what `servers(stack, headers)` says when a round begins.
    """

    def __init__(self, title, headers, servers, processors, wanted):
        self.title, self.headers, self.servers = title, headers, servers
        self.processors, self.wanted, self.rounds = processors, wanted, []

    def load(self, seconds):
        with ExitStack() as stack:
            servers = self.servers(stack, self.headers)
            self.kibibytes = len(servers[0].get("/metrics", self.headers)[1]) / 1024
            before = self.processors.handover()
            loads = [load(server, self.headers, seconds) for server in servers]
            handover = max(before, self.processors.handover())
            self.rounds.append(Round(handover, loads, [server.resident_mebibytes() for server in servers]))

    def near(self):
        """The rounds that had the processors near each other all the time."""
        return [one for one in self.rounds if self.processors.are_near(one.handover)]

    def has_enough(self):
        return len(self.near()) >= self.wanted

    def needs_more(self):
        return not self.has_enough() and len(self.rounds) < PATIENCE * self.wanted

    def counted(self):
        """The near rounds, or all if there are too few of these."""
        return self.near() if self.has_enough() else self.rounds

    def ratios(self):
        """The median of the rounds' ratios, for each other server: neighbouring rounds had the same machine."""
        of_rounds = [[one.loads[0].requests / other.requests for other in one.loads[1:]] for one in self.counted()]
        return [statistics.median(of_peer) for of_peer in zip(*of_rounds)]

    def cells(self):
        loads = [medians(own) for own in zip(*(one.loads for one in self.counted()))]
        ratios = [f"{ratio:,.{digits}f}" for ratio, digits in zip(self.ratios(), (2, 1))]
        return [self.title, f"{self.kibibytes:,.1f}", *(f"{one.requests:,.0f}" for one in loads), *ratios,
                " / ".join(f"{one.p50:.2f}" for one in loads), " / ".join(f"{one.p99:.2f}" for one in loads),
                " / ".join(f"{one.processor:,.0f}" for one in loads)]


def load_in_turns(servers, processors, arguments):
    """All formats and codings. They take turns, as servers do: what slows the machine for half a minute then spoils a
    round of every comparison, which the median leaves out, and not all rounds of one."""
    comparisons = [Comparison(title, headers, servers, processors, arguments.rounds) for title, headers in KINDS]
    while short := [comparison for comparison in comparisons if comparison.needs_more()]:
        for comparison in short:
            comparison.load(arguments.seconds)
    return comparisons


def resident_in_the_end(comparisons):
    """What each server had resident after the last round, in MiB; of one that each format has anew, the most."""
    return [max(own) for own in zip(*(comparison.rounds[-1].resident for comparison in comparisons))]
