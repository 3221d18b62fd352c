"""The unit and the files beside it, read as systemd reads them."""

import re
import shlex
import socket
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
UNIT = FOLDER / "mps-exporter.service"


class Unit:
    def __init__(self, text: str | None = None):
        self.settings = re.findall(r"^(\w+)=(.*)$", UNIT.read_text() if text is None else text, re.MULTILINE)

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.settings if key == name]

    def value(self, name: str) -> str:
        found = self.values(name)
        assert len(found) == 1, f"{name}= stands {len(found)} times"
        return found[0]

    @property
    def command(self) -> list[str]:
        """Program and arguments, before variables are put in."""
        return shlex.split(self.value("ExecStart"))

    @property
    def environment(self) -> dict[str, str]:
        return dict(value.split("=", 1) for value in self.values("Environment"))


class ServiceManager:
    """The socket on which systemd listens to a service (sd_notify)."""

    def __init__(self, path: Path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.socket.settimeout(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def told(self) -> str:
        """What it is told next, but for signs of life."""
        while True:
            text = self.socket.recv(4096).decode()
            if text != "WATCHDOG=1\n":
                return text


def environment_file(path: Path = FOLDER / "mps-exporter.default") -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {name: "".join(shlex.split(value)) for name, value in (line.split("=", 1) for line in lines)}
