"""Clients that mean no good. Each is a context: the attack is on while it is open, and over when it is left."""

import contextlib
import re
import selectors
import socket
import ssl
import threading
import time
from pathlib import Path

METRICS = Path(__file__).parents[2] / "docs/metrics.md"
REQUEST = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
MEGABYTE = 1 << 20


def connected(address: str, receive_buffer: int | None = None, tls: ssl.SSLContext | None = None) -> socket.socket:
    host, port = address.split(":")
    client = socket.socket()
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.settimeout(10)
    client.connect((host, int(port)))
    return tls.wrap_socket(client, server_hostname=host) if tls else client


class Clients(contextlib.AbstractContextManager):
    """Connections that have sent the same at first, and then do nothing; with `tls` after the handshake."""

    first = b""
    receive_buffer = None

    def __init__(self, address: str, count: int, tls: ssl.SSLContext | None = None):
        self.address, self.count, self.tls = address, count, tls
        self.sockets: list[socket.socket] = []

    def __enter__(self):
        for _ in range(self.count):
            client = connected(self.address, self.receive_buffer, self.tls)
            self.sockets.append(client)
            if self.first:
                # A server that does not read takes no more than its buffers hold.
                client.setblocking(False)
                with contextlib.suppress(OSError):
                    client.send(self.first)
        return self

    def __exit__(self, *_):
        for client in self.sockets:
            client.close()


class Idle(Clients):
    """Say nothing."""


class Silent(Clients):
    """Fall silent amid the header, as if their end of the connection were gone."""

    first = b"GET /metrics HTTP/1.1\r\nHos"


class Uploading(Clients):
    """Announce a body and send a part of it."""

    first = b"POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n" + b"x" * 30_000


class Deaf(Clients):
    """Ask for a great deal and read none of it."""

    first = REQUEST * 400
    receive_buffer = 4096


class DeafToSome(Deaf):
    """Ask for every metric by its name, which is cut out for each request, and read none of it."""

    first = REQUEST.replace(b"/metrics", b"/metrics?" + "&".join(
        f"name[]={name}" for name in re.findall(r"^\| `(\w+)`", METRICS.read_text(), re.MULTILINE)).encode()) * 400


class Dribbling(Clients):
    """Send a header byte by byte, each before the last is forgotten, and never come to its end."""

    first = b"GET /metrics HTTP/1.1\r\nX: "
    pause = 0.02

    def __enter__(self):
        super().__enter__()
        self.sent, self.over = 0, threading.Event()
        self.thread = threading.Thread(target=self.dribble, daemon=True)
        self.thread.start()
        return self

    def dribble(self):
        while not self.over.wait(self.pause):
            for client in self.sockets:
                with contextlib.suppress(OSError):
                    self.sent += client.send(b"x")

    def __exit__(self, *error):
        self.over.set()
        self.thread.join(30)
        super().__exit__(*error)


class Flooding(contextlib.AbstractContextManager):
    """Sends header fields without an end, over one connection after the other, as fast as they are taken."""

    piece = b"X-Filler: " + b"x" * 1012 + b"\r\n"

    def __init__(self, address: str, _: int):
        self.address, self.sent, self.connections = address, 0, 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.flood, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def flood(self):
        pieces = self.piece * 256
        while not self.over.is_set():
            self.connections += 1
            with contextlib.suppress(OSError), connected(self.address) as client:
                client.sendall(b"GET /metrics HTTP/1.1\r\n")
                while not self.over.is_set():
                    self.sent += client.send(pieces)

    def __exit__(self, *_):
        self.over.set()
        self.thread.join(60)


def answers(address: str, request: bytes, count: int = 1, seconds: float = 20) -> list[int]:
    """The statuses of `count` answers to bytes that are sent while answers are read; fewer if the server closes."""
    received, unsent, deadline = b"", memoryview(request), time.monotonic() + seconds
    with connected(address) as client, selectors.DefaultSelector() as selector:
        client.setblocking(False)
        selector.register(client, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while received.count(b"HTTP/1.1 ") < count and time.monotonic() < deadline:
            for _, ready in selector.select(1):
                if ready & selectors.EVENT_WRITE and unsent:
                    try:
                        unsent = unsent[client.send(unsent):]
                    except OSError:
                        # It wants no more, but its answer may have come before.
                        unsent = unsent[:0]
                if ready & selectors.EVENT_READ:
                    try:
                        piece = client.recv(MEGABYTE)
                    except OSError:
                        piece = b""
                    if not piece:
                        return statuses(received)
                    received += piece
            if not unsent:
                selector.modify(client, selectors.EVENT_READ)
    return statuses(received)


def statuses(received: bytes) -> list[int]:
    return [int(part[:3]) for part in received.split(b"HTTP/1.1 ")[1:]]
