"""Bad configuration, credentials and surroundings: one line that a person can act on, never a crash, never a secret."""

import os
import re
import socket
import sqlite3

import pytest
from running import KEYS, Exporter, Program, Simulator, free_port, run, until
from scrapes import Scrape

SECRET = KEYS["TENCENTCLOUD_SECRET_KEY"]
ACCOUNT = f"accounts:\n  - name: prod\n    credentials: {{secret_id: AKIDacceptance, secret_key: {SECRET}}}\n"


def refused(done, *said: str, status: int = 2):
    """Nothing on standard output, one line on standard error with all that is `said`, and no secret."""
    assert done.returncode == status, done
    assert done.stdout == ""
    assert done.stderr.startswith("mps-exporter: ") and done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.endswith("\n") and len(done.stderr) < 400
    for text in said:
        assert text in done.stderr
    assert SECRET not in done.stderr


# At the start


@pytest.mark.parametrize("variables, said", [
    ({}, ["account default", "TENCENTCLOUD_SECRET_ID is not set", "expected"]),
    ({"TENCENTCLOUD_SECRET_KEY": SECRET}, ["TENCENTCLOUD_SECRET_ID is not set", "expected"]),
    ({"TENCENTCLOUD_SECRET_ID": "AKIDacceptance"}, ["TENCENTCLOUD_SECRET_KEY is not set", "expected"]),
    (KEYS | {"TENCENTCLOUD_SECRET_ID": "  "}, ["TENCENTCLOUD_SECRET_ID is blank", "expected"]),
    (KEYS | {"TENCENTCLOUD_SECRET_KEY": "\t"}, ["TENCENTCLOUD_SECRET_KEY is blank", "expected"]),
    ({"TENCENTCLOUD_SECRET_ID": "AKIDacceptance", "TENCENTCLOUD_SECRET_KEY_FILE": "nowhere.key"},
     ["nowhere.key", "cannot be read", "no such file"]),
], ids=["nothing", "no id", "no key", "blank id", "blank key", "no key file"])
def test_missing_or_blank_credentials(binary, tmp_path, variables, said):
    for flags in ([], ["--config.check"]):
        refused(run(binary, "run", *flags, "--state.path", ":memory:", folder=tmp_path, variables=variables), *said)


@pytest.mark.parametrize("content, said", [
    (f"pol_interval: 15s\n{ACCOUNT}", ["bad.yml:1:1:", "expected", "poll_interval", 'unknown key "pol_interval"']),
    (f"{ACCOUNT}    max_page: 3\n", ["bad.yml:4:5:", "expected", "max_pages", 'unknown key "max_page"']),
    (ACCOUNT + ACCOUNT.removeprefix("accounts:\n"),
     ["bad.yml:4:11:", "accounts[1].name", "expected", '"prod"', "line 2"]),
    (f"poll_interval: 15 seconds\n{ACCOUNT}", ["bad.yml:1:16: poll_interval:", "expected a duration", '"15 seconds"']),
    (f"{ACCOUNT}    history: 8d\n", ["bad.yml:4:14:", "history", "expected", "7d", '"8d"']),
    (f"poll_interval: 15s\npoll_interval: 16s\n{ACCOUNT}",
     ["bad.yml:1:1:", "expected each key once", '"poll_interval" again']),
    (ACCOUNT.replace(SECRET, '""'), ["bad.yml:3:", "secret_key", "expected", "an empty string"]),
    (f"{ACCOUNT}    rate_limit: fast\n", ["bad.yml:4:17:", "rate_limit", "expected", '"fast"']),
    (f"{ACCOUNT}    rate_limit: 1e-17\n", ["bad.yml:4:17:", "rate_limit", "expected", "from 0.01", "1e-17"]),
    (f"{ACCOUNT}histograms:\n  wait: [0.0005, 0.001, 1]\n",
     ["bad.yml:5:10: histograms.wait[0]", "expected", "whole milliseconds", "0.0005"]),
    (ACCOUNT + "   oddly: [\n", ["bad.yml:"]),
    ("accounts: []\n", ["bad.yml:1:", "accounts", "expected"]),
], ids=["unknown key", "unknown key of an account", "duplicate account", "duration", "too long a history",
        "duplicate key", "empty secret", "wrong type", "too low a rate", "bounds within a millisecond", "not YAML",
        "no accounts"])
def test_a_bad_configuration_file(binary, tmp_path, content, said):
    (tmp_path / "bad.yml").write_text(content)
    for command in (["run", "--state.path", ":memory:"], ["run", "--config.check"], ["check"]):
        refused(run(binary, *command, "--config.file", "bad.yml", folder=tmp_path), *said)


@pytest.mark.parametrize("flags, said", [
    (["--config.file", "nowhere.yml"], ["nowhere.yml", "expected a readable file", "no such file"]),
    (["--poll.interval", "5"], ["--poll.interval", "expected a duration", '"5"']),
    (["--poll.interval", "0s"], ["--poll.interval", "expected a duration", '"0s"']),
    (["--mps.endpoint", "ftp://mps"], ["--mps.endpoint", "expected", '"ftp://mps"']),
    (["--web.listen-address", "nonsense"], ["--web.listen-address", "expected host:port", '"nonsense"']),
    (["--web.telemetry-path", "metrics"], ["--web.telemetry-path", "expected a path", "metrics"]),
    (["--state.path", "nowhere/state.sqlite"],
     ["nowhere/state.sqlite", "cannot be opened", "expected a writable file"]),
], ids=lambda value: value[0] if value[0].startswith("--") else "")
def test_a_bad_flag_value(binary, tmp_path, flags, said):
    before = [] if "--state.path" in flags else ["--state.path", ":memory:"]
    refused(run(binary, "run", *before, *flags, folder=tmp_path, variables=KEYS), *said)


@pytest.mark.parametrize("flags, said", [
    (["--latency", "fast"], "--latency: expected a duration such as 50ms, got fast"),
    (["--daily-swing", "1.5"], "--daily-swing: expected 0 to 1, got 1.5"),
])
def test_a_bad_flag_value_of_the_simulation(binary, tmp_path, flags, said):
    refused(run(binary, "simulate", *flags, folder=tmp_path), said)


@pytest.mark.parametrize("arguments, said", [
    (["run", "--wrong.flag", "5"], "--wrong.flag"), (["--wrong.flag"], "--wrong.flag"),
    (["simulate", "--wrong"], "--wrong"), (["serve"], "serve"), (["run", "--log.level", "loud"], "loud"),
    (["check", "--log.level", "info"], "--log.level"),
])
def test_an_unknown_flag_or_command_is_named_in_the_first_line(binary, tmp_path, arguments, said):
    done = run(binary, *arguments, folder=tmp_path, variables=KEYS)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.splitlines()[0]
    assert "--help" in done.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("host", "said"), [
    ("127.0.0.1", "address in use"),
    # Of an interface that is not up: this network is nobody's (RFC 5737).
    ("192.0.2.1", "Cannot assign requested address"),
    # No name server has to be asked for a label of 64 characters.
    ("x" * 64 + ".invalid", "host not found"),
], ids=["in use", "not up", "not resolved"])
def test_an_address_that_may_be_had_later_fails_at_work(binary, tmp_path, host, said):
    """Status 1, not 2: a supervisor is to try again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"{host}:{taken.getsockname()[1]}"
        flags = ["run", "--state.path", ":memory:", "--web.listen-address", address]
        refused(run(binary, *flags, folder=tmp_path, variables=KEYS), address, said, status=1)


def test_a_state_file_that_cannot_be_written(binary, tmp_path):
    (tmp_path / "state.sqlite").mkdir()
    refused(start(binary, tmp_path), "state.sqlite", "expected a writable file")


def test_a_damaged_state_file_is_left_as_it_is(binary, tmp_path):
    damaged = os.urandom(5000)
    (tmp_path / "state.sqlite").write_bytes(damaged)
    refused(start(binary, tmp_path), "state.sqlite", "damaged", "restore it from a backup")
    assert (tmp_path / "state.sqlite").read_bytes() == damaged


def test_a_state_file_of_a_newer_exporter_is_left_as_it_is(binary, tmp_path):
    with sqlite3.connect(tmp_path / "state.sqlite") as state:
        state.execute("PRAGMA journal_mode = WAL")
        state.execute("PRAGMA user_version = 999")
    state.close()
    before = (tmp_path / "state.sqlite").read_bytes()
    refused(start(binary, tmp_path), "state.sqlite", "999", "newer")
    assert (tmp_path / "state.sqlite").read_bytes() == before


def test_a_state_file_that_another_exporter_holds(binary, tmp_path, exporter):
    assert exporter.address
    refused(start(binary, tmp_path), "state.sqlite", "another process holds it", "expected one exporter")
    until("the first exporter to poll on", lambda: Scrape.of(exporter).value("mps_polls_total") >= 1)


def start(binary, folder):
    """A start that is expected to fail, on the state file of `folder`."""
    flags = ["run", "--state.path", "state.sqlite", "--web.listen-address", "127.0.0.1:0"]
    return run(binary, *flags, "--mps.endpoint", f"http://127.0.0.1:{free_port()}", folder=folder, variables=KEYS)


# At work: the log


def test_it_serves_on_when_the_reader_of_its_log_has_gone(binary, tmp_path, api):
    """Standard error is a pipe that nobody reads any more, and each write to it an error."""
    port = free_port()
    flags = ["--web.listen-address", f"127.0.0.1:{port}", "--state.path", ":memory:", "--mps.endpoint", api.url]
    reader, writer = os.pipe()
    os.close(reader)
    command = ["-c", f'exec "$0" "$@" 2>&{writer}', binary, "run", *flags, "--poll.interval", "1s"]
    with Program("bash", tmp_path, *command, variables=KEYS, descriptors=[writer]) as running:
        os.close(writer)

        def ready() -> bool:
            assert running.is_running, f"it ended with {running.process.returncode}"
            return run(binary, "healthcheck", "--url", f"http://127.0.0.1:{port}").returncode == 0
        until("readiness", ready)
        assert running.end()[0] == 0 and running.log() == ""


# At work: credentials


def test_a_wrong_secret_is_told_once_and_the_right_one_is_taken_up(binary, tmp_path):
    wrong, right = "wrong" + SECRET, "right" + SECRET

    def hand_over(key: str):
        (tmp_path / "new").write_text(key + "\n")
        (tmp_path / "new").replace(tmp_path / "key")

    (tmp_path / "id").write_text("AKIDacceptance\n")
    hand_over(wrong)
    flags = ["--secret-id", "AKIDacceptance", "--secret-key", right, "--speed", "20", "--log.level", "critical"]
    with Simulator(binary, tmp_path, *flags) as simulator:
        (tmp_path / "config.yml").write_text(
            f"poll_interval: 1s\naccounts:\n  - name: prod\n    endpoint: {simulator.url}\n"
            "    credentials: {secret_id_file: id, secret_key_file: key}\n")
        with Exporter(binary, tmp_path, "--config.file", "config.yml", poll=None, variables={}) as exporter:
            until("four failed polls", lambda: Scrape.of(exporter).value("mps_polls_failed_total") >= 4)
            scrape = Scrape.of(exporter)
            assert scrape.value("mps_up") == 0
            assert scrape.value("mps_api_request_failures_total", action="DescribeTasks",
                                code="AuthFailure.SignatureFailure") >= 12
            assert not scrape.named("mps_queue_depth")
            lines = [line for line in exporter.log().splitlines() if "AuthFailure.SignatureFailure" in line]
            assert 1 <= len(lines) <= 3
            for line in lines:
                for told in ("level=warning", "account=prod", "code=AuthFailure.SignatureFailure"):
                    assert f" {told} " in line
                assert re.search(r"request_id=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}( |$)", line)
            hand_over(right)
            until("a successful poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
            assert Scrape.of(exporter).value("mps_queue_depth", status="WAITING") is not None
            until("a line about it", lambda: "polls succeed again" in exporter.log())
            told = exporter.log() + exporter.output() + "".join(
                exporter.ask(path)[2].decode() for path in ("/metrics", "/", "/-/ready", "/config"))
            assert wrong not in told and right not in told and SECRET not in told
            assert exporter.end()[0] == 0


def test_check_shows_no_key_that_stands_in_the_place_of_the_id(binary, tmp_path):
    with Simulator(binary, tmp_path) as simulator:
        identity, key = simulator.credentials[0].values()
        swapped = {"TENCENTCLOUD_SECRET_ID": key, "TENCENTCLOUD_SECRET_KEY": identity}
        done = run(binary, "check", "--mps.endpoint", simulator.url, folder=tmp_path, variables=swapped)
    assert done.returncode == 1 and "is it the key?" in done.stdout and "AuthFailure" in done.stdout
    assert key[:8] not in done.stdout + done.stderr
