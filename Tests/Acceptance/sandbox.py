"""A program under strace, and what the unit's sandbox would say to what it asked of the kernel."""

import os
import re
import signal
import subprocess
from pathlib import Path

from running import Program
from unit_file import Unit

# As root alone, which the service is not, SQLite gives its files to the database's owner.
OF_ROOT_ALONE = {"fchown"} if os.geteuid() == 0 else set()


class Traced(Program):
    """A program under strace, which ends with it."""

    def __init__(self, folder: Path, *command, variables=None):
        self.file = folder / "trace"
        super().__init__("strace", folder, "-f", "-o", str(self.file), *command, variables=variables)

    def __exit__(self, *_):
        if self.is_running and self.trace():
            self.send(signal.SIGKILL)
        super().__exit__()

    def trace(self) -> str:
        return self.file.read_text() if self.file.exists() else ""

    def send(self, sent: signal.Signals):
        """Sends the program, whose id the first line begins with, a signal."""
        os.kill(int(self.trace().split(maxsplit=1)[0]), sent)


class Sandbox:
    """What a unit lets a program ask of the kernel."""

    def __init__(self, unit: Unit):
        self.families = set(unit.value("RestrictAddressFamilies").split())
        self.calls = set()
        for setting in unit.values("SystemCallFilter"):
            named = self.expanded(setting.lstrip("~").split())
            self.calls = self.calls - named if setting.startswith("~") else self.calls | named

    def expanded(self, names) -> set[str]:
        found = set()
        for name in names:
            if not name.startswith("@"):
                found.add(name)
                continue
            listing = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", name], capture_output=True,
                                     text=True, timeout=60, check=True).stdout
            found |= self.expanded(re.findall(r"^ {4}(@?[a-z_0-9-]+)$", listing, re.MULTILINE))
        return found

    def refusals(self, trace: str, state: Path) -> list[str]:
        """The calls in the trace that would be refused."""
        refused = []
        for call, rest in re.findall(r"^\d+ +(\w+)\((.*)$", trace, re.MULTILINE):
            family = re.match(r"AF_\w+", rest) if call in ("socket", "socketpair") else None
            written = re.search(r'"([^"]+)", [A-Z_|]*(?:O_WRONLY|O_RDWR|O_CREAT)', rest) if call == "openat" else None
            if (call not in self.calls | OF_ROOT_ALONE or (family and family[0] not in self.families)
                    or (call in ("mmap", "mprotect") and re.search(r"PROT_WRITE\|PROT_EXEC", rest))
                    or (written and not (written[1] + "/").startswith((f"{state}/", "/dev/")))):
                refused.append(f"{call}({rest}")
        return refused
