"""Programs that a check starts: on loopback, for a bounded time, ended by their own process id."""

import contextlib
import itertools
import os
import re
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

_METRICS_URL = re.compile(r"http://[^\s\"'<>]+/metrics\b")


# Below those that the kernel gives to whoever connects, or asks for any: one of those could be taken before it is used.
# Each worker of pytest-xdist has a thousand of its own; where in them a process begins depends on its number, so that
# others at the same time, such as another clone's, begin elsewhere.
_WORKER = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
_PORTS = (20_000 + 1_000 * (_WORKER % 12) + number % 1_000 for number in itertools.count(os.getpid() * 37))


def free_port() -> int:
    """One that nobody listens on and that this process has not given yet."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Program:
    """A child process whose output goes to a file; `with` ends it."""

    def __init__(self, arguments: list[str], folder: Path):
        self.name = Path(arguments[0]).name
        self.log = folder / f"{self.name}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(arguments, stdout=output, stderr=subprocess.STDOUT, cwd=folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=10)

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, what: str, ready, seconds: float):
        """Polls `ready` until it returns something; fails with the program's last words."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = ready()
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        state = "is running" if self.process.poll() is None else f"ended with {self.process.returncode}"
        raise RuntimeError(f"{self.name}: no {what} within {seconds:.0f} s; it {state}: {self.output()[-2000:]}")


class Demo(Program):
    """`mps-exporter demo`; its metrics are where it says that they are."""

    def __init__(self, binary: str, folder: Path, flags: list[str]):
        self.queue = f"127.0.0.1:{free_port()}"
        ports = ["--listen", self.queue, "--web.listen-address", f"127.0.0.1:{free_port()}"]
        super().__init__([binary, "demo", *ports, *flags], folder)

    def employ(self, workers: int) -> None:
        """From now on so many tasks of each account are processed at the same time."""
        with urllib.request.urlopen(f"http://{self.queue}/workers?number={workers}", data=b"", timeout=10) as answer:
            answer.read()

    def metrics_url(self, seconds: float = 30) -> str:
        return self.wait_for("URL of /metrics", lambda: _METRICS_URL.search(self.output()), seconds)[0]
