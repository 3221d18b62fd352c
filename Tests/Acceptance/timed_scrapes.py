"""Scrapes one after the other, each over a connection of its own, and prints how many seconds each took, or what came
instead. Between two scrapes a bare server is asked for as much: what that takes is what the machine itself takes then.
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
import time

SECONDS = 10
OPENMETRICS = "application/openmetrics-text;version=1.0.0"
BODY = b"x" * 20_000 + b"\n# EOF\n"


def scrape(address: str, path: str = "/metrics", context: ssl.SSLContext | None = None) -> float | str:
    began = time.monotonic()
    if context:
        connection = http.client.HTTPSConnection(address, timeout=SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(address, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Accept": OPENMETRICS})
        answer = connection.getresponse()
        whole = answer.read().endswith(b"# EOF\n")
        return time.monotonic() - began if answer.status == 200 and whole else f"status {answer.status}, whole: {whole}"
    except (OSError, http.client.HTTPException) as error:
        return repr(error)
    finally:
        connection.close()


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
        try:
            both = [(scrape(address, path, context), scrape(bare)) for _ in range(int(count))]
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
    json.dump(both, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
