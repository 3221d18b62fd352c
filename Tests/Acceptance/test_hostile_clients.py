"""Clients that mean no good: others are served meanwhile, memory and open files stay bounded and come back."""

import http.client
import json
import os
import resource
import socket

import pytest
from hostile_clients import (
    MEGABYTE, REQUEST, Deaf, DeafToSome, Dribbling, Flooding, Idle, Silent, Uploading, answers, connected)
from running import until
from scrapes import Scrape
from scripted_api import ScriptedAPI
from targets import Target, Times, enough_descriptors, failures, timed
from timed_scrapes import late_within

pytestmark = [pytest.mark.alone, pytest.mark.usefixtures(enough_descriptors.__name__)]

LONG = bool(os.environ.get("MPS_TORTURE"))
GROWTH = 64 * MEGABYTE
FEW_DESCRIPTORS = 256
ATTACKS = {
    "idle": (Idle, 1000), "silent": (Silent, 500), "uploading": (Uploading, 200), "deaf": (Deaf, 100),
    "dribbling": (Dribbling, 300), "flooding": (Flooding, (2000 if LONG else 100) * MEGABYTE),
}


@pytest.fixture(scope="module")
def target(binary, tmp_path_factory):
    with ScriptedAPI() as api, Target(binary, tmp_path_factory.mktemp("target"), endpoint=api.url) as exporter:
        exporter.polls()
        # What is made at the first use does not count as growth.
        timed(exporter.address)
        yield exporter
        assert exporter.is_running and exporter.end()[0] == 0


@pytest.mark.parametrize("name", ATTACKS)
def test_others_are_served_meanwhile(target, name):
    kind, count = ATTACKS[name]
    at_rest, memory, files = timed(target.address), target.resident(), target.open_files()
    refused = target.refused()
    with kind(target.address, count) as attack:
        if kind is Deaf:
            until("the deaf to make way", lambda: not failures(
                target.address, 10) and target.reached_its_limit(refused, files + count))
        during = timed(target.address)
        target.polls()
        assert target.resident() < memory + GROWTH
        if kind is Flooding:
            until("so many bytes", lambda: attack.sent >= count, seconds=600)
            assert attack.connections > 1
        else:
            assert target.open_files() > files + count / 4, "they are there"
            assert target.open_files() < files + count + 50
    assert target.resident("VmHWM") < memory + GROWTH, "not in between either"
    during.assert_no_slower_than(at_rest)
    target.gets_its_files_back(files + 3)
    assert target.resident() < memory + GROWTH / 2


@pytest.mark.parametrize("path", ["/metrics", "/metrics?name[]=mps_up"])
@pytest.mark.parametrize("kind", [Deaf, DeafToSome])
def test_the_deaf_make_way_for_every_scrape(binary, tmp_path, api, kind, path):
    """Whatever they have asked for and whatever the others ask for. Nobody makes way before the limit is reached. With
    so many accounts few of their answers are more than what the system's buffers hold."""
    (tmp_path / "mps.yml").write_text(json.dumps({"accounts": [
        {"name": f"account-{number}", "endpoint": api.url, "credentials": {"secret_id": "AKID", "secret_key": "hidden"}}
        for number in range(30)]}))
    flags = ["--config.file", "mps.yml", "--web.max-requests", "5"]
    with Target(binary, tmp_path, *flags, poll=None, variables={}) as exporter:
        until("a poll of every account", lambda: exporter.ask("/-/ready")[0] == 200)
        with kind(exporter.address, 8):
            until("one of them to make way", lambda: not failures(
                exporter.address, 10, path=path) and exporter.open_connections() < 8)
            assert exporter.open_connections() > 3, "the others stay"


@pytest.mark.parametrize("kind", [Idle, Dribbling])
def test_no_number_of_clients_keeps_others_out(binary, tmp_path, api, kind):
    """There are more of them than the process may have descriptors, so they have to make way, and not for scrapes
    alone: polls need descriptors too."""
    limited = tmp_path / "limited"
    limited.write_text(f'#!/bin/sh\nulimit -n {FEW_DESCRIPTORS}\nexec {binary} "$@"\n')
    limited.chmod(0o755)
    with Target(str(limited), tmp_path, endpoint=api.url) as exporter:
        exporter.polls()
        with kind(exporter.address, FEW_DESCRIPTORS + 100):
            until("one of them to make way", lambda: answered(exporter))
            assert timed(exporter.address, 10)
            assert exporter.open_files() > FEW_DESCRIPTORS / 2, "those for whom there is room stay"
            exporter.polls()
        exporter.gets_its_files_back(49)
        assert exporter.end()[0] == 0


def answered(exporter) -> bool:
    try:
        return exporter.ask()[0] == 200
    except OSError:
        return False


def test_the_usual_limit_of_descriptors_is_raised(binary, tmp_path, api):
    """Many systems start processes with a soft limit of 1024 and a hard one far above."""
    limited = tmp_path / "limited"
    limited.write_text(f'#!/bin/sh\nulimit -S -n 1024\nexec {binary} "$@"\n')
    limited.chmod(0o755)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with Target(str(limited), tmp_path, endpoint=api.url) as exporter:
        assert Scrape.of(exporter).value("process_max_fds") == min(hard, 8192)


PART = b"POST /-/reload HTTP/1.1\r\nHost: x\r\n"
OVERSIZED = {
    "line": (b"GET /" + b"x" * MEGABYTE + b" HTTP/1.1\r\nHost: x\r\n\r\n", [414]),
    "query": (b"GET /metrics?" + b"x=y&" * (MEGABYTE // 4) + b" HTTP/1.1\r\nHost: x\r\n\r\n", [414]),
    "field": (REQUEST[:-2] + b"X: " + b"x" * MEGABYTE + b"\r\n\r\n", [431]),
    "fields": (REQUEST[:-2] + b"X: y\r\n" * (MEGABYTE // 6) + b"\r\n", [431]),
    "body": (PART + b"Content-Length: 500000\r\n\r\n" + b"x" * 500_000, [413]),
    "announced body": (PART + b"Content-Length: 100000000000\r\n\r\n" + b"x" * MEGABYTE, [413]),
    "body in chunks": (PART + b"Transfer-Encoding: chunked\r\n\r\n" + b"10000\r\n" + (
        b"x" * 65536 + b"\r\n10000\r\n") * 7 + b"x" * 65536 + b"\r\n0\r\n\r\n", [413]),
    "body without an end": (PART + b"Transfer-Encoding: chunked\r\n\r\n" + (
        b"10000\r\n" + b"x" * 65536 + b"\r\n") * 100, []),
}


@pytest.mark.parametrize("name", OVERSIZED)
def test_what_is_too_large_is_refused_and_costs_nothing(target, name):
    request, expected = OVERSIZED[name]
    memory, files = target.resident(), target.open_files()
    for _ in range(20 if LONG else 5):
        assert answers(target.address, request) == expected
    assert timed(target.address, 10)
    target.gets_its_files_back(files + 3)
    assert target.resident() < memory + 16 * MEGABYTE


def test_pipelined_requests_are_answered_one_by_one_in_their_order(target):
    paths = ["/metrics", "/nowhere", "/-/healthy", "/-/reload", "/"] * 200
    request = b"".join(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % path.encode() for path in paths)
    assert answers(target.address, request, len(paths)) == [200, 404, 200, 405, 200] * 200
    assert timed(target.address, 10)


def test_a_client_that_ends_its_side_is_still_answered(target):
    for _ in range(50):
        with connected(target.address) as client:
            client.sendall(REQUEST)
            client.shutdown(socket.SHUT_WR)
            answer = http.client.HTTPResponse(client)
            answer.begin()
            assert answer.status == 200 and b"process_start_time_seconds" in answer.read()


def test_a_failed_scrape_would_be_found(api):
    """The checks above can fail: this server answers no GET."""
    with pytest.raises(AssertionError, match="of 3 scrapes"):
        timed(api.url.removeprefix("http://"), 3)


def series(*parts: tuple[int, float], late: float = 0) -> list[tuple[float, float]]:
    """So many times of so many seconds each; with what the machine stood still of the last."""
    whole = [(seconds, 0) for count, seconds in parts for _ in range(count)]
    return [*whole[:-1], (whole[-1][0], late)]


AT_REST = Times(series((400, 0.001)), series((400, 0.0005)))


@pytest.mark.parametrize("slow", [
    series((400, 0.004)), series((360, 0.005), (40, 0.05)), series((394, 0.001), (6, 0.01)),
    series((399, 0.001), (1, 1.1)),
], ids=["all", "all and some more so", "some", "one"])
def test_a_slow_scrape_would_be_found(slow):
    """The other half of them; the bare server tells that it is not the machine."""
    with pytest.raises(AssertionError, match="a bare server"):
        Times(slow, AT_REST.bare).assert_no_slower_than(AT_REST)
    Times(slow, slow).assert_no_slower_than(AT_REST)


def test_what_the_machine_stood_still_is_forgiven():
    AT_REST.assert_no_slower_than(AT_REST)
    Times(series((399, 0.001), (1, 2.001), late=1.99), AT_REST.bare).assert_no_slower_than(AT_REST)
    with pytest.raises(AssertionError, match="the slowest scrape"):
        Times(series((399, 0.001), (1, 2.001), late=0.9), AT_REST.bare).assert_no_slower_than(AT_REST)
    assert late_within(1, 4, [(0, 2), (1.5, 2.5), (3.5, 9), (0, 0.5), (5, 6)]) == 2
