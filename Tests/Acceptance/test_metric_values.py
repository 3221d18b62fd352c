"""Metrics about polls, calls and the process itself: their values, on an API whose every reply is known."""

import os
import resource
import threading
import time

import pytest
from running import KEYS, Exporter, until
from scrapes import Scrape
from scripted_api import page, refusal

ACTION = {"action": "DescribeTasks"}


def test_one_poll_asks_in_the_order_that_loses_nothing(api, exporter):
    until("a poll", lambda: Scrape.of(exporter).value("mps_polls_total") >= 1)
    first = [(call["Status"], call.get("SubTaskHasFailed")) for _, call in api.calls[:4]]
    assert first == [("WAITING", None), ("PROCESSING", None), ("FINISH", None), ("FINISH", True)]


def test_calls_pages_and_polls_are_what_the_api_saw(api, exporter):
    """Nothing is under way while the API holds a poll's first answer back, so both sides can be compared."""
    until("three polls", lambda: Scrape.of(exporter).value("mps_polls_total") >= 3)
    hangs = threading.Event()

    def script(request):
        if request["Status"] == "WAITING":
            hangs.set()
            threading.Event().wait(60)
        return page()
    api.script = script
    until("a call that hangs", hangs.is_set)
    scrape = until("all others to be counted", lambda: (found := Scrape.of(exporter)).value(
        "mps_api_request_duration_seconds_count", **ACTION) == len(api.calls) - 1 and found)
    answered = len(api.calls) - 1
    assert answered <= scrape.value("mps_api_requests_total", **ACTION) <= answered + 1
    assert scrape.total("mps_api_pages_total") == answered
    for status in ("WAITING", "PROCESSING"):
        asked = sum(call["Status"] == status for _, call in api.calls)
        assert asked - 1 <= scrape.value("mps_api_pages_total", status=status) <= asked
    assert scrape.value("mps_polls_failed_total") == 0 and scrape.total("mps_api_request_failures_total") == 0
    assert scrape.value("mps_api_retries_total", **ACTION) == 0
    assert 0 <= scrape.value("mps_last_poll_duration_seconds") < 10
    assert 0 < scrape.value("mps_api_request_duration_seconds_sum", **ACTION) < 10 * answered


def test_failures_and_retries_are_counted_one_by_one(api, exporter):
    until("a poll", lambda: Scrape.of(exporter).value("mps_polls_total") >= 1)
    refused = []

    def script(request):
        if request["Status"] == "WAITING" and len(refused) < 2:
            refused.append(request)
            return refusal("InternalError")
        return page()
    api.script = script
    until("a poll that went well after two refusals", lambda: Scrape.of(exporter).value(
        "mps_api_retries_total", **ACTION) == 2 and Scrape.of(exporter).value("mps_up") == 1)
    scrape = Scrape.of(exporter)
    assert scrape.value("mps_api_request_failures_total", **ACTION, code="InternalError") == 2
    assert scrape.value("mps_polls_failed_total") == 0


def test_the_clock_skew_is_the_servers_date_less_ours(api, exporter):
    def shows(seconds):
        skew = Scrape.of(exporter).value("mps_api_clock_skew_seconds")
        return skew is not None and abs(skew - seconds) <= 2
    until("no skew", lambda: shows(0))
    api.clock_offset = 100
    until("a skew of a hundred seconds", lambda: shows(100))


def test_filters_are_shown_as_the_api_takes_them(binary, tmp_path, api):
    api.script = lambda request: refusal("UnknownParameter") if "SubTaskHasFailed" in request else page()
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        until("two polls", lambda: Scrape.of(exporter).value("mps_polls_total") >= 2)
        scrape = Scrape.of(exporter)
        assert scrape.value("mps_api_filters", filter="SubTaskHasFailed") == 0
        assert not scrape.named("mps_tasks_failed_total")


def three_finished(ignores=False):
    """An API of three finished tasks, the first of which has failed. They finish after the moment from which is
    counted, however long after this module's import that is."""
    started, ended = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))
                      for seconds in (-3600, 3600))

    def script(request):
        failed = None if ignores else request.get("SubTaskHasFailed")
        tasks = [{"TaskId": f"task-{number}", "TaskType": "WorkflowTask", "SubTaskTypes": [], "CreateTime": started,
                  "BeginProcessTime": started, "FinishTime": ended}
                 for number in range(3) if failed in (None, number == 0)]
        return page(*tasks) if request["Status"] == "FINISH" and "StartTime" not in request else page()
    return script


@pytest.mark.parametrize("make_script, used, failed", [
    (lambda: lambda request: page(), None, 0), (three_finished, 1, 1), (lambda: three_finished(ignores=True), 0, None),
], ids=["nothing finished", "honoured", "ignored"])
def test_failed_tasks_are_counted_where_the_filter_tells_them(binary, tmp_path, api, make_script, used, failed):
    api.script = make_script()
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        until("three polls", lambda: Scrape.of(exporter).value("mps_polls_total") >= 3)
        scrape = Scrape.of(exporter)
        assert scrape.value("mps_api_filters", filter="SubTaskHasFailed") == used
        assert (scrape.total("mps_tasks_failed_total") if scrape.named("mps_tasks_failed_total") else None) == failed
        assert scrape.total("mps_tasks_finished_total") == (0 if used is None else 3)


def test_the_ledger_is_whole_after_its_first_sweep(api, exporter):
    until("a sweep", lambda: Scrape.of(exporter).value("mps_sweeps_total"))
    scrape = Scrape.of(exporter)
    assert scrape.value("mps_ledger_unaccounted_tasks") == 0 and scrape.value("mps_ledger_gap_seconds") == 0
    assert scrape.value("mps_state_writable") == 1
    assert abs(scrape.value("mps_ledger_epoch_timestamp_seconds") - time.time()) < 120


def octets() -> tuple[float, float]:
    """Received and sent since this network namespace began, which is the exporter's, too."""
    with open("/proc/self/net/netstat") as netstat:
        names, values = (line.split() for line in netstat if line.startswith("IpExt:"))
    found = dict(zip(names, values, strict=True))
    return float(found["InOctets"]), float(found["OutOctets"])


def test_the_process_is_described_as_the_kernel_does(binary, tmp_path, api):
    began, before = time.time(), octets()
    with Exporter(binary, tmp_path, endpoint=api.url, variables=KEYS) as exporter:
        assert exporter.address
        _, hard = resource.prlimit(exporter.process.pid, resource.RLIMIT_AS)
        resource.prlimit(exporter.process.pid, resource.RLIMIT_AS, (1 << 45, hard))
        until("the limit", lambda: Scrape.of(exporter).value("process_virtual_memory_max_bytes") == 1 << 45)
        scrape, after = Scrape.of(exporter), octets()
        folder = f"/proc/{exporter.process.pid}"
        assert abs(scrape.value("process_start_time_seconds") - began) < 30
        assert 0 < scrape.value("process_cpu_seconds_total") < 60
        assert abs(scrape.value("process_open_fds") - len(os.listdir(f"{folder}/fd"))) < 10
        page_size = os.sysconf("SC_PAGE_SIZE")
        with open(f"{folder}/statm") as statm:
            virtual, resident = (int(word) * page_size for word in statm.read().split()[:2])
        assert 0.5 < scrape.value("process_resident_memory_bytes") / resident < 2
        assert 0.5 < scrape.value("process_virtual_memory_bytes") / virtual < 2
        with open(f"{folder}/limits") as limits:
            found = {line[:26].strip(): line[26:].split()[0] for line in limits}
        assert scrape.value("process_max_fds") == float(found["Max open files"])
        assert scrape.value("process_virtual_memory_max_bytes") == float(found["Max address space"])
        for name, least, most in zip(("receive", "transmit"), before, after):
            assert least <= scrape.value(f"process_network_{name}_bytes_total") <= most


def test_the_build_and_the_configuration_are_described(binary, exporter):
    scrape = Scrape.of(exporter)
    (labels, value), = ((dict(labels), value) for (_, labels), value in scrape.named("mps_exporter_build_info").items())
    assert value == 1 and labels.keys() == {"version", "revision", "swiftversion"} and "unknown" not in labels.values()
    assert scrape.value("mps_exporter_config_last_reload_successful") == 1
    assert abs(scrape.value("mps_exporter_config_last_reload_success_timestamp_seconds") - time.time()) < 120
