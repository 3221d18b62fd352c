"""A stop that is asked for lets scrapes that have begun come to their end."""

import contextlib
import errno
import signal
import socket
import time

import pytest
from configured import Configured, account
from running import until

GRACE = 0.6


def test_a_stop_finishes_the_scrapes_in_flight(binary, tmp_path, api):
    """No scrape is cut before the grace of a stop is over. Where other processes hold the reader up for longer, a try
    says nothing."""
    accounts = [account(f"account-{number:03}-{'x' * 100}", api.url, poll_interval="30s") for number in range(150)]
    for _ in range(10):
        with Configured(binary, tmp_path, accounts=accounts) as running:
            until("every account was polled", lambda: running.ask("/-/ready")[0] == 200)
            answer, seconds = slow_scrape(running)
            assert running.process.wait(60) == 0
        head, _, body = answer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        assert length > 1_000_000, "more than what the system's buffers hold"
        if len(body) == length:
            return
        assert seconds >= GRACE, f"cut {seconds:.3f} s after the stop was asked for, at {len(body)} of {length} bytes"
    pytest.fail("the reader was held up ten times")


def slow_scrape(exporter) -> tuple[bytes, float]:
    """A scrape that is read on only when the exporter has begun to stop, and the seconds from the signal to its
    end."""
    host, port = exporter.address.split(":")
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        slow.connect((host, int(port)))
        slow.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        received = bytearray(slow.recv(1000))
        began = time.monotonic()
        exporter.process.send_signal(signal.SIGTERM)
        until("the stop to begin", lambda: refuses(host, int(port)), pause=0.01)
        with contextlib.suppress(ConnectionResetError):
            while piece := slow.recv(1 << 20):
                received += piece
        return bytes(received), time.monotonic() - began


def refuses(host: str, port: int) -> bool:
    """Whether nobody listens any more."""
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == errno.ECONNREFUSED
