"""What the composed exporter answers to the ways in which clients ask for a scrape."""

import gzip
import time

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as text_format
from running import until
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
    api.script = lambda request: page(task) if request["Status"] == "FINISH" else page()
    until("the count", lambda: Scrape.of(exporter).value("mps_tasks_finished_total", task_type="WorkflowTask") == 1)
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


def test_openmetrics_is_accepted_by_the_strict_parser_and_names_the_task(scraped):
    _, _, body = scraped.ask(Accept=PROMETHEUS_2_42)
    assert body.endswith(b"\n# EOF\n")
    families = {family.name: family for family in openmetrics(body.decode())}
    assert families["mps_tasks_finished"].type == "counter"
    buckets = [sample for sample in families["mps_task_wait_duration_seconds"].samples if sample.exemplar]
    assert [(sample.labels["le"], sample.exemplar.labels, sample.exemplar.value) for sample in buckets] == [
        ("5.0", {"task_id": TASK["TaskId"]}, 3.0)]


def test_text_and_openmetrics_tell_the_same(scraped):
    def values(families):
        return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
                for family in families for sample in family.samples if family.name.startswith("mps_task")}
    text, open_metrics = (scraped.ask(Accept=accept)[2].decode() for accept in (TEXT, OPENMETRICS))
    found = values(text_format(text))
    assert found and found == values(openmetrics(open_metrics))
