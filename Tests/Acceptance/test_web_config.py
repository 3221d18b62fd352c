"""Passwords, header fields, rates and sockets by an exporter-toolkit file, with curl as client."""

import os
import re
import socket
import subprocess
import threading
import time
from functools import partial

import pytest
from running import KEYS, Exporter, Program, run, until
from web_clients import basic, curl, kept_connection, replaced, tls, trusting
from web_files import FILES, HASH, NAME, PASSWORD, RIGHT, USERS


# The file


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_good_or_refused(binary, folder, name):
    """By --config.check, by check without calling, and as promtool judges."""
    file = FILES[name]
    (folder / "web.yml").write_text(file.text)
    done = run(binary, "run", "--config.check", "--web.config.file", "web.yml", folder=folder, variables=KEYS)
    if file.refused is None:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert (done.returncode, done.stdout) == (2, "")
        assert re.match(r"mps-exporter: web\.yml:\d+:\d+: ", done.stderr) and file.refused in done.stderr, done.stderr
    assert "verySecretIndeed" not in done.stderr
    judged = subprocess.run(["promtool", "check", "web-config", "web.yml"], cwd=folder, capture_output=True,
                            text=True, timeout=60, check=False)
    agrees = (judged.returncode == 0) == (file.refused is None)
    assert agrees == (not file.promtool_differs), judged.stdout + judged.stderr


def test_check_and_start_refuse_a_broken_file(binary, folder):
    (folder / "web.yml").write_text("basic_auth_users: {alice: verySecretIndeed}\n")
    line = "web.yml:1:27: basic_auth_users: expected a bcrypt hash such as htpasswd -B makes, got something else"
    for command in (["check"], ["run", "--web.listen-address", "127.0.0.1:0"], ["demo", "--listen", "127.0.0.1:0"]):
        done = run(binary, *command, "--web.config.file", "web.yml", folder=folder, variables=KEYS)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"mps-exporter: {line}\n"
    done = run(binary, "check", "--web.config.file", "none.yml", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr) == (2, "mps-exporter: none.yml: expected a readable file, got no such file\n")


def test_an_empty_file_serves_as_without_one(serve):
    exporter = serve("")
    assert curl(f"{exporter.url}/metrics").status == 200
    assert curl(f"https://{exporter.address}/metrics", "-k").status == 0


# Passwords


def test_passwords_are_asked_for_everywhere(serve):
    exporter = serve(USERS)
    for path in ("/metrics", "/", "/-/healthy", "/-/ready", "/nowhere"):
        answer = curl(exporter.url + path)
        assert (answer.status, answer.fields.get("WWW-Authenticate")) == (401, "Basic")
        assert answer.body == "Unauthorized\n"
    for _ in range(3):
        assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
        assert curl(f"{exporter.url}/nowhere", *RIGHT).status == 404
    assert curl(f"{exporter.url}/metrics", *RIGHT, "--head").status == 200
    assert curl(f"{exporter.url}/metrics", "--head").status == 401


@pytest.mark.parametrize("credentials", [
    f"{NAME}:wrong", f"{NAME}:", f"{NAME}:{PASSWORD} ", f"bob:{PASSWORD}", f":{PASSWORD}", f"Alice:{PASSWORD}",
    f"{NAME}:{HASH}"])
def test_wrong_credentials_are_refused_every_time(serve, credentials):
    exporter = serve(USERS)
    for _ in range(2):
        assert curl(f"{exporter.url}/metrics", "--user", credentials).status == 401


@pytest.mark.parametrize("field", [
    "Basic", "Basic ", "Basic !!!", "Basic YWxpY2U=", "Bearer YWxpY2U6Y29ycmVjdCBob3JzZQ==",
    "Basic YWxpY2U6Y29ycmVjdCBob3JzZQAx", "Basic YWxpY2U6Y29ycmVjdCBob3JzZQ"])
def test_what_is_no_right_credential_is_refused(serve, field):
    """The last but one has a zero byte behind the right password, the last lacks its padding."""
    assert curl(f"{serve(USERS).url}/metrics", "-H", f"Authorization: {field}").status == 401


def test_a_slow_comparison_holds_nobody_else_up(serve):
    slow = "$2b$14$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"
    exporter = serve(f"basic_auth_users: {{{NAME}: {HASH}, slow: {slow}}}\n")
    assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
    outcome = []
    guess = threading.Thread(target=lambda: outcome.append(curl(f"{exporter.url}/metrics", "--user", "slow:guess")))
    guess.start()
    connection = kept_connection(exporter.address)
    answered = 0
    while not outcome:
        connection.request("GET", "/-/healthy", headers=basic(NAME, PASSWORD))
        assert connection.getresponse().read() == b"Healthy.\n"
        answered += 1
    guess.join()
    assert outcome[0].status == 401
    assert answered > 50


def test_users_are_read_again(serve, folder):
    exporter = serve(USERS)
    assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
    replaced(folder / "web.yml", USERS.replace(NAME, "bob"))
    assert curl(f"{exporter.url}/metrics", *RIGHT).status == 401
    assert curl(f"{exporter.url}/metrics", "--user", f"bob:{PASSWORD}").status == 200


def test_a_file_without_its_users_opens_only_when_it_is_left_so(serve, folder):
    """A file that is written in place lacks its end for a moment."""
    exporter, file = serve(USERS), folder / "web.yml"

    def status_at_once(write, *options) -> int | None:
        """None if it took so long that the file may rightly count: it does when it is two seconds old."""
        began = time.monotonic()
        write()
        status = curl(f"{exporter.url}/metrics", *options).status
        took = time.monotonic() - began
        file.write_text(USERS)
        assert curl(f"{exporter.url}/metrics").status == 401
        assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
        return status if took < 1 else None

    for act in (partial(status_at_once, partial(file.write_text, "")),
                partial(status_at_once, partial(file.write_text, "http_server_config: {http2: true}\n")),
                partial(status_at_once, partial(replaced, file, ""), *RIGHT)):
        assert until("an answer at once", act) == 500
    replaced(file, "")
    until("it to count", lambda: curl(f"{exporter.url}/metrics").status == 200, seconds=20)


def test_a_pipe_is_no_file_to_be_read_again(binary, folder):
    os.mkfifo(folder / "pipe")
    done = run(binary, "run", "--web.config.file", "pipe", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr) == (
        2, "mps-exporter: pipe: expected a readable file, got something that is no regular file\n")
    (folder / "web.yml").write_text(tls().replace("server.pem", "pipe"))
    done = run(binary, "run", "--web.config.file", "web.yml", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr) == (
        2, "mps-exporter: web.yml:1:32: tls_server_config.cert_file: expected a readable file, "
           "got something that is no regular file (pipe)\n")


# Header fields


def test_header_fields_go_with_every_response_that_was_let_through_or_unauthorized(serve):
    exporter = serve(USERS + "http_server_config: {http2: true, headers: {X-Frame-Options: deny, "
                     "Strict-Transport-Security: max-age=1, Content-Security-Policy: default-src 'self'}}\n")
    for answer in (curl(f"{exporter.url}/metrics", *RIGHT), curl(f"{exporter.url}/metrics")):
        assert answer.fields["X-Frame-Options"] == "deny"
        assert answer.fields["Strict-Transport-Security"] == "max-age=1"
        assert answer.fields["Content-Security-Policy"] == "default-src 'self'"
    assert "default-src 'none'" in curl(f"{exporter.url}/", *RIGHT).fields["Content-Security-Policy"]
    assert re.search(r"level=notice .*http2 has no effect", exporter.log())


# A broken file refuses


def test_a_file_that_breaks_refuses_until_it_is_mended(serve, folder):
    exporter = serve("")
    kept = kept_connection(exporter.address)

    def status() -> int:
        kept.request("GET", "/metrics", headers=basic(NAME, PASSWORD))
        answer = kept.getresponse()
        answer.read()
        return answer.status

    assert status() == 200
    for broken in ("nonsense: 1\n", "basic_auth_users: {alice: plain}\n", "http_server_config: [\n", "\0"):
        replaced(folder / "web.yml", broken)
        assert status() == 500
        assert curl(f"{exporter.url}/-/healthy").body == "Internal Server Error\n"
        replaced(folder / "web.yml", USERS)
        assert status() == 200
    (folder / "web.yml").unlink()
    assert status() == 500
    replaced(folder / "web.yml", USERS)
    assert status() == 200
    log = exporter.log()
    assert re.search(r"level=error .*web.yml:1:27: basic_auth_users: expected a bcrypt hash", log)
    assert log.count("can be used again") == 5
    assert "plain" not in log


def test_a_file_written_in_place_twice_within_a_moment_is_read_again(serve, folder):
    exporter = serve(USERS)
    for _ in range(20):
        (folder / "web.yml").write_text(USERS.replace(NAME, "cecil"))
        assert curl(f"{exporter.url}/metrics", *RIGHT).status == 401
        (folder / "web.yml").write_text(USERS)
        assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200


# Rates


def test_the_rate_is_limited_before_passwords(serve):
    exporter = serve(USERS + "rate_limit: {interval: 1h, burst: 2}\n"
                     "http_server_config: {headers: {X-Frame-Options: deny}}\n")
    assert curl(f"{exporter.url}/metrics").status == 401
    assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
    answer = curl(f"{exporter.url}/metrics", *RIGHT)
    assert (answer.status, answer.body) == (429, "Too Many Requests\n")
    assert "X-Frame-Options" not in answer.fields


def test_the_rate_recovers(serve):
    exporter = serve("rate_limit: {interval: 500ms, burst: 1}\n")
    assert curl(f"{exporter.url}/-/healthy").status == 200
    until("a request more", lambda: curl(f"{exporter.url}/-/healthy").status == 200, seconds=10)


def test_a_burst_of_none_refuses_everything(serve):
    assert curl(f"{serve('rate_limit: {interval: 1ms}').url}/metrics").status == 429


# Addresses and sockets


def test_several_addresses_and_ipv6_share_one_server(binary, folder, api, made):
    (folder / "web.yml").write_text(tls() + USERS)
    flags = ["--web.listen-address", "[::1]:0", "--web.config.file", "web.yml"]
    with Exporter(binary, folder, *flags, endpoint=api.url) as exporter:
        addresses = until("three lines", lambda: (
            found if len(found := re.findall(r"listening address=(\S+)", exporter.log())) == 2 else None))
        assert [address.rpartition(":")[0] for address in addresses] == ["127.0.0.1", "[::1]"]
        for address in addresses:
            assert curl(f"https://{address}/metrics", *trusting(made), *RIGHT).status == 200
            assert curl(f"https://{address}/metrics", *trusting(made)).status == 401


def test_sockets_of_systemd(binary, folder, api):
    """As systemd passes them; listen addresses are left aside then."""
    listening = [socket.create_server(("127.0.0.1", 0)), socket.create_server(("::1", 0), family=socket.AF_INET6)]
    addresses = [listening[0].getsockname()[:2], listening[1].getsockname()[:2]]
    with ActivatedExporter(binary, folder, api, listening, "--web.listen-address", "127.0.0.1:1") as exporter:
        for host, port in addresses:
            place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            exporter.told(rf"listening address={re.escape(place)}", exporter.log)
            assert curl(f"http://{place}/-/healthy").status == 200
        assert "127.0.0.1:1 " not in exporter.log()


class ActivatedExporter(Program):
    """An exporter that gets listening sockets from descriptor 3 on, by a shell that becomes the exporter."""

    def __init__(self, binary, folder, api, sockets, *flags):
        passed = [os.dup(listening.fileno()) for listening in sockets]
        # Out of the way of 3 and those after it.
        passed = [os.dup2(descriptor, descriptor + 100) for descriptor in passed]
        moved = " ".join(f"{3 + index}<&{descriptor}" for index, descriptor in enumerate(passed))
        script = f'export LISTEN_PID=$$ LISTEN_FDS={len(passed)}; exec "$@" {moved}'
        super().__init__("bash", folder, "-c", script, "bash", binary, "run", "--web.systemd-socket", "--mps.endpoint",
                         api.url, "--state.path", ":memory:", *flags, variables=KEYS, descriptors=passed)
        for descriptor in passed:
            os.close(descriptor)


@pytest.mark.parametrize(("variables", "got"), [
    ({}, "expected LISTEN_FDS, which systemd sets, got none"),
    ({"LISTEN_FDS": "0"}, 'expected LISTEN_FDS from 1 to 1024, got "0"'),
    ({"LISTEN_FDS": "many"}, 'expected LISTEN_FDS from 1 to 1024, got "many"'),
    ({"LISTEN_FDS": "1", "LISTEN_PID": "1"}, ', got "1"'),
    ({"LISTEN_FDS": "1"}, "expected LISTEN_PID "),
    ({"LISTEN_FDS": "1", "LISTEN_PID": ""}, 'which is this process, got ""'),
])
def test_without_a_socket_from_systemd_it_does_not_start(binary, folder, variables, got):
    done = run(binary, "run", "--web.systemd-socket", folder=folder, variables=KEYS | variables)
    assert done.returncode == 2
    assert got in done.stderr


def test_a_descriptor_that_is_no_socket_is_refused(binary, folder, api):
    with open(os.devnull) as nothing, ActivatedExporter(binary, folder, api, [nothing]) as exporter:
        assert exporter.process.wait(60) == 2
        assert "cannot listen on inherited descriptor 3" in exporter.log()


@pytest.mark.parametrize("path", ["metrics", "/", "/config", "/api/v1/status", "/-/ready", "/-/other", "/a?b", "/a#b",
                                  "/a%20b", "/a b", "/a\n"])
def test_a_telemetry_path_that_cannot_be_is_refused(binary, folder, path):
    done = run(binary, "run", "--web.telemetry-path", path, folder=folder, variables=KEYS)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r'mps-exporter: --web\.telemetry-path: expected .+, got ".+"\n', done.stderr), done.stderr


def test_a_negative_number_of_scrapes_is_refused(binary, folder):
    done = run(binary, "run", "--web.max-requests=-1", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr) == (2, "mps-exporter: --web.max-requests: expected 0 or more, got -1\n")
