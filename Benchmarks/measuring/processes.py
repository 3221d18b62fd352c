"""Programs that run beside the measuring, and waiting for them."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path


def wait_for(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    sys.exit(f"Waited {seconds} s in vain for {what}.")


class Server:
    """A process that says in its output where it listens. Ended, by its process id, with the `with` block."""

    def __init__(self, name, command, announcement, environment=None):
        self.name, self.command, self.announcement = name, command, announcement
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=self.environment)
        try:
            self.port = int(wait_for(self.announced, f"{self.name} to listen"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def output(self):
        # Not seek(): the process writes at the same offset.
        return os.pread(self.log.fileno(), 1 << 20, 0).decode(errors="replace")

    def announced(self):
        if self.process.poll() is not None:
            sys.exit(f"{self.name} ended with {self.process.returncode}: {self.output()}")
        match = re.search(self.announcement, self.output(), re.MULTILINE)
        return match and match.group(1)

    def get(self, path, headers={}, method="GET"):
        request = urllib.request.Request(f"{self.url}{path}", headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.headers, response.read()

    def value(self, name):
        """The sum of a metric over its series; None if there is none."""
        found = re.findall(rf"^{re.escape(name)}(?:{{.*}})? (\S+)$", self.get("/metrics")[1].decode(), re.MULTILINE)
        return sum(map(float, found)) if found else None

    def series(self):
        return sum(not line.startswith(b"#") for line in self.get("/metrics")[1].splitlines())

    def processor_seconds(self):
        """Time in user and kernel mode of all threads since the start."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mebibytes(self):
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def own_mebibytes(self):
        """What of it no file holds and no other process shares."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"^RssAnon:\s+(\d+) kB$", status, re.MULTILINE)[1]) / 1024
