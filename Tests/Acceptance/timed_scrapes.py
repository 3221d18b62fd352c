"""Scrapes one after the other, each over a connection of its own, and prints how many seconds each took, or what came
instead. Between two scrapes a bare server is asked for as much: what that takes is what the machine itself takes then.
With either goes for how many of its seconds the machine stood still: someone who only sleeps woke so much too late.
A process of its own, so that nothing that a test does at the same time is in the figures.

    python timed_scrapes.py 127.0.0.1:10862 /metrics 40 [authority.pem]

With the certificate of an authority over TLS.
"""

import http.client
import json
import os
import signal
import socket
import ssl
import sys
import threading
import time

SECONDS = 10
# So many failures tell enough, as each may take all its seconds.
FAILURES = 10
OPENMETRICS = "application/openmetrics-text;version=1.0.0"
BODY = b"x" * 20_000 + b"\n# EOF\n"
NAP = 0.01
# A thread wakes later than this on a machine that is at rest too, as it waits for its turn in Python.
USUALLY_LATE = 0.001


class Sleepers:
    """One on each processor: it may be one of them alone that stands still."""

    def __init__(self):
        self.late: list[tuple[float, float]] = []
        for processor in os.sched_getaffinity(0):
            threading.Thread(target=self.sleep, args=[processor], daemon=True).start()

    def sleep(self, processor: int):
        os.sched_setaffinity(0, {processor})
        now = time.monotonic()
        while True:
            due = now + NAP
            time.sleep(NAP)
            now = time.monotonic()
            if now - due > USUALLY_LATE:
                self.late.append((due, now))


def late_within(began: float, ended: float, late: list[tuple[float, float]]) -> float:
    """For how many of these seconds at least one sleeper was late."""
    total, counted = 0.0, began
    for due, woke in sorted(late):
        total += max(0.0, min(woke, ended) - max(due, counted))
        counted = max(counted, woke)
    return total


def scrape(address: str, path: str = "/metrics", context: ssl.SSLContext | None = None) -> str | None:
    """What came instead of a whole answer, if anything did."""
    if context:
        connection = http.client.HTTPSConnection(address, timeout=SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(address, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Accept": OPENMETRICS})
        answer = connection.getresponse()
        whole = answer.read().endswith(b"# EOF\n")
        return None if answer.status == 200 and whole else f"status {answer.status}, whole: {whole}"
    except (OSError, http.client.HTTPException) as error:
        return repr(error)
    finally:
        connection.close()


def timed(*asked) -> tuple[float, float, str | None]:
    """When it began and ended, and what came instead."""
    began = time.monotonic()
    failure = scrape(*asked)
    return began, time.monotonic(), failure


def serve(listening: socket.socket):
    """Answers everybody with the same, one after the other, and never ends."""
    while True:
        with listening.accept()[0] as client:
            while not client.recv(65536).endswith(b"\r\n\r\n"):
                pass
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY)


def main(address: str, path: str, count: str, authority: str | None = None):
    context = ssl.create_default_context(cafile=authority) if authority else None
    with socket.create_server(("127.0.0.1", 0)) as listening:
        bare = f"127.0.0.1:{listening.getsockname()[1]}"
        server = os.fork()
        if not server:
            serve(listening)
        both, failed, sleepers = [], [], Sleepers()
        try:
            while len(both) < int(count) and len(failed) < FAILURES:
                both.append((timed(address, path, context), timed(bare)))
                failed += [failure for _, _, failure in both[-1][:1] if failure]
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
    # Who sleeps while the last answer comes tells of it when he wakes.
    time.sleep(2 * NAP)
    json.dump([[(failure or ended - began, late_within(began, ended, sleepers.late)) for began, ended, failure in pair]
               for pair in both], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
