"""The commands and what the exporter serves, as a person or a script uses them."""

import http.client
import json
import re
import signal
import statistics
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from running import KEYS, Exporter, Program, Simulator, free_port, run, until
from scrapes import Scrape, series
from scripted_api import refusal

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["run", "demo", "simulate", "check", "metrics", "configuration", "healthcheck"]
SECRET = KEYS["TENCENTCLOUD_SECRET_KEY"]
FLAGS_OF_RUN = [
    "--config.file", "--config.check", "--web.listen-address", "--web.telemetry-path", "--web.config.file",
    "--web.systemd-socket", "--web.max-requests", "--web.disable-exporter-metrics",
    "--mps.endpoint", "--poll.interval", "--state.path", "--log.level", "--log.format", "--version", "--help"]
FLAGS_OF_SIMULATION = [
    "--listen", "--seed", "--speed", "--accounts", "--arrival-rate", "--daily-swing", "--workers", "--order", "--history",
    "--legacy", "--faults", "--latency", "--secret-id", "--secret-key"]

# Of the reference, what an exporter does not show whose API has no task yet and that serves without TLS.
NOT_AFTER_ONE_EMPTY_POLL = {
    "mps_api_filters", "mps_queue_oldest_task_timestamp_seconds", "mps_subtasks_finished_total",
    "mps_exporter_tls_certificate_expiry_timestamp_seconds"}


# Help and reference


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help_names_every_command(binary, arguments):
    done = run(binary, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"^  (\w+)(?: \(default\))?  +[A-Z]", done.stdout, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(binary, command):
    done = run(binary, command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"USAGE: mps-exporter {command}" in done.stdout
    flags = {"run": FLAGS_OF_RUN, "simulate": FLAGS_OF_SIMULATION, "demo": FLAGS_OF_SIMULATION}.get(command, ["--help"])
    assert [flag for flag in flags if not re.search(rf"^  (-h, )?{re.escape(flag)}\b", done.stdout, re.MULTILINE)] == []


@pytest.mark.parametrize("arguments", [["--version"], ["run", "--version"]])
def test_version_names_the_commit(binary, arguments):
    done = run(binary, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    told = re.fullmatch(r"mps-exporter \d+\.\d+\.\d+ \(revision ([0-9a-f]{12}), Swift 6\.\d+.*\)\n", done.stdout)
    command = ["git", "-C", ROOT, "rev-parse", "--short=12", "HEAD"]
    assert told[1] == subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_the_metric_reference_is_what_docs_hold(binary):
    done = run(binary, "metrics")
    assert (done.returncode, done.stderr) == (0, "")
    held = (ROOT / "docs" / "metrics.md").read_text()
    assert held == done.stdout, "run: mps-exporter metrics > docs/metrics.md"


def test_the_metric_reference_is_what_is_served(binary, exporter):
    """Names, types, labels and help: whatever a scrape shows stands in the reference."""
    reference = {row[0]: (row[1], re.findall(r"`(\w+)`", row[2]), row[3]) for row in re.findall(
        r"^\| `(\w+)` \| (\w+) \| (.*?) \| (.*) \|$", run(binary, "metrics").stdout, re.MULTILINE)}
    until("a poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
    text = exporter.ask()[2].decode()
    shown = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    assert reference.keys() - shown.keys() == NOT_AFTER_ONE_EMPTY_POLL and shown.keys() <= reference.keys()
    for name, metric_type in shown.items():
        told = re.search(rf"^# HELP {name} (.*)$", text, re.M)[1]
        assert (metric_type, told) == (reference[name][0], reference[name][2])
        labels = re.search(rf"^{name}(?:_count)?(?:{{(.*)}})? ", text, re.M)[1] or ""
        assert sorted(re.findall(r'(\w+)="', labels)) == sorted(reference[name][1])


# check, healthcheck, demo


def test_check_tells_account_by_account(binary, tmp_path):
    with Simulator(binary, tmp_path, "--log.level", "critical") as simulator:
        endpoint = ["--mps.endpoint", simulator.url]
        good = run(binary, "check", *endpoint, folder=tmp_path, variables=simulator.keys)
        assert (good.returncode, good.stderr) == (0, "")
        heading, row = [re.split(r"  +", line) for line in good.stdout.splitlines()]
        assert heading == ["ACCOUNT", "ENDPOINT", "CREDENTIALS", "CALL"]
        assert row[:3] == ["default", simulator.url, simulator.keys["TENCENTCLOUD_SECRET_ID"]]
        assert re.fullmatch(r"ok, \d+ WAITING", row[3])

        bad_keys = simulator.keys | {"TENCENTCLOUD_SECRET_KEY": SECRET}
        (tmp_path / "two.yml").write_text("accounts:\n" + "".join(
            f"  - name: {name}\n    endpoint: {simulator.url}\n    credentials:\n"
            f"      secret_id: {keys['TENCENTCLOUD_SECRET_ID']}\n      secret_key: {keys['TENCENTCLOUD_SECRET_KEY']}\n"
            for name, keys in [("good", simulator.keys), ("bad", bad_keys)]))
        mixed = run(binary, "check", "--config.file", "two.yml", folder=tmp_path)
        assert mixed.returncode == 1
        assert mixed.stderr == "mps-exporter: 1 of 2 account(s) cannot be polled\n"
        _, first, second = mixed.stdout.splitlines()
        assert first.startswith("good ") and re.search(r"ok, \d+ WAITING$", first)
        assert second.startswith("bad ") and "AuthFailure.SignatureFailure" in second
        assert re.search(r"RequestId [0-9a-f-]{36}", second)
        nothing = run(binary, "check", *endpoint, folder=tmp_path)
        assert nothing.returncode == 1 and "TENCENTCLOUD_SECRET_ID is not set" in nothing.stdout
        for done in (good, mixed, nothing):
            said = done.stdout + done.stderr
            assert SECRET not in said and simulator.keys["TENCENTCLOUD_SECRET_KEY"] not in said


def test_check_of_an_api_that_is_not_there(binary, tmp_path):
    port = free_port()
    done = run(binary, "check", "--mps.endpoint", f"http://127.0.0.1:{port}", folder=tmp_path, variables=KEYS)
    assert done.returncode == 1 and "no response: cannot connect to 127.0.0.1" in done.stdout


def test_config_check_calls_no_api(binary, tmp_path, api):
    flags = ["run", "--config.check", "--mps.endpoint", api.url]
    done = run(binary, *flags, folder=tmp_path, variables=KEYS)
    assert (done.returncode, done.stdout, done.stderr) == (0, "configuration valid: 1 account(s)\n", "")
    assert api.calls == [] and list(tmp_path.iterdir()) == []


def test_health_and_readiness(binary, tmp_path, api, exporter):
    api.answers.clear()
    until("a call", lambda: api.calls)
    assert exporter.ask("/-/healthy")[0] == 200
    status, _, body = exporter.ask("/-/ready")
    assert status == 503 and b"default" in body
    early = run(binary, "healthcheck", "--url", exporter.url)
    assert early.returncode == 1 and early.stdout == ""
    assert re.fullmatch(r"mps-exporter: .*/-/ready: expected 200, got 503: .*default\n+", early.stderr)
    api.answers.set()
    until("readiness", lambda: exporter.ask("/-/ready")[0] == 200)
    late = run(binary, "healthcheck", "--url", exporter.url)
    assert (late.returncode, late.stderr) == (0, "")
    gone = run(binary, "healthcheck", "--url", f"http://127.0.0.1:{free_port()}")
    assert gone.returncode == 1 and gone.stdout == "" and gone.stderr.count("\n") == 1


def test_the_simulated_api_takes_its_time(binary, tmp_path):
    with Simulator(binary, tmp_path, "--latency", "700ms", "--log.level", "critical") as simulator:
        began = time.monotonic()
        done = run(binary, "check", "--mps.endpoint", simulator.url, folder=tmp_path, variables=simulator.keys)
        assert done.returncode == 0 and time.monotonic() - began >= 0.7


@pytest.mark.parametrize("swing, steady", [("0", True), ("1", False)])
def test_arrivals_swing_with_the_hour_as_told(binary, tmp_path, swing, steady):
    """A day of two seconds, and what arrived in each eighth of it: some 108 tasks on average."""
    flags = ["--speed", "43200", "--arrival-rate", "0.01", "--workers", "100000", "--log.level", "critical"]
    with Simulator(binary, tmp_path, *flags, "--daily-swing", swing) as simulator:
        looks = [submitted(simulator)]
        for _ in range(12):
            time.sleep(0.25)
            looks.append(submitted(simulator))
    rates = [(tasks - before) / (now - then) for (then, before), (now, tasks) in zip(looks, looks[1:])]
    assert (max(rates) < 3 * min(rates)) == steady, rates


def submitted(simulator) -> tuple[float, int]:
    """When and how many, by the queue's own clock, so that it does not matter how long the answer took."""
    with urllib.request.urlopen(f"{simulator.url}/truth?since={time.time() - 86400:.0f}", timeout=10) as answer:
        truth = json.load(answer)
    return truth["now"], sum(one["submitted"] for one in truth["types"].values())


def test_demo_prints_urls_that_work(binary, tmp_path):
    flags = ["--listen", "127.0.0.1:0", "--web.listen-address", "127.0.0.1:0", "--poll.interval", "1s", "--speed", "20"]
    with Program(binary, tmp_path, "demo", *flags) as demo:
        urls = {name: demo.told(rf"^{name}: (http://\S+)$", demo.output)[1]
                for name in ("status page", "metrics", "simulated API", "truth")}

        def read(name: str) -> str:
            with urllib.request.urlopen(urls[name], timeout=10) as answer:
                return answer.read().decode()
        until("a poll", lambda: 'mps_up{account="demo"} 1\n' in read("metrics"))
        assert "demo" in read("status page") and "succeeded" in read("status page")
        assert json.loads(read("truth"))["listings"]["WAITING"]["depth"] >= 0
        assert demo.end(signal.SIGINT)[0] == 0


# Signals


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_a_second_with_a_poll_in_flight(binary, tmp_path, api, sent):
    """Two of three times: what else the machine does may hold one up, but not the usual one."""
    seconds = []
    for _ in range(3):
        api.answers.clear()
        api.calls.clear()
        with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
            until("a call in flight", lambda: api.calls)
            status, took = exporter.end(sent)
            seconds.append(took)
            assert status == 0
            assert "msg=stopped" in exporter.log().splitlines()[-1]
        api.answers.set()
    assert statistics.median(seconds) <= 1


def test_a_signal_during_retries_ends_it_too(binary, tmp_path, api):
    api.script = lambda request: refusal("InternalError")
    seconds = []
    for _ in range(3):
        api.calls.clear()
        with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
            until("the second repetition", lambda: len(api.calls) >= 3)
            status, took = exporter.end()
            seconds.append(took)
            assert status == 0
    assert statistics.median(seconds) <= 1


@pytest.mark.parametrize("command", ["simulate", "demo"])
def test_a_signal_ends_the_simulation_too(binary, tmp_path, command):
    flags = ["--listen", "127.0.0.1:0", *(["--web.listen-address", "127.0.0.1:0"] if command == "demo" else [])]
    seconds = []
    for _ in range(3):
        with Program(binary, tmp_path, command, *flags) as program:
            program.told(r"^simulated API: ", program.output)
            status, took = program.end()
            seconds.append(took)
            assert status == 0
    assert statistics.median(seconds) <= 1


# The server


def test_two_scrapes_over_one_connection(exporter):
    connection = http.client.HTTPConnection(exporter.address, timeout=10)
    sockets = set()
    for path in ("/metrics", "/metrics", "/-/healthy", "/nowhere", "/"):
        connection.request("GET", path)
        sockets.add(connection.sock)
        answer = connection.getresponse()
        assert answer.status == (404 if path == "/nowhere" else 200) and answer.read() and not answer.will_close
    assert len(sockets) == 1 and None not in sockets
    connection.close()


@pytest.mark.parametrize("path", ["/metrics", "/", "/-/healthy", "/-/ready"])
def test_head_is_get_without_body(exporter, path):
    until("readiness", lambda: exporter.ask("/-/ready")[0] == 200)
    status, headers, body = exporter.ask(path)
    head_status, head_headers, head_body = exporter.ask(path, "HEAD")
    assert (status, head_status, head_body) == (200, 200, b"")
    assert head_headers["Content-Type"] == headers["Content-Type"]
    assert int(headers["Content-Length"]) == len(body)
    if path.startswith("/-/"):
        assert head_headers["Content-Length"] == headers["Content-Length"]
    else:
        assert int(head_headers["Content-Length"]) > 0


@pytest.mark.parametrize("path", [
    "/nowhere", "/metrics/", "/metrics2", "//metrics", "/Metrics", "/truth", "/%00", "/../metrics"])
def test_what_is_not_there_is_404(exporter, path):
    for method in ("GET", "POST"):
        status, headers, body = exporter.ask(path, method)
        assert status == 404 and headers["Content-Type"].startswith("text/plain") and b"<" not in body
        assert headers["X-Content-Type-Options"] == "nosniff", "it may have what was asked for in it"
    assert exporter.ask(path, "HEAD")[::2] == (404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_405(exporter, method):
    for path in ("/metrics", "/", "/-/healthy", "/-/ready"):
        status, headers, _ = exporter.ask(path, method)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_scrapes_are_served_while_a_poll_hangs(api, exporter):
    api.answers.clear()
    until("a call in flight", lambda: api.calls)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(exporter.ask()[0])) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert answers == [200] * 20


def test_requests_are_counted(exporter):
    before = Scrape.of(exporter).value("mps_exporter_http_requests_total", handler="other", code="404") or 0
    assert exporter.ask("/nowhere")[0] == 404
    until("the count", lambda: Scrape.of(exporter).get(
        series("mps_exporter_http_requests_total", handler="other", code="404")) == before + 1)
