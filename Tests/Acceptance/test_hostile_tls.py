"""Clients that mean no good to an exporter that speaks TLS: a handshake costs far more than a request."""

import contextlib
import random
import ssl
import threading

import pytest
from certificates import install
from hostile_clients import MEGABYTE, Clients, Deaf, Dribbling, Idle, Silent, connected
from running import until
from scripted_api import ScriptedAPI
from targets import Target, enough_descriptors, failures, timed
from web_clients import tls

pytestmark = [pytest.mark.alone, pytest.mark.usefixtures(enough_descriptors.__name__)]

GROWTH = 96 * MEGABYTE


def client_hello() -> bytes:
    """What a client says first."""
    received, sent = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = ssl.create_default_context().wrap_bio(received, sent, server_hostname="localhost")
    with contextlib.suppress(ssl.SSLWantReadError):
        session.do_handshake()
    return sent.read()


class Mute(Clients):
    """Connect, and do not begin the handshake."""


class BrokenOff(Clients):
    """Begin the handshake, and break off amid the first record."""

    first = client_hello()[:100]


class Halfway(Clients):
    """Let the server answer with its certificate, and say no more."""

    first = client_hello()


class Nonsense(Clients):
    """Speak another protocol."""

    first = random.Random(1).randbytes(2000)


class Handshaking(contextlib.AbstractContextManager):
    """Several at once make one handshake after another, each over a connection of its own, as fast as it goes."""

    def __init__(self, address: str, count: int, context: ssl.SSLContext):
        self.address, self.context, self.over = address, context, threading.Event()
        self.counts = [0] * count
        self.threads = [threading.Thread(target=self.shake, args=[number], daemon=True) for number in range(count)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def shake(self, number: int):
        while not self.over.is_set():
            with contextlib.suppress(OSError), connected(self.address, tls=self.context):
                self.counts[number] += 1

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(30)
        assert min(self.counts) > 10


BEFORE_THE_HANDSHAKE = {"mute": (Mute, 1000), "broken off": (BrokenOff, 500), "halfway": (Halfway, 300)}
AFTER_THE_HANDSHAKE = {"idle": (Idle, 300), "silent": (Silent, 300), "dribbling": (Dribbling, 200), "deaf": (Deaf, 100)}
NOT_STAYING = {"nonsense": (Nonsense, 500), "handshaking": (Handshaking, 4)}


@pytest.fixture(scope="module")
def authority(made):
    return made.servers.certificate


@pytest.fixture(scope="module")
def target(binary, made, authority, tmp_path_factory):
    folder = tmp_path_factory.mktemp("target")
    install(made.rsa, folder)
    (folder / "web.yml").write_text(tls())
    with ScriptedAPI() as api, Target(binary, folder, "--web.config.file", "web.yml", endpoint=api.url) as exporter:
        exporter.context = ssl.create_default_context(cafile=authority)
        exporter.polls()
        # What is made at the first use does not count as growth.
        timed(exporter.address, authority=authority)
        yield exporter
        assert exporter.is_running and exporter.end()[0] == 0


@pytest.mark.parametrize("name", BEFORE_THE_HANDSHAKE | AFTER_THE_HANDSHAKE | NOT_STAYING)
def test_others_are_served_meanwhile(target, authority, name):
    kind, count = (BEFORE_THE_HANDSHAKE | AFTER_THE_HANDSHAKE | NOT_STAYING)[name]
    context = None if issubclass(kind, Clients) and name not in AFTER_THE_HANDSHAKE else target.context
    at_rest = timed(target.address, authority=authority)
    memory, files, refused = target.resident(), target.open_files(), target.refused()
    with kind(target.address, count, context):
        if kind is Deaf:
            until("the deaf to make way",
                  lambda: not failures(target.address, 10, authority) and target.reached_its_limit(
                      refused, files + count))
        if kind is Halfway:
            # All have come at once, and are answered before the first scrape is, but before no other.
            assert failures(target.address, 1, authority) == []
        during = timed(target.address, authority=authority)
        target.polls()
        assert target.resident() < memory + GROWTH
        if name not in NOT_STAYING:
            assert target.open_files() > files + count / 4, "they are there"
    assert target.resident("VmHWM") < memory + GROWTH, "not in between either"
    # A scrape is a handshake too: one of each of those others comes before it.
    during.assert_no_slower_than(at_rest, factor=1 + count if kind is Handshaking else 3)
    target.gets_its_files_back(files + 3)


def test_a_server_that_reads_nothing_would_be_found(authority):
    """The checks above can fail: this server speaks no TLS."""
    with ScriptedAPI() as api, pytest.raises(AssertionError, match="of 3 scrapes"):
        timed(api.url.removeprefix("http://"), 3, authority)
