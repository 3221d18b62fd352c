"""Scrapes of the exporter, beside other servers with the same series, formats and codings."""

from contextlib import ExitStack

from .building import PEERS
from .comparison import load_in_turns, resident_in_the_end
from .load import FORMATS
from .processes import Server
from .simulation import exporter_of
from .sizes import SIZES

NODE_EXPORTER = "prometheus-node-exporter"
SERVERS = ["mps-exporter", "bare", "client_golang"]
HEAD = ["series", "format", "KiB", *SERVERS, "× bare", "× client_golang", "p50", "p99", "CPU"]
NODE_HEAD = ["series", "format", "KiB", "requests a second", "p50", "p99", "CPU"]


def measure_scrapes(report, program, folder, processors, arguments):
    report.say("\n### Scrapes")
    report.table(HEAD, ["---:", "---"] + ["---:"] * 9)
    memory, compared = [], []
    for size in SIZES:
        series, comparisons = measure_size(report, program, folder, processors, arguments, size)
        memory.append([series, *(f"{mebibytes:.1f}" for mebibytes in resident_in_the_end(comparisons))])
        compared += comparisons
    report.say(f"\nRequests a second; p50 and p99 in ms and CPU in µs a request, each {' / '.join(SERVERS)}.")
    say_rounds(report, processors, compared)
    report.say("\nResident after the load, in MiB:")
    report.table(["series", *SERVERS], ["---:"] * 4)
    for cells in memory:
        report.row(cells)
    bare, golang = zip(*(comparison.ratios() for comparison in compared))
    say_goal(report, "bare libmicrohttpd", 0.85, bare, 2)
    say_goal(report, "client_golang", 10, golang, 1)


def say_rounds(report, processors, comparisons):
    rounds = sum(len(comparison.rounds) for comparison in comparisons)
    counted = sum(len(comparison.counted()) for comparison in comparisons)
    apart = sum(not comparison.has_enough() for comparison in comparisons)
    report.say(f"\nA cache line took {processors.least:.0f} ns from one processor to the other at least. {rounds - counted} of "
               f"{rounds} rounds are left out, before or after which it took more than twice as long; "
               f"{apart} rows had too few others, and count all of theirs.")


def say_goal(report, peer, wanted, ratios, digits):
    met = [ratio >= wanted for ratio in ratios]
    report.goal(f"scrapes a second, against {peer}", f"≥ {wanted} ×",
                f"{min(ratios):,.{digits}f} to {max(ratios):,.{digits}f} ×, {sum(met)} of {len(met)} rows", all(met))


def measure_size(report, program, folder, processors, arguments, size):
    with ExitStack() as stack:
        exporter = exporter_of(stack, program, folder, size)
        recorded = folder / "recorded.protobuf"
        recorded.write_bytes(exporter.get("/metrics", {"Accept": FORMATS["protobuf"]})[1])
        golang = stack.enter_context(Server("client_golang", [PEERS / "client_golang", recorded], r"^(\d+)$"))

        def servers(stack, headers):
            return [exporter, stack.enter_context(bare_server(folder, *exporter.get("/metrics", headers))), golang]

        comparisons = load_in_turns(servers, processors, arguments)
        series = f"{exporter.series():,}"
        for comparison in comparisons:
            report.row([series, *comparison.cells()])
        return series, comparisons


def bare_server(folder, answer, body):
    """libmicrohttpd with the very answer that the exporter has now."""
    fixed = folder / "fixed.body"
    fixed.write_bytes(body)
    # The library adds these itself, for both.
    fields = [(name, value) for name, value in answer.items() if name not in ("Date", "Content-Length", "Connection")]
    command = [PEERS / "bare-libmicrohttpd", fixed, *(part for field in fields for part in field)]
    return Server("bare libmicrohttpd", command, r"^(\d+)$")


def measure_node_exporter(report, processors, arguments):
    """For scale: what the best known exporter does with the series of this machine."""
    report.say("\n### node_exporter, for scale")
    report.table(NODE_HEAD, ["---:", "---"] + ["---:"] * 5)
    command = [NODE_EXPORTER, "--web.listen-address=127.0.0.1:0"]
    with Server("node_exporter", command, r"address=127\.0\.0\.1:(\d+)") as server:
        comparisons = load_in_turns(lambda stack, headers: [server], processors, arguments)
        series = f"{server.series():,}"
    for comparison in comparisons:
        report.row([series, *comparison.cells()])
    [resident] = resident_in_the_end(comparisons)
    report.say(f"\nResident after the load: {resident:.1f} MiB. It reads the system's state for each scrape.")
