"""Exporters that hostile clients are let loose on, and what others see of them meanwhile."""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from running import Exporter, until
from scrapes import Scrape

SCRAPES = 400 if os.environ.get("MPS_TORTURE") else 40


@pytest.fixture(scope="module")
def enough_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def scrapes(address: str, count: int, authority: Path | None = None) -> list[float | str]:
    """How long each took, or what came instead; over TLS if an authority is given."""
    script = Path(__file__).with_name("timed_scrapes.py")
    command = [sys.executable, script, address, str(count), *([authority] if authority else [])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60 + 10 * count, check=True)
    return json.loads(done.stdout)


def failures(address: str, count: int, authority: Path | None = None) -> list[str]:
    return [one for one in scrapes(address, count, authority) if not isinstance(one, float)]


def timed(address: str, count: int = SCRAPES, authority: Path | None = None) -> list[float]:
    """How long scrapes take; none may fail."""
    found = scrapes(address, count, authority)
    assert [one for one in found if not isinstance(one, float)] == [], f"of {count} scrapes"
    return found


class Target(Exporter):
    """An exporter that is watched from outside."""

    def resident(self, name: str = "VmRSS") -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)[1]) * 1024

    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def refused(self) -> float:
        """Scrapes that were too many; 0 if that cannot be told now, as this one is."""
        if self.ask()[0] != 200:
            return 0
        return Scrape.of(self).value("mps_exporter_http_requests_total", handler="metrics", code="503") or 0

    def polls(self, more: int = 2):
        before = Scrape.of(self).value("mps_polls_total")
        until("polls to go on", lambda: Scrape.of(self).value("mps_polls_total") >= before + more)
        assert Scrape.of(self).value("mps_up") == 1
