"""Requests that nobody would write, to an exporter with passwords: without the right one nothing is told, and with it no
request does harm. Each follows from its number, which a failure names."""

import base64
import binascii
import contextlib
import os
import random
import re
import select
import socket

from hostile_clients import connected
from web_clients import basic
from web_files import NAME, PASSWORD, USERS

REQUESTS = 100_000 if os.environ.get("MPS_TORTURE") else 3_000
# Seconds after which the exporter is taken to wait for more.
PATIENCE = 2
RIGHT = basic(NAME, PASSWORD)["Authorization"]
PATHS = ["/", "/metrics", "/metrics?name[]=up", "/metrics?" + "name[]=a&" * 120, "/config", "/api/v1/status", "/-/ready",
         "/-/reload", "//metrics", "/%6detrics", "/metrics%00", "/é", "*", "http://other/metrics", "", "/../config"]
FIELDS = ["Accept: application/openmetrics-text;q=2", "Accept-Encoding: gzip;q=0, identity;q=0", "Content-Length: 5",
          "Content-Length: -1", "Transfer-Encoding: chunked", "Expect: 100-continue", "Connection: close, keep-alive",
          "Host: other", "X: " + "y" * 9_000, "Authorization: Bearer x", "Proxy-Authorization: " + RIGHT, "A" * 300, ":"]
REFUSALS = {400, 401, 408, 411, 413, 414, 417, 431, 501, 503, 505}
# What might be taken for the right credentials, and is not.
ALMOST = [RIGHT[:-4], RIGHT.replace("Basic", "Digest"), RIGHT.replace("Basic ", "Basic"), RIGHT + "=", RIGHT + "A",
          *(basic(name, password)["Authorization"] for name, password in (
              (NAME, ""), (NAME, PASSWORD + "\0"), (NAME, PASSWORD[:-1]), (NAME.upper(), PASSWORD), ("", PASSWORD),
              (NAME + "\0", PASSWORD), (f"{NAME}:", PASSWORD)))]


def made(dice: random.Random, authorization: str) -> bytes:
    """A request with these credentials, spoiled in its fields and then in its bytes."""
    line = f"{dice.choice(['GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'get', 'BREW'])} {dice.choice(PATHS)} HTTP/1.1"
    fields = ["Host: x", *dice.sample(FIELDS, dice.choice([0, 0, 1, 3])), f"Authorization: {authorization}"]
    dice.shuffle(fields)
    request = "\r\n".join([line, *fields, "", ""]).encode()
    for _ in range(dice.choice([0, 1, 1, 4])):
        place = dice.randrange(len(request))
        put = dice.choice([b"", request[place:place + 1] * 2, bytes([dice.randrange(256)])])
        request = request[:place] + put + request[place + 1:]
    return request


def is_authorized(request: bytes) -> bool:
    """Whether spoiling has left or made of it the right name and password."""
    for given in re.findall(rb"^authorization:[ \t]*basic ([^\r\n]*)", request, re.MULTILINE | re.IGNORECASE):
        try:
            if base64.b64decode(given) == f"{NAME}:{PASSWORD}".encode():
                return True
        except binascii.Error:
            pass
    return False


def answered(address: str, request: bytes) -> bytes:
    """All that the exporter says to it and to a last one, which ends the connection unless it is taken for the rest of
    the first: then the client's end of it does."""
    text = b""
    with connected(address) as client:
        try:
            client.sendall(request + b"GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            while True:
                if not select.select([client], [], [], PATIENCE)[0]:
                    with contextlib.suppress(OSError):
                        client.shutdown(socket.SHUT_WR)
                more = client.recv(65_536)
                text += more
                if not more:
                    break
        except ConnectionError:  # It has refused what came so far and is gone.
            pass
    return text


def statuses(text: bytes) -> set[int]:
    return {int(status) for status in re.findall(rb"^HTTP/1\.1 (\d{3}) ", text, re.MULTILINE)}


def test_without_the_right_password_nothing_is_told(serve):
    exporter = serve(USERS)
    refusals = []
    for number in range(REQUESTS):
        dice = random.Random(number)
        request = made(dice, dice.choice(ALMOST))
        if is_authorized(request):
            continue
        text = answered(exporter.address, request)
        assert statuses(text) <= REFUSALS | {100} and b"mps_" not in text, (number, request, text)
        refusals += statuses(text)
    assert refusals.count(401) > REQUESTS / 3 and refusals.count(400) > REQUESTS / 50
    assert exporter.ask("/metrics", Authorization=RIGHT)[0] == 200


def test_with_the_right_password_no_request_does_harm(serve):
    exporter = serve(USERS)
    seen = []
    for number in range(REQUESTS):
        text = answered(exporter.address, made(random.Random(number), RIGHT))
        assert statuses(text) <= REFUSALS | {100, 200, 404, 405}, (number, text)
        seen += statuses(text)
    assert min(map(seen.count, (200, 400, 404, 405))) > REQUESTS / 100
    assert exporter.ask("/metrics", Authorization=RIGHT)[0] == 200
    assert "level=error" not in exporter.log()
