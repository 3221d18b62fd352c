"""An HTTP/1.1 server for the tests of CurlHTTP: it does what its paths say, however rude, and counts what it sees.

It prints its port on the first line and ends with the process that started it.
"""

import argparse
import asyncio
import gzip
import os
import socket
import ssl
import struct
from urllib.parse import parse_qs, urlsplit

class Counters:
    """Numbers that a request can wait for."""

    def __init__(self):
        self.values = {}
        self.changed = asyncio.Condition()

    async def add(self, name):
        async with self.changed:
            self.values[name] = self.values.get(name, 0) + 1
            self.changed.notify_all()
            return self.values[name]

    async def reaches(self, name, count):
        async with self.changed:
            await self.changed.wait_for(lambda: self.values.get(name, 0) >= count)

class Connection:
    def __init__(self, counters, number, reader, writer):
        self.counters = counters
        self.number = number
        self.reader = reader
        self.writer = writer
        self.requests = 0

    async def serve(self):
        while head := await self.read_head():
            method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
            if method == "CONNECT":
                return await self.tunnel(target)
            parts = urlsplit(target)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = await self.reader.readexactly(content_length(head))
            self.requests += 1
            await self.counters.add(query.get("tag", parts.path))
            handler = getattr(self, "do_" + parts.path.strip("/").replace("-", "_"))
            if await handler(query, head, body) == "close":
                return

    async def read_head(self):
        try:
            first = await self.reader.read(1)
            if first == b"\x16":
                return await self.refuse_tls()
            return first + await self.reader.readuntil(b"\r\n\r\n") if first else None
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def refuse_tls(self):
        length = struct.unpack(">xxH", await self.reader.readexactly(4))[0]
        for version in offered_versions(await self.reader.readexactly(length)):
            await self.counters.add(f"offered-{version:04x}")
        await self.answer(b"", status="400 This Is No TLS")

    async def answer(self, body, status="200 OK", fields=()):
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields]
        await self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    async def send(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def tunnel(self, target):
        await self.counters.add("CONNECT")
        host, port = target.rsplit(":", 1)
        reader, writer = await asyncio.open_connection(host, int(port))
        await self.send(b"HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
        await asyncio.gather(pump(self.reader, writer), pump(reader, self.writer))

    # What came, given back

    async def do_echo(self, query, head, body):
        await self.answer(body, fields=["X-Twice: first", "X-Twice: second", "x-lower:  padded \t", "X-Empty:"])

    async def do_request(self, query, head, body):
        await self.answer(head)

    async def do_status(self, query, head, body):
        await self.answer(b"told", status=query["code"] + " As Asked")

    async def do_redirect(self, query, head, body):
        await self.answer(b"", status="302 Found", fields=["Location: /echo?tag=followed"])

    # Counting and waiting

    async def do_connection(self, query, head, body):
        await self.answer(str(self.number).encode())

    async def do_count(self, query, head, body):
        await self.answer(str(self.counters.values.get(query["of"], 0)).encode())

    async def do_reached(self, query, head, body):
        await self.counters.reaches(query["of"], int(query["count"]))
        await self.answer(b"")

    async def do_together(self, query, head, body):
        await self.counters.reaches("/together", int(query["count"]))
        await self.answer(str(self.number).encode())

    async def do_hang(self, query, head, body):
        if await self.reader.read(1) == b"":
            await self.counters.add("left")
        return "close"

    async def do_hang_midway(self, query, head, body):
        await self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        return await self.do_hang(query, head, body)

    async def do_drip(self, query, head, body):
        await self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not self.writer.is_closing():
            await self.send(b".")
            await asyncio.sleep(0.02)
        return "close"

    # Connections that end

    async def do_once(self, query, head, body):
        if self.requests > 1:
            return self.reset() if "reset" in query else "close"
        await self.counters.reaches("/once", int(query.get("count", "1")))
        await self.answer(str(self.number).encode())

    async def do_echo_once(self, query, head, body):
        if self.requests > 1:
            return "close"
        await self.answer(body)

    async def do_then_close(self, query, head, body):
        await self.answer(str(self.number).encode())
        return "close"

    async def do_close(self, query, head, body):
        return "close"

    async def do_cut(self, query, head, body):
        await self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        return "close"

    async def do_answered_then_cut(self, query, head, body):
        if self.requests == 1:
            return await self.answer(b"whole")
        await self.do_cut(query, head, body)
        if "reset" in query:
            # A reset discards what the other side has not read yet.
            await asyncio.sleep(0.5)
            self.reset()
        return "close"

    def reset(self):
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return "close"

    # Sizes and forms

    async def do_bytes(self, query, head, body):
        await self.answer(b"\0" * int(query["count"]))

    async def do_chunks(self, query, head, body):
        await self.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        left = int(query["count"])
        while left:
            size = min(left, 65536)
            await self.send(b"%x\r\n" % size + b"\0" * size + b"\r\n")
            left -= size
        await self.send(b"0\r\nX-Trailer: late\r\n\r\n")

    async def do_gzip(self, query, head, body):
        content = gzip.compress(b"\0" * int(query["count"]) + b"end")
        await self.answer(content, fields=["Content-Encoding: gzip"])

    async def do_not_gzip(self, query, head, body):
        await self.answer(b"this is plain", fields=["Content-Encoding: gzip"])

    async def do_header(self, query, head, body):
        await self.answer(b"", fields=[f"X-{n}: {'v' * 60000}" for n in range(int(query["count"]))])

    async def do_endless_header(self, query, head, body):
        await self.send(b"HTTP/1.1 200 OK\r\n")
        while not self.writer.is_closing():
            await self.send(b"X-More: " + b"v" * 1000 + b"\r\n")
        return "close"

    async def do_interim(self, query, head, body):
        await self.send(b"HTTP/1.1 103 Early Hints\r\nLink: </style>\r\n\r\n")
        await self.answer(b"final", fields=["X-Folded: one", "\ttwo", "X-Last: yes"])

    async def do_no_colon(self, query, head, body):
        await self.answer(b"", fields=["no field at all"])

    async def do_garbage(self, query, head, body):
        await self.send(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
        return "close"

def content_length(head):
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0

def offered_versions(hello):
    """The supported_versions of a ClientHello (RFC 8446 section 4.1.2)."""
    rest = hello[38:]
    rest = rest[1 + rest[0] :]
    rest = rest[2 + int.from_bytes(rest[:2], "big") :]
    rest = rest[1 + rest[0] + 2 :]
    while rest:
        kind, length = struct.unpack(">HH", rest[:4])
        if kind == 43:
            return [version for (version,) in struct.iter_unpack(">H", rest[5 : 4 + length])]
        rest = rest[4 + length :]
    return []

async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()

def tls_context(options):
    if not options.certificate:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)
    if options.asks_for_certificate:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(options.certificate)
    if options.only_tls_1_1:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1_1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context

def deaf_socket():
    """A listener whose queue is full: further connections neither stand nor fail."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    fillers = []
    while True:
        filler = socket.socket()
        filler.settimeout(0.2)
        fillers.append(filler)
        try:
            filler.connect(listener.getsockname())
        except TimeoutError:
            return listener, fillers

async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--only-tls-1-1", action="store_true")
    parser.add_argument("--asks-for-certificate", action="store_true")
    parser.add_argument("--deaf", action="store_true")
    options = parser.parse_args()
    parent = os.getppid()
    counters = Counters()

    async def accepted(reader, writer):
        connection = Connection(counters, await counters.add("connections"), reader, writer)
        try:
            await connection.serve()
        except (ConnectionError, ssl.SSLError):
            pass
        writer.close()
        await counters.add("closed")

    if options.deaf:
        deaf = deaf_socket()
        port = deaf[0].getsockname()[1]
    else:
        server = await asyncio.start_server(
            accepted, "127.0.0.1", 0, backlog=1024, ssl=tls_context(options), limit=2**20
        )
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    while os.getppid() == parent:
        await asyncio.sleep(1)
    os._exit(0)

asyncio.run(main())
