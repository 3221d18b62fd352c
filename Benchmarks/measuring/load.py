"""Load by wrk, and what the server did meanwhile."""

import re
import statistics
import subprocess
import sys
from dataclasses import dataclass, fields

FORMATS = {
    "text": "text/plain;version=0.0.4",
    "OpenMetrics": "application/openmetrics-text;version=1.0.0",
    "protobuf": "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
}
CODINGS = ("identity", "gzip")
CONNECTIONS = 8
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass
class Load:
    """What a server did in one round: requests a second, milliseconds, microseconds of processor time a request."""

    requests: float
    p50: float
    p99: float
    processor: float


def load(server, headers, seconds):
    options = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    before = server.processor_seconds()
    wrk = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *options, f"{server.url}/metrics"],
        check=True, capture_output=True, text=True, timeout=seconds + 30,
    ).stdout
    processor = server.processor_seconds() - before
    if "Non-2xx" in wrk or "Socket errors" in wrk:
        sys.exit(f"{server.name} failed under load:\n{wrk}")
    percentiles = {
        share: float(value) * UNITS[unit] for share, value, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s) *\n", wrk)
    }
    total = int(re.search(r"(\d+) requests in", wrk).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", wrk).group(1))
    return Load(rate, percentiles["50"], percentiles["99"], processor / max(total, 1) * 1e6)


def medians(rounds):
    return Load(*(statistics.median(getattr(one, field.name) for one in rounds) for field in fields(Load)))
