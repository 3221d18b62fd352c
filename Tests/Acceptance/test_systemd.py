"""The systemd unit: well formed, tight, and wide enough for what the exporter really does.

systemd itself does not run here. Its own tools judge the files, and strace tells whether the exporter, started with the
unit's command and environment, asks the kernel for anything that the sandbox would refuse.
"""

import os
import re
import shlex
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from markdown import Document
from needs import need
from running import KEYS, Program, Simulator, free_port, run, until
from sandbox import Sandbox, Traced
from unit_file import FOLDER, UNIT, ServiceManager, Unit, environment_file

ROOT = FOLDER.parents[1]
EXAMPLE = FOLDER / "mps-exporter.yml"
CREDENTIALS = "/run/credentials/mps-exporter.service"


def analyze(*arguments) -> subprocess.CompletedProcess:
    command = ["systemd-analyze", "--no-pager", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def verify(text: str, folder: Path, binary: str) -> str:
    """What `systemd-analyze verify` says of the service with the binary under test in the place of the installed one."""
    file = folder / "mps-exporter.service"
    file.write_text(text.replace("/usr/bin/mps-exporter", binary))
    done = analyze("verify", "--man=no", file)
    return done.stderr + ("" if done.returncode == 0 else f"status {done.returncode}")


def exposure(text: str, folder: Path) -> tuple[int, float]:
    """The status of the check against 2.0, and the exposure itself."""
    file = folder / "mps-exporter.service"
    file.write_text(text)
    done = analyze("security", "--offline=true", "--threshold=20", file)
    return done.returncode, float(re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)[1])


# The files


def test_systemd_takes_the_unit_without_a_word(binary, tmp_path):
    assert verify(UNIT.read_text(), tmp_path, binary) == ""


@pytest.mark.parametrize(("old", "new", "said"), [
    ("ProtectSystem=", "ProtectSystm=", "Unknown key 'ProtectSystm'"),
    ("Type=notify", "Type=notifying", "Failed to parse service type"),
    ("User=mps-exporter", "User=mps exporter", "does not match strict user/group name rules"),
    ("@system-service", "@system-servant", "@system-servant"),
    ("/usr/bin/mps-exporter", "/nowhere/mps-exporter", "/nowhere/mps-exporter is not executable"),
])
def test_a_broken_unit_is_found(binary, tmp_path, old, new, said):
    text = UNIT.read_text()
    assert old in text
    assert said in verify(text.replace(old, new), tmp_path, binary)


def test_the_sandbox_is_tight(tmp_path):
    status, level = exposure(UNIT.read_text(), tmp_path)
    assert status == 0 and level <= 2.0


def test_the_sandbox_is_as_tight_as_the_documents_say(tmp_path):
    """Another version of systemd may weigh otherwise: there the limit above is what holds."""
    told = re.findall(r"of systemd (\d+) rates it ([\d.]+) of 10", (ROOT / "docs/install.md").read_text())
    assert len(told) == 1
    version, level = told[0]
    if analyze("--version").stdout.split()[1] == version:
        assert exposure(UNIT.read_text(), tmp_path) == (0, float(level))


@pytest.mark.parametrize("loosened", ["SystemCallFilter", "CapabilityBoundingSet"])
def test_a_looser_sandbox_is_found(tmp_path, loosened):
    lines = [line for line in UNIT.read_text().splitlines() if not line.startswith(loosened)]
    status, level = exposure("\n".join(lines) + "\n", tmp_path)
    assert status == 1 and level > 2.0


def test_the_user_is_made_once_and_cannot_log_in(tmp_path):
    need(os.geteuid() == 0, "systemd-sysusers needs root")
    (tmp_path / "etc").mkdir()
    for _ in range(2):
        command = ["systemd-sysusers", f"--root={tmp_path}", str(FOLDER / "mps-exporter.sysusers")]
        subprocess.run(command, check=True, timeout=60, capture_output=True)
    rows = [row for row in (tmp_path / "etc/passwd").read_text().splitlines() if row.startswith("mps-exporter:")]
    assert len(rows) == 1 and rows[0].endswith(":/var/lib/mps-exporter:/usr/sbin/nologin")
    assert Unit().value("User") == "mps-exporter"


# The socket


SOCKET = FOLDER / "mps-exporter.socket"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("", "", None), ("127.0.0.1:10862", "127.0.0.1:port", "Failed to parse address value"),
    ("NoDelay", "NoDelays", "Unknown key 'NoDelays'"), ("ListenStream=", "#", "has no Listen setting")])
def test_systemd_takes_the_socket_without_a_word_and_finds_a_broken_one(binary, tmp_path, old, new, said):
    (tmp_path / "mps-exporter.service").write_text(UNIT.read_text().replace("/usr/bin/mps-exporter", binary))
    (tmp_path / "mps-exporter.socket").write_text(SOCKET.read_text().replace(old, new) if said else SOCKET.read_text())
    done = analyze("verify", "--man=no", tmp_path / "mps-exporter.socket")
    if said:
        assert said in done.stderr
    else:
        assert (done.returncode, done.stderr) == (0, "")


def test_the_socket_is_taken_over_from_systemd(binary, tmp_path):
    """systemd's own tool listens, and starts the exporter at the first connection."""
    address = Unit(SOCKET.read_text()).value("ListenStream")
    assert f"--web.listen-address={address}" in environment_file()["MPS_EXPORTER_FLAGS"]
    with Simulator(binary, tmp_path) as simulator:
        address = f"127.0.0.1:{free_port()}"
        passed = [f"--setenv={name}={value}" for name, value in simulator.keys.items()]
        command = [binary, "run", "--web.systemd-socket", "--state.path=:memory:", f"--mps.endpoint={simulator.url}"]
        with Program("systemd-socket-activate", tmp_path, f"--listen={address}", *passed, *command) as running:
            running.told("Listening on", running.log)

            def healthy() -> bool:
                assert running.is_running, running.log()
                return run(binary, "healthcheck", "--url", f"http://{address}").returncode == 0
            until("health", healthy)
            assert Path(f"/proc/{running.process.pid}/comm").read_text().strip() == "mps-exporter"
            assert running.end()[0] == 0


def test_without_a_socket_it_says_so(binary, tmp_path):
    done = run(binary, "run", "--web.systemd-socket", folder=tmp_path, variables=KEYS)
    assert done.returncode == 2 and "LISTEN_FDS" in done.stderr


def test_a_socket_that_has_failed_is_started_first_as_the_documents_say():
    """The service pulls in no socket, and the limit of starts is systemd's own: five in ten seconds."""
    limits = {name for unit in (UNIT, SOCKET) for name, _ in Unit(unit.read_text()).settings}
    assert not limits & {"Sockets", "Requires", "StartLimitIntervalSec", "StartLimitBurst", "TriggerLimitBurst"}
    told = Document.read(ROOT / "docs/install.md").commands()
    first = told.index(f"sudo systemctl reset-failed {SOCKET.name} {UNIT.name}")
    assert told[first + 1:first + 3] == [f"sudo systemctl start {unit.name}" for unit in (SOCKET, UNIT)]


# The command


@pytest.mark.parametrize("flags", [Unit().command[2:], shlex.split(environment_file()["MPS_EXPORTER_FLAGS"])])
def test_every_flag_is_one_of_the_program(binary, flags):
    told = run(binary, "run", "--help").stdout
    for flag in flags:
        if flag != "$MPS_EXPORTER_FLAGS":
            assert re.search(rf"^  {re.escape(flag.split('=')[0])}\b", told, re.MULTILINE), flag


def test_without_a_file_of_flags_it_listens_on_this_machine_alone():
    assert Unit().environment == {"MPS_EXPORTER_FLAGS": environment_file()["MPS_EXPORTER_FLAGS"]}
    assert Unit().environment["MPS_EXPORTER_FLAGS"] == "--web.listen-address=127.0.0.1:10862"


def test_the_example_configuration_is_valid(binary, tmp_path):
    done = run(binary, "run", "--config.file", EXAMPLE, "--config.check", folder=tmp_path, variables=KEYS)
    assert (done.returncode, done.stdout.strip()) == (0, "configuration valid: 1 account(s)")


def test_the_accounts_of_the_example_are_valid_too(binary, tmp_path):
    text = EXAMPLE.read_text()
    whole = text[:text.index("\n# accounts:")] + re.sub(r"(?m)^# ?", "", text[text.index("\n# accounts:"):])
    files = re.findall(rf"{CREDENTIALS}/key_(\S+)", whole)
    assert len(files) == 4
    for name in files:
        (tmp_path / f"key_{name}").write_text("AKIDacceptance\n")
    (tmp_path / "mps.yml").write_text(whole.replace(CREDENTIALS, str(tmp_path)))
    done = run(binary, "run", "--config.file", "mps.yml", "--config.check", folder=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "configuration valid: 2 account(s)"), done.stderr


def test_a_missing_key_ends_it_with_a_line_that_says_which(binary, tmp_path):
    names = {name: value for name, value in environment_file().items() if name.endswith("_FILE")}
    assert len(names) == 2
    done = run(binary, "run", "--config.file", EXAMPLE, folder=tmp_path, variables=names)
    assert done.returncode == 2 and f"{CREDENTIALS}/key_secret-id" in done.stderr
    assert Unit().value("RestartPreventExitStatus") == "2"


def test_a_new_key_takes_a_restart_of_the_service_as_the_documents_say():
    """What the service reads are the copies that systemd made at its start."""
    assert Unit().value("LoadCredential") == "key:/etc/mps-exporter/credentials"
    named = [value for name, value in environment_file().items() if name.endswith("_FILE")]
    assert named and all(value.startswith(f"{CREDENTIALS}/key_") for value in named)
    for name in ("install", "security", "runbooks/mpspollfailing"):
        assert re.search(r"copies[^.|]+\brestart", " ".join((ROOT / f"docs/{name}.md").read_text().split())), name


def test_an_address_that_somebody_else_has_is_tried_again(binary, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        flags = ["--state.path=:memory:", f"--web.listen-address=127.0.0.1:{taken.getsockname()[1]}"]
        done = run(binary, "run", *flags, folder=tmp_path, variables=KEYS)
    assert "address in use" in done.stderr
    assert Unit().value("Restart") == "on-failure"
    assert str(done.returncode) not in ["0", *Unit().value("RestartPreventExitStatus").split()]


# The sandbox


@pytest.fixture(scope="module")
def trace(binary, tmp_path_factory):
    """A life under strace: started as the unit starts it, polled, scraped, asked for health, reloaded, stopped."""
    folder = tmp_path_factory.mktemp("sandbox")
    state = folder / "state"
    state.mkdir()
    with Simulator(binary, folder) as simulator, ServiceManager(folder / "notify") as manager:
        for name, value in simulator.keys.items():
            (folder / f"key_{name.removeprefix('TENCENTCLOUD_').lower().replace('_', '-')}").write_text(value)
        keys = {name: value.replace(CREDENTIALS, str(folder)) for name, value in environment_file().items()}
        port = free_port()
        flags = shlex.split(keys.pop("MPS_EXPORTER_FLAGS").replace("10862", str(port)))
        command = [part for part in Unit().command[1:] if part != "$MPS_EXPORTER_FLAGS"] + flags
        command = [part.replace("/etc/mps-exporter", str(FOLDER)) for part in command]
        # A host by its name, so that the look-up of names is part of what is traced.
        endpoint = ["--mps.endpoint", simulator.url.replace("127.0.0.1", "localhost")]
        arguments = [binary, *command, *endpoint, "--poll.interval", "1s"]
        keys |= {"STATE_DIRECTORY": str(state), "NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": "1000000"}
        with Traced(folder, *arguments, variables=keys) as traced:
            url = f"http://127.0.0.1:{port}"

            def scrape() -> str:
                return run("curl", "-s", "--compressed", f"{url}/metrics").stdout
            traced.told("listening", traced.log)
            until("readiness", lambda: run(binary, "healthcheck", "--url", url).returncode == 0)
            until("a scrape after a poll", lambda: 'mps_up{account="default"} 1' in scrape())
            assert "process_start_time_seconds" in scrape()
            assert manager.told().startswith("READY=1\n")
            assert Unit().value("ExecReload") == "/bin/kill -HUP $MAINPID"
            traced.send(signal.SIGHUP)
            assert manager.told().startswith("RELOADING=1\n") and manager.told().startswith("READY=1\n")
            traced.send(signal.SIGTERM)
            assert traced.process.wait(20) == 0 and manager.told() == "STOPPING=1\n", traced.log()
    return traced.trace(), state


def test_nothing_that_the_exporter_does_is_refused(trace):
    text, state = trace
    assert len(text.splitlines()) > 500 and list(state.iterdir())
    assert Sandbox(Unit()).refusals(text, state) == []


@pytest.mark.parametrize(("old", "new", "refused"), [
    ("AF_INET AF_INET6", "AF_INET6", "socket(AF_INET,"),
    ("~@privileged", "~@network-io @privileged", "bind("),
])
def test_a_sandbox_that_is_too_tight_is_found(trace, old, new, refused):
    text = UNIT.read_text()
    assert old in text
    found = Sandbox(Unit(text.replace(old, new))).refusals(*trace)
    assert any(call.startswith(refused) for call in found)


@pytest.mark.parametrize("line", [
    '1 openat(AT_FDCWD, "/etc/mps-exporter/x", O_RDWR|O_CREAT, 0600) = 3', "1 ptrace(PTRACE_TRACEME) = 0",
    "1 mmap(NULL, 4096, PROT_READ|PROT_WRITE|PROT_EXEC, MAP_PRIVATE, -1, 0) = 0x7f", "1 socket(AF_PACKET, 3, 0) = 3"])
def test_what_the_sandbox_refuses_is_found(line):
    assert len(Sandbox(Unit()).refusals(line, Path("/var/lib/mps-exporter"))) == 1
