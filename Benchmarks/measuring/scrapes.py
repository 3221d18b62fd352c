"""Scrapes of the exporter, beside other servers with the same series, formats and codings."""

import statistics
from contextlib import ExitStack

from .building import PEERS
from .load import CODINGS, FORMATS, load, medians
from .processes import Server
from .simulation import exporter_of
from .sizes import SIZES

NODE_EXPORTER = "prometheus-node-exporter"
SERVERS = ["mps-exporter", "bare", "client_golang"]
HEAD = ["series", "format", "KiB", *SERVERS, "× bare", "× client_golang", "p50", "p99", "CPU"]
NODE_HEAD = ["series", "format", "KiB", "requests a second", "p50", "p99", "CPU"]


def measure_scrapes(report, program, folder, arguments):
    report.say("\n### Scrapes")
    report.table(HEAD, ["---:", "---"] + ["---:"] * 9)
    memory, ratios = [], []
    for size in SIZES:
        memory.append(measure_size(report, program, folder, arguments, size, ratios))
    report.say(f"\nRequests a second; p50 and p99 in ms and CPU in µs a request, each {' / '.join(SERVERS)}.")
    report.say("\nResident after the load, in MiB:")
    report.table(["series", *SERVERS], ["---:"] * 4)
    for cells in memory:
        report.row(cells)
    bare, golang = zip(*ratios)
    say_goal(report, "bare libmicrohttpd", 0.85, bare, 2)
    say_goal(report, "client_golang", 10, golang, 1)


def say_goal(report, peer, wanted, ratios, digits):
    met = [ratio >= wanted for ratio in ratios]
    report.goal(f"scrapes a second, against {peer}", f"≥ {wanted} ×",
                f"{min(ratios):,.{digits}f} to {max(ratios):,.{digits}f} ×, {sum(met)} of {len(met)} rows", all(met))


def measure_size(report, program, folder, arguments, size, ratios):
    with ExitStack() as stack:
        exporter = exporter_of(stack, program, folder, size)
        recorded = folder / "recorded.protobuf"
        recorded.write_bytes(exporter.get("/metrics", {"Accept": FORMATS["protobuf"]})[1])
        golang = stack.enter_context(Server("client_golang", [PEERS / "client_golang", recorded], r"^(\d+)$"))
        series, least = exporter.series(), 0.0
        for name, accept in FORMATS.items():
            for coding in CODINGS:
                headers = {"Accept": accept, "Accept-Encoding": coding}
                answer, body = exporter.get("/metrics", headers)
                with Server("bare libmicrohttpd", bare_command(folder, answer, body), r"^(\d+)$") as bare:
                    rounds = compare([exporter, bare, golang], headers, arguments)
                    least = max(least, bare.resident_mebibytes())
                beginning = [f"{series:,}", f"{name}, {coding}", f"{len(body) / 1024:,.1f}"]
                ratios.append(report_row(report, beginning, rounds))
        resident = [exporter.resident_mebibytes(), least, golang.resident_mebibytes()]
        return [f"{series:,}", *(f"{mebibytes:.1f}" for mebibytes in resident)]


def bare_command(folder, answer, body):
    """The bare server with the very answer of the exporter."""
    fixed = folder / "fixed.body"
    fixed.write_bytes(body)
    # The library adds these itself, for both.
    fields = [(name, value) for name, value in answer.items() if name not in ("Date", "Content-Length", "Connection")]
    return [PEERS / "bare-libmicrohttpd", fixed, *(part for field in fields for part in field)]


def compare(servers, headers, arguments):
    """The rounds of each server; they take turns, so that what else the machine does hits all alike."""
    rounds = [[] for _ in servers]
    for _ in range(arguments.rounds):
        for server, own in zip(servers, rounds):
            own.append(load(server, headers, arguments.seconds))
    return rounds


def report_row(report, beginning, rounds):
    exporter, *peers = rounds
    # The median of the ratios: neighbouring rounds had the same machine.
    ratios = [
        statistics.median(one.requests / other.requests for one, other in zip(exporter, peer)) for peer in peers
    ]
    loads = [medians(own) for own in rounds]
    cells = [*beginning, *(f"{one.requests:,.0f}" for one in loads), f"{ratios[0]:.2f}", f"{ratios[1]:,.1f}"]
    cells += [" / ".join(f"{one.p50:.2f}" for one in loads), " / ".join(f"{one.p99:.2f}" for one in loads)]
    report.row([*cells, " / ".join(f"{one.processor:,.0f}" for one in loads)])
    return ratios


def measure_node_exporter(report, arguments):
    """For scale: what the best known exporter does with the series of this machine."""
    report.say("\n### node_exporter, for scale")
    report.table(NODE_HEAD, ["---:", "---"] + ["---:"] * 5)
    command = [NODE_EXPORTER, "--web.listen-address=127.0.0.1:0"]
    with Server("node_exporter", command, r"address=127\.0\.0\.1:(\d+)") as server:
        series = server.series()
        for name, accept in FORMATS.items():
            for coding in CODINGS:
                headers = {"Accept": accept, "Accept-Encoding": coding}
                body = server.get("/metrics", headers)[1]
                [rounds] = compare([server], headers, arguments)
                one = medians(rounds)
                report.row([f"{series:,}", f"{name}, {coding}", f"{len(body) / 1024:,.1f}", f"{one.requests:,.0f}",
                            f"{one.p50:.2f}", f"{one.p99:.2f}", f"{one.processor:,.0f}"])
        resident = server.resident_mebibytes()
    report.say(f"\nResident after the load: {resident:.1f} MiB. It reads the system's state for each scrape.")
