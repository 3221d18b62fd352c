"""The Debian package: what is in it, what lintian says, and its life from installation to purge.

The package is built around the binary under test, which may load the toolchain's libraries; MPS_DEB_DYNAMIC allows that
for tests. With MPS_TORTURE it is what `make deb` builds, with the Swift runtime linked in. It is installed into an
overlay over this machine's system. No systemd runs there: the installed binary is started as the installed unit says,
and what the package's scripts ask of systemd is written down by a program in systemctl's place.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from installed_package import Installed
from needs import need
from overlay import Overlay
from running import Simulator, run

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "deploy" / "debian" / "build"
TORTURE = bool(os.environ.get("MPS_TORTURE"))


def build(binary, folder: Path, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(BUILD), str(binary)], capture_output=True, text=True, timeout=300, check=False,
                          env=os.environ | {"MPS_DEB_FOLDER": str(folder)} | variables)


def made(binary, folder: Path | None) -> Path:
    """The package that is under test, built anew; without a folder in the one that `make deb` has."""
    if TORTURE:
        variables = os.environ | ({"MPS_DEB_FOLDER": str(folder)} if folder else {})
        done = subprocess.run(["make", "-s", "deb"], cwd=ROOT, env=variables, timeout=3000, capture_output=True,
                              text=True, check=False)
    else:
        done = build(binary, folder, MPS_DEB_DYNAMIC="1")
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def package(binary, tmp_path_factory) -> Path:
    return made(binary, None if TORTURE else tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def files(package, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True, timeout=60)
    return folder


def unpacked(package: Path, folder: Path) -> Path:
    """A package's files and its control files, to be changed."""
    subprocess.run(["dpkg-deb", "-R", str(package), str(folder / "tree")], check=True, timeout=60)
    return folder / "tree"


def packed(tree: Path) -> Path:
    file = tree.parent / "changed.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", str(tree), str(file)]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    return file


def upgrade(package: Path, folder: Path) -> Path:
    """The same package by a higher version."""
    control = unpacked(package, folder) / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^Version: .*", "Version: 9-1", control.read_text()))
    return packed(folder / "tree")


def lintian(package: Path) -> subprocess.CompletedProcess:
    command = ["lintian", "--fail-on=error,warning", "--no-cfg", "--allow-root"]
    # Only a binary under test looks for the toolchain's libraries in a folder of its own.
    command += [] if TORTURE else ["--suppress-tags=custom-library-search-path"]
    return subprocess.run([*command, str(package)], capture_output=True, text=True, timeout=120, check=False)


# What is in it


def test_the_same_program_makes_the_same_package(binary, package, tmp_path):
    again = made(binary, tmp_path)
    assert again != package and again.read_bytes() == package.read_bytes()


def test_lintian_finds_nothing(package):
    done = lintian(package)
    assert (done.returncode, done.stdout) == (0, "")


def test_lintian_finds_a_broken_package(package, tmp_path):
    broken = unpacked(package, tmp_path)
    (broken / "usr/share/doc/mps-exporter/copyright").unlink()
    (broken / "usr/bin/mps-exporter").unlink()
    done = lintian(packed(broken))
    assert done.returncode != 0 and "E: mps-exporter: no-copyright-file" in done.stdout


def test_everything_that_belongs_to_a_service_is_there(files):
    held = {str(file.relative_to(files)) for file in files.rglob("*") if not file.is_dir()}
    rules = {f"usr/share/mps-exporter/prometheus/{file.name}" for file in (ROOT / "deploy/prometheus").glob("*.yml")}
    dashboards = {f"usr/share/mps-exporter/grafana/dashboards/{file.name}"
                  for file in (ROOT / "grafana/dashboards").glob("*.json")}
    runbooks = {f"usr/share/doc/mps-exporter/runbooks/{file.name}" for file in (ROOT / "docs/runbooks").glob("*.md")}
    assert len(rules) == 5 and len(dashboards) >= 2 and len(runbooks) > 20
    assert held >= rules | dashboards | runbooks | {"usr/share/doc/mps-exporter/alerts.md"} | {
        "usr/bin/mps-exporter", "lib/systemd/system/mps-exporter.service",
        "lib/systemd/system/mps-exporter.socket", "usr/lib/sysusers.d/mps-exporter.conf",
        "etc/default/mps-exporter", "etc/mps-exporter/mps-exporter.yml", "usr/share/man/man1/mps-exporter.1.gz",
        "usr/share/bash-completion/completions/mps-exporter", "usr/share/zsh/vendor-completions/_mps-exporter",
        "usr/share/fish/vendor_completions.d/mps-exporter.fish", "usr/share/doc/mps-exporter/copyright"}
    assert (files / "etc/mps-exporter/credentials").stat().st_mode & 0o777 == 0o700
    for unit in ("mps-exporter.service", "mps-exporter.socket"):
        assert (files / "lib/systemd/system" / unit).read_text() == (ROOT / "deploy/systemd" / unit).read_text()


def test_the_binary_is_stripped_and_needs_what_the_package_depends_on(files, package):
    told = subprocess.run(["readelf", "-SdW", str(files / "usr/bin/mps-exporter")], check=True, capture_output=True,
                          text=True, timeout=60).stdout
    assert ".text" in told and ".symtab" not in told and ".debug_info" not in told
    depends = subprocess.run(["dpkg-deb", "-f", str(package), "Depends"], check=True, capture_output=True, text=True,
                             timeout=60).stdout
    for needed in ("libmicrohttpd12", "libcurl4", "libsqlite3-0", "zlib1g", "ca-certificates", "systemd"):
        assert needed in depends
    if TORTURE:
        assert not re.search(r"NEEDED.*(swift|Foundation)", told)
        assert set(re.findall(r"R(?:UN)?PATH.*\[(.*)\]", told)) <= {"$ORIGIN"}


def test_the_copyright_file_names_every_work_that_is_linked_in(files):
    told = (files / "usr/share/doc/mps-exporter/copyright").read_text().lower().split()
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    assert len(pins) > 5
    assert {pin["identity"] for pin in pins} <= set(told)


def test_the_manual_page_holds_every_flag_and_only_those(binary, files):
    page = files / "usr/share/man/man1/mps-exporter.1.gz"
    shown = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", str(page)], capture_output=True, text=True,
                           timeout=60, check=True, env=os.environ | {"MANWIDTH": "200", "LC_ALL": "C.UTF-8"})
    assert shown.stderr == ""
    commands = re.findall(r"^  (\w+)(?: \(default\))?  +[A-Z]", run(binary, "--help").stdout, re.MULTILINE)
    assert len(commands) >= 6
    sections = dict(re.findall(r"(?ms)^ {3}(\w+)\n(.*?)(?=^ {3}\w+\n|^[A-Z])", shown.stdout))
    assert sorted(sections) == sorted(commands)
    for command in commands:
        told = run(binary, command, "--help").stdout
        flags = set(re.findall(r"^  (?:-h, )?(--[\w.-]+)", told, re.MULTILINE))
        assert set(re.findall(r"^ {7}(?:-h, )?(--[\w.-]+)", sections[command], re.MULTILINE)) == flags, command


def test_bash_completes_commands(files):
    script = files / "usr/share/bash-completion/completions/mps-exporter"
    asked = ("shopt -s extglob; . \"$0\"; COMP_WORDS=(mps-exporter hea); COMP_CWORD=1; COMP_LINE='mps-exporter hea';"
             " COMP_POINT=16; f=$(complete -p mps-exporter | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f mps-exporter hea;"
             " echo \"${COMPREPLY[@]}\"")
    done = subprocess.run(["bash", "-c", asked, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "healthcheck", done.stderr


# What is refused


def test_a_binary_that_needs_the_toolchain_is_refused(binary, tmp_path):
    needed = subprocess.run(["ldd", binary], capture_output=True, text=True, timeout=60, check=True).stdout
    if "libswift" not in needed:
        pytest.skip("the binary under test has the Swift runtime linked in")
    done = build(binary, tmp_path)
    assert done.returncode == 1 and re.fullmatch(
        r"deploy/debian/build: \S+: expected the Swift runtime linked in, but it loads\s+lib\S+\n", done.stderr)
    assert not list(tmp_path.glob("*.deb"))


@pytest.mark.parametrize(("arguments", "status", "said"), [
    ([], 2, "usage: deploy/debian/build PROGRAM"), (["/nowhere/x"], 1, "/nowhere/x: expected a built mps-exporter")])
def test_without_a_program_it_says_so(arguments, status, said):
    done = subprocess.run([str(BUILD), *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == status and said in done.stderr


# Its life


@pytest.fixture
def installed(tmp_path):
    need(os.geteuid() == 0, "only root can mount an overlay and install into it")
    with Overlay(tmp_path) as system:
        # Neither an installed package of this machine nor its index of manual pages has a part in it.
        system.run("rm", "-f", "/var/lib/man-db/auto-update")
        system.run("dpkg", "--purge", "mps-exporter")
        yield Installed(system, tmp_path)


def test_it_is_installed_started_upgraded_removed_and_purged(binary, package, installed, tmp_path):
    newer = upgrade(package, tmp_path)
    installed.install(package)
    passwd = installed.system.run("getent", "passwd", "mps-exporter").stdout
    assert passwd.rstrip().endswith(":/var/lib/mps-exporter:/usr/sbin/nologin")
    assert not list(installed.path("etc/systemd/system").rglob("mps-exporter.service")), "enabled before there is a key"

    refused = installed.start()
    assert refused.process.wait(20) == 2 and "key_secret-id" in refused.log()

    with Simulator(binary, tmp_path, "--history", "100") as simulator:
        credentials = installed.path("etc/mps-exporter/credentials")
        (credentials / "secret-id").write_text(simulator.keys["TENCENTCLOUD_SECRET_ID"])
        (credentials / "secret-key").write_text(simulator.keys["TENCENTCLOUD_SECRET_KEY"])
        flags = ["--mps.endpoint", simulator.url, "--poll.interval", "1s"]
        with installed.start(*flags) as running:
            text = installed.scrape(running)
            owner = installed.system.run("ps", "-o", "user=", "-p", str(running.process.pid)).stdout.strip()
            assert owner == "mps-exporter" or owner == passwd.split(":")[2]
            assert running.end()[0] == 0
        epoch = re.search(r"^mps_ledger_epoch_timestamp_seconds.*$", text, re.MULTILINE)[0]
        state = installed.path("var/lib/mps-exporter/state.sqlite")
        assert state.stat().st_mode & 0o077 == 0

        configuration = installed.path("etc/mps-exporter/mps-exporter.yml")
        configuration.write_text("poll_interval: 2s\n")
        thresholds = installed.path("usr/share/mps-exporter/prometheus/mps-thresholds.rules.yml")
        thresholds.write_text("groups: []\n")
        installed.install(newer)
        assert installed.dpkg("-s", "mps-exporter").split("Version: ")[1].startswith("9-1\n")
        assert configuration.read_text() == "poll_interval: 2s\n", "a changed configuration is the administrator's"
        stated = (ROOT / "deploy/prometheus" / thresholds.name).read_text()
        assert thresholds.read_text() == stated, "what lies in /usr is the package's, as docs/install.md says"
        with installed.start(*flags) as running:
            assert epoch in installed.scrape(running), "counting goes on where it stopped"
            running.end()

    installed.dpkg("--remove", "mps-exporter")
    assert state.exists() and configuration.exists() and (credentials / "secret-id").exists()
    assert not installed.path("usr/bin/mps-exporter").exists()
    installed.dpkg("--purge", "mps-exporter")
    for left in ("var/lib/mps-exporter", "etc/mps-exporter", "etc/default/mps-exporter", "usr/share/mps-exporter"):
        assert not installed.path(left).exists(), left


def test_systemd_is_asked_to_restart_it_by_an_upgrade_alone_and_to_stop_it_by_its_removal(package, installed, tmp_path):
    """`try-restart` leaves alone what does not run, so that nobody's key has to be there."""
    newer = upgrade(package, tmp_path)
    installed.write_down_calls_of_systemctl()
    installed.install(package)
    assert installed.calls_of_systemctl() == []
    installed.install(newer)
    assert installed.calls_of_systemctl() == [["try-restart", "mps-exporter.service", "mps-exporter.socket"]]
    installed.dpkg("--remove", "mps-exporter")
    assert installed.calls_of_systemctl() == [["stop", "mps-exporter.service", "mps-exporter.socket"]]
    installed.dpkg("--purge", "mps-exporter")
    assert installed.calls_of_systemctl() == []
