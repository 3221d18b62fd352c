"""How much a scrape allocates, whatever it holds."""

import http.client
import struct
from contextlib import ExitStack

from .building import PEERS
from .load import CODINGS, FORMATS
from .simulation import exporter_of
from .sizes import SIZES

ROUNDS = 5
SCRAPES = 50


def measure_allocations(report, program, folder):
    """Counts in the server thread, which makes every answer; rendering, once a change, is the work of others."""
    report.say("\n### Allocations of a scrape")
    report.table(["series", *(f"{name}, {coding}" for name in FORMATS for coding in CODINGS)], ["---:"] * 7)
    bytes_by_size = []
    for size in SIZES:
        file = folder / "allocations"
        file.write_bytes(bytes(16))
        with ExitStack() as stack:
            environment = {"LD_PRELOAD": str(PEERS / "counting.so"), "ALLOCATIONS": str(file)}
            exporter = exporter_of(stack, program, folder, size, environment)
            counted = [
                allocations_of_a_scrape(exporter, file, {"Accept": accept, "Accept-Encoding": coding})
                for accept in FORMATS.values() for coding in CODINGS
            ]
            report.row([f"{exporter.series():,}", *(f"{times:.1f} of {total:,.0f} B" for times, total in counted)])
        bytes_by_size.append(max(total for _, total in counted))
    report.say("\nHow often the server thread asks the allocator for memory in one scrape, and for how much in all.")
    growth = bytes_by_size[-1] - bytes_by_size[0]
    report.goal("allocated more for a scrape of the most series than of the fewest", "0 bytes", f"{growth:+,.0f} bytes",
                growth < 16)


def allocations_of_a_scrape(exporter, file, headers):
    """Means of the median round: the first response has to be made, and once more if a rendering was under way."""
    client = http.client.HTTPConnection("127.0.0.1", exporter.port, timeout=10)
    rounds = []
    for _ in range(ROUNDS):
        before = struct.unpack("=QQ", file.read_bytes())
        for _ in range(SCRAPES):
            client.request("GET", "/metrics", headers=headers)
            client.getresponse().read()
        after = struct.unpack("=QQ", file.read_bytes())
        rounds.append(tuple((end - start) / SCRAPES for start, end in zip(before, after)))
    client.close()
    return sorted(rounds)[ROUNDS // 2]
