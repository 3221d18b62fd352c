"""What the composed exporter answers to the ways in which clients ask for a scrape."""

import contextlib
import gzip
import http.client
import itertools
import json
import re
import socket
import time

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as text_format
from running import Exporter, run, until
from scrapes import Scrape
from scripted_api import page

TEXT = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
PROMETHEUS_2_42 = (
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
WITH_NATIVE_HISTOGRAMS = (
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
    "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
TASK = {"TaskId": "1256000001-WorkflowTask-a1", "TaskType": "WorkflowTask", "SubTaskTypes": ["Transcode"]}


@pytest.fixture
def scraped(binary, tmp_path, api, exporter):
    """An exporter that has counted a task that was begun and finished after its first poll."""
    until("a poll", lambda: Scrape.of(exporter).value("mps_polls_total") >= 1)
    epoch = Scrape.of(exporter).value("mps_ledger_epoch_timestamp_seconds")
    times = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch + second)) for second in (1, 4, 11)]
    task = TASK | dict(zip(("CreateTime", "BeginProcessTime", "FinishTime"), times))
    # It has failed.
    api.script = lambda request: page(task) if request["Status"] == "FINISH" and \
        request.get("SubTaskHasFailed") is not False else page()

    def counted() -> bool:
        """What filters do is shown a little later: it must not come between two scrapes that are compared."""
        scrape = Scrape.of(exporter)
        return scrape.value("mps_tasks_finished_total", task_type="WorkflowTask") == 1 and scrape.value(
            "mps_api_filters", filter="SubTaskHasFailed") == 1
    until("the count", counted)
    return exporter


@pytest.mark.parametrize("accept, content_type", [
    (None, TEXT), ("", TEXT), ("*/*", TEXT), ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TEXT),
    (PROMETHEUS_2_42, OPENMETRICS), (WITH_NATIVE_HISTOGRAMS, PROTOBUF)])
def test_the_format_is_the_one_that_was_asked_for(scraped, accept, content_type):
    status, headers, _ = scraped.ask(**({} if accept is None else {"Accept": accept}))
    assert (status, headers["Content-Type"], headers["Vary"]) == (200, content_type, "Accept, Accept-Encoding")
    status, headers, body = scraped.ask(method="HEAD", **({} if accept is None else {"Accept": accept}))
    assert (status, headers["Content-Type"], body) == (200, content_type, b"")


@pytest.mark.parametrize("accept", [TEXT, OPENMETRICS, PROTOBUF])
@pytest.mark.parametrize("encoding, compressed", [
    ("gzip", True), ("gzip, deflate, br", True), ("gzip;q=0", False), ("identity", False), ("identity;q=0, gzip", True)])
def test_gzip_is_sent_to_those_who_take_it(scraped, accept, encoding, compressed):
    status, headers, body = scraped.ask(Accept=accept, **{"Accept-Encoding": encoding})
    assert status == 200 and headers.get("Content-Encoding") == ("gzip" if compressed else None)
    plain = gzip.decompress(body) if compressed else body
    assert b"mps_tasks_finished" in plain and b"process_start_time_seconds" in plain


def fields_of_answer(address: str, target: str, fields: list[tuple[str, str]]) -> http.client.HTTPMessage:
    """To a request with exactly these fields, in their order."""
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.putrequest("GET", target, skip_accept_encoding=True)
    for name, value in fields:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 200 and answer.read()
    connection.close()
    return answer.headers


def test_repeated_fields_count_as_one(exporter):
    """A proxy may take a list apart (RFC 9110 §5.3)."""
    first = [("Accept", "text/plain;q=0.1"), ("Accept-Encoding", "br")]
    for target in ("/metrics", "/metrics?name[]=process_start_time_seconds"):
        for _ in range(2):
            headers = fields_of_answer(exporter.address, target, first)
            assert (headers["Content-Type"], headers["Content-Encoding"]) == (TEXT, None)
            further = [("accept", OPENMETRICS), ("accept-encoding", "gzip")]
            headers = fields_of_answer(exporter.address, target, first + further)
            assert (headers["Content-Type"], headers["Content-Encoding"]) == (OPENMETRICS, "gzip")
    assert fields_of_answer(exporter.address, "/", first + further)["Content-Encoding"] == "gzip"


def test_openmetrics_is_accepted_by_the_strict_parser_and_names_the_task(scraped):
    _, _, body = scraped.ask(Accept=PROMETHEUS_2_42)
    assert body.endswith(b"\n# EOF\n")
    families = {family.name: family for family in openmetrics(body.decode())}
    assert families["mps_tasks_finished"].type == "counter"
    buckets = [sample for sample in families["mps_task_wait_duration_seconds"].samples if sample.exemplar]
    assert [(sample.labels["le"], sample.exemplar.labels, sample.exemplar.value) for sample in buckets] == [
        ("5.0", {"task_id": TASK["TaskId"]}, 3.0)]


NAMES = ["mps_tasks_finished_total", "mps_task_wait_duration_seconds", "process_start_time_seconds", "unknown"]


def query(names: list[str], key: str = "name[]") -> str:
    return "/metrics?" + "&".join(f"{key}={name}" for name in names)


def lines_of(text: str, names: list[str]) -> list[str]:
    """Metadata and samples of some families, out of a scrape in a text format."""
    pattern = re.compile("(?:# (?:TYPE|HELP|UNIT) )?(?:" + "|".join(names) + ")(?:_total|_bucket|_sum|_count)?[ {]")
    return [line for line in text.splitlines() if pattern.match(line)]


def test_a_query_for_names_gets_these_families_alone(scraped):
    for accept, compressed, key in itertools.product(
            (TEXT, OPENMETRICS), (False, True), ("name[]", "name%5B%5D", "name%5b]")):
        fields = {"Accept": accept} | ({"Accept-Encoding": "gzip"} if compressed else {})
        status, headers, body = scraped.ask(query(NAMES, key), **fields)
        assert (status, headers["Content-Type"], headers["Vary"]) == (200, accept, "Accept, Accept-Encoding")
        assert headers.get("Content-Encoding") == ("gzip" if compressed else None)
        text = (gzip.decompress(body) if compressed else body).decode()
        whole = scraped.ask(Accept=accept)[2].decode()
        end = ["# EOF"] if accept == OPENMETRICS else []
        names = [name.removesuffix("_total") for name in NAMES]
        assert text.splitlines() == lines_of(whole, names) + end and len(text.splitlines()) > 20
        status, headers, body = scraped.ask(query(NAMES, key), method="HEAD", **fields)
        assert (status, headers["Content-Type"], body) == (200, accept, b"") and int(headers["Content-Length"]) > 100


def test_a_query_for_names_is_answered_in_protobuf(scraped):
    def delimited(body: bytes) -> list[bytes]:
        messages = []
        while body:
            size, digits = 0, 0
            while True:
                size |= (body[digits] & 127) << 7 * digits
                digits += 1
                if body[digits - 1] < 128:
                    break
            messages.append(body[digits:digits + size])
            body = body[digits + size:]
        return messages

    def name(message: bytes) -> str:
        return message[2:2 + message[1]].decode()
    _, headers, body = scraped.ask(query(NAMES), Accept=PROTOBUF)
    assert headers["Content-Type"] == PROTOBUF
    whole = delimited(scraped.ask(Accept=PROTOBUF)[2])
    assert len(whole) > 30
    assert delimited(body) == [message for message in whole if name(message) in NAMES]
    assert sorted(map(name, delimited(body))) == sorted(NAMES[:3])


def test_names_that_nobody_has_make_an_empty_scrape(exporter):
    for accept, empty in ((TEXT, b""), (OPENMETRICS, b"# EOF\n"), (PROTOBUF, b"")):
        for target in ("/metrics?name[]=mps_queue_dept", "/metrics?name[]=", "/metrics?name[]"):
            status, headers, body = exporter.ask(target, Accept=accept)
            assert (status, headers["Content-Type"], body) == (200, accept, empty)


def test_other_arguments_change_nothing(scraped):
    whole = {line.partition(" ")[0] for line in scraped.ask()[2].decode().splitlines()}
    for target in ("/metrics?", "/metrics?name=mps_up", "/metrics?collect[]=cpu&x"):
        assert {line.partition(" ")[0] for line in scraped.ask(target)[2].decode().splitlines()} == whole


def test_every_metric_can_be_named_at_once_and_too_many_names_are_refused(binary, scraped):
    reference = re.findall(r"^\| `(\w+)`", run(binary, "metrics").stdout, re.MULTILINE)
    assert len(reference) > 40
    named, whole = (scraped.ask(target, Accept=OPENMETRICS)[2].decode() for target in (query(reference), "/metrics"))
    families = [re.findall(r"^# TYPE .*$", text, re.MULTILINE) for text in (named, whole)]
    assert families[0] == families[1]
    assert scraped.ask(query(["mps_up"] * 100))[0] == 200
    status, _, body = scraped.ask(query(["mps_up"] * 101))
    assert (status, body) == (400, b"Expected at most 100 name[], got 101.\n")


HISTOGRAMS = [f"mps_task_{kind}_duration_seconds" for kind in ("wait", "processing", "turnaround")]


@contextlib.contextmanager
def heavy(binary, tmp_path, api, *flags):
    """An exporter with a scrape that no buffer holds, so that one that is not read stays in flight."""
    (tmp_path / "mps.yml").write_text(json.dumps({
        "histograms": {kind: list(range(1, 101)) for kind in ("wait", "processing", "turnaround")},
        "accounts": [{"name": f"account-{number:03}-{'x' * 110}", "endpoint": api.url, "poll_interval": "10s",
                      "credentials": {"secret_id": "AKIDacceptance", "secret_key": "hidden"}}
                     for number in range(60)]}))
    with Exporter(binary, tmp_path, "--config.file", "mps.yml", *flags, poll=None) as running:
        until("so large a scrape", lambda: len(running.ask(query(HISTOGRAMS))[2]) > 8_000_000)
        yield running


class Slow(contextlib.AbstractContextManager):
    """A request whose answer is read bit by bit."""

    def __init__(self, exporter, target: str):
        host, port = exporter.address.split(":")
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(60)
        self.socket.connect((host, int(port)))
        self.socket.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        self.received = bytearray(self.socket.recv(1000))
        assert self.received.startswith(b"HTTP/1.1 "), self.received

    def __exit__(self, *_):
        self.socket.close()

    def read(self, most: int):
        while len(self.received) < most and (piece := self.socket.recv(1 << 18)):
            self.received += piece

    def is_whole(self) -> bool:
        """Reads to the end."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        with contextlib.suppress(ConnectionResetError):
            self.read(1 << 40)
        head, _, body = self.received.partition(b"\r\n\r\n")
        length = re.search(rb"^content-length: (\d+)", head, re.MULTILINE | re.IGNORECASE)
        return head.startswith(b"HTTP/1.1 200 ") and len(body) == int(length[1])


def test_a_query_for_names_counts_as_a_scrape_in_flight(binary, tmp_path, api):
    """One that is read slowly takes the only place for as long as it is."""
    with heavy(binary, tmp_path, api, "--web.max-requests", "1") as running, \
            Slow(running, query(HISTOGRAMS)) as slow:
        for bytes_read, other in ((1 << 17, "/metrics"), (1 << 18, query(["mps_up"]))):
            slow.read(bytes_read)
            status, _, body = running.ask(other)
            assert (status, body) == (503, b"1 scrapes are being answered, which is the limit; try again later.\n")
        assert slow.is_whole()
        until("the place is free", lambda: running.ask(query(["mps_up"]))[0] == 200)


@pytest.mark.parametrize("flags, most", [([], 40), (["--web.max-requests", "0"], 45)])
def test_so_many_scrapes_may_be_in_flight(binary, tmp_path, api, flags, most):
    """40 without the flag, and any number with 0: of 45 that are not read until all are asked for. The others are
    refused or, if more than a second has passed by then, take the place of one that is cut."""
    with heavy(binary, tmp_path, api, *flags) as running, contextlib.ExitStack() as opened:
        slow = [Slow(running, "/metrics" if number % 2 else query(HISTOGRAMS)) for number in range(45)]
        for one in slow:
            opened.enter_context(one)
        assert [one.is_whole() for one in slow].count(True) == most


def test_the_first_scrape_tells_of_what_was_before(binary, tmp_path, api):
    """Without a poll too, which has everything rendered: this one is not over until the test is."""
    api.answers.clear()
    with Exporter(binary, tmp_path, endpoint=api.url) as running:
        for count, target in ((5, query(["mps_exporter_http_requests_total"])), (10, "/metrics")):
            for _ in range(5):
                assert running.ask("/-/healthy")[0] == 200
            line = f'mps_exporter_http_requests_total{{code="200",handler="healthy"}} {count}\n'
            assert line in running.ask(target)[2].decode()


def test_text_and_openmetrics_tell_the_same(scraped):
    def values(families):
        return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
                for family in families for sample in family.samples if family.name.startswith("mps_task")}
    text, open_metrics = (scraped.ask(Accept=accept)[2].decode() for accept in (TEXT, OPENMETRICS))
    found = values(text_format(text))
    assert found and found == values(openmetrics(open_metrics))
