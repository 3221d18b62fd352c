"""Programs under test: on loopback, for a bounded time, ended by their own process id."""

import os
import re
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path

from web_clients import kept_connection

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "grafana"))

from checks.processes import free_port  # noqa: E402,F401

SECONDS = 60
KEYS = {"TENCENTCLOUD_SECRET_ID": "AKIDacceptance", "TENCENTCLOUD_SECRET_KEY": "neverToBeSeenAnywhere7"}


def until(what: str, ready, seconds: float = SECONDS, pause: float = 0.1):
    """What `ready` returns as soon as that is true; the test fails if it never is."""
    deadline = time.monotonic() + seconds
    while True:
        found = ready()
        if found:
            return found
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(pause)


def environment(**variables: str) -> dict[str, str]:
    """This process's environment without anything that changes how the exporter behaves."""
    plain = {name: value for name, value in os.environ.items()
             if not (name.startswith("TENCENTCLOUD_") or name.lower().endswith("_proxy") or name == "STATE_DIRECTORY")}
    return plain | variables


def run(binary: str, *arguments, folder: Path | None = None, variables=None) -> subprocess.CompletedProcess:
    """Runs a command that ends by itself."""
    return subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, timeout=SECONDS, check=False,
                          cwd=folder, env=environment(**(variables or {})))


class Program:
    """A child process with its outputs in files; `with` ends it."""

    started = 0

    def __init__(self, binary: str, folder: Path, *arguments, variables=None, descriptors=()):
        Program.started += 1
        self.folder = folder
        self.out, self.err = (folder / f"{Program.started}.{name}" for name in ("out", "err"))
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen([binary, *map(str, arguments)], stdout=out, stderr=err, cwd=folder,
                                            env=environment(**(variables or {})), pass_fds=descriptors)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)

    def output(self) -> str:
        return self.out.read_text()

    def log(self) -> str:
        return self.err.read_text()

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def told(self, pattern: str, where) -> re.Match:
        """The first match in what `where` returns; the test fails if the program ends without it."""
        def look():
            running = self.is_running
            found = re.search(pattern, where(), re.MULTILINE)
            assert found or running, f"it ended with {self.process.returncode}: {self.log()}"
            return found
        return until(f"an output with {pattern}", look)

    def end(self, sent=signal.SIGTERM) -> tuple[int, float]:
        """Sends a signal; the exit status and how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(sent)
        status = self.process.wait(SECONDS)
        return status, time.monotonic() - began


class Exporter(Program):
    """`mps-exporter run`, by default with keys from the environment and its state in `folder`."""

    # How TLS is spoken with it, if it is.
    context: ssl.SSLContext | None = None

    def __init__(self, binary, folder, *flags, endpoint=None, port=0, poll="1s", variables=None, state="state.sqlite"):
        arguments = ["run", "--web.listen-address", f"127.0.0.1:{port}", "--state.path", state, *flags]
        if poll:
            arguments += ["--poll.interval", poll]
        if endpoint:
            arguments += ["--mps.endpoint", endpoint]
        super().__init__(binary, folder, *arguments, variables=KEYS if variables is None else variables)

    @property
    def address(self) -> str:
        return self.told(r"listening\"?[ ,]\"?address\"?[=:]\"?(127\.0\.0\.1:\d+)", self.log)[1]

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def ask(self, path: str = "/metrics", method: str = "GET", **headers):
        """One request over a connection of its own: status, headers, body."""
        connection = kept_connection(self.address, self.context)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


class Simulator(Program):
    """`mps-exporter simulate`, as busy at every hour: a test that passes by day passes by night."""

    def __init__(self, binary, folder, *flags, listen="127.0.0.1:0", accounts=1):
        super().__init__(binary, folder, "simulate", "--listen", listen, "--daily-swing", "0", "--accounts", accounts,
                         *flags)
        self.url = self.told(r"^simulated API: (http://\S+)$", self.output)[1]
        pair = r"TENCENTCLOUD_SECRET_ID=(\S+) TENCENTCLOUD_SECRET_KEY=(\S+)"
        self.told(rf"^account {accounts}: {pair}$", self.output)
        # As the configuration has them, for each account: its calls are limited by themselves.
        self.credentials = [{"secret_id": identity, "secret_key": key}
                            for identity, key in re.findall(rf"^account \d+: {pair}$", self.output(), re.MULTILINE)]
        self.keys = {f"TENCENTCLOUD_{name.upper()}": value for name, value in self.credentials[0].items()}
