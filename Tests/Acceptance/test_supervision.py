"""What a service manager such as systemd is told, by its own protocol (sd_notify)."""

import itertools
import re
import signal
import socket
import statistics
import time

import pytest
from running import KEYS, Exporter, free_port

pytestmark = pytest.mark.alone


class Manager:
    """A datagram socket that keeps what it is told."""

    def __init__(self, place: str):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(place.replace("@", "\0"))
        self.socket.settimeout(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def hear(self) -> str:
        return self.socket.recv(4096).decode()


def started(binary, folder, api, place: str, **more):
    return Exporter(binary, folder, endpoint=api.url, variables=KEYS | {"NOTIFY_SOCKET": place} | more)


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_a_life_is_told(binary, tmp_path, api, kind):
    place = str(tmp_path / "notify") if kind == "path" else f"@mps-exporter-{free_port()}"
    with Manager(place) as manager, started(binary, tmp_path, api, place) as exporter:
        assert manager.hear() == "READY=1\nSTATUS=polling 1 account(s)\n"
        assert exporter.ask("/-/healthy")[0] == 200, "who is ready answers"
        exporter.process.send_signal(signal.SIGHUP)
        since = re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=(\d+)\n", manager.hear())
        assert 0 <= time.clock_gettime(time.CLOCK_MONOTONIC) - int(since[1]) / 1e6 < 20, "the clock that systemd compares"
        assert manager.hear().startswith("READY=1\n")
        assert exporter.end()[0] == 0
        assert manager.hear() == "STOPPING=1\n"


def test_a_watchdog_hears_twice_in_its_time(binary, tmp_path, api):
    place = str(tmp_path / "notify")
    with Manager(place) as manager, started(binary, tmp_path, api, place, WATCHDOG_USEC="1000000"):
        assert manager.hear().startswith("READY=1\n")
        moments = []
        for _ in range(6):
            assert manager.hear() == "WATCHDOG=1\n"
            moments.append(time.monotonic())
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    # A machine that stands still once makes two of them longer at most.
    assert statistics.median(gaps) < 0.9, gaps


def test_a_manager_that_does_not_listen_is_no_obstacle(binary, tmp_path, api):
    for place in (str(tmp_path / "nobody"), "not/absolute"):
        with started(binary, tmp_path, api, place) as exporter:
            assert exporter.ask("/-/healthy")[0] == 200
            exporter.told("service manager", exporter.log)
            assert exporter.end()[0] == 0
