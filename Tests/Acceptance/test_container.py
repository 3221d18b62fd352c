"""The image and the composition, as far as they can be judged without a container engine.

The Dockerfile is read by hadolint, its parts are held against the program and the package, and the exporter runs as the
image would run it: as that user, without capabilities, on a read-only system.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from compositions import Composition
from markdown import Document
from needs import need
from overlay import Overlay
from running import KEYS, Program, Simulator, free_port, run, until

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "deploy/container/Dockerfile"
COMPOSE = ROOT / "deploy/compose/compose.yaml"
HADOLINT = Path(sys.executable).parent / "hadolint"
RUNTIME = DOCKERFILE.read_text().split("\nFROM ")[-1]


def hadolint(file: Path) -> subprocess.CompletedProcess:
    need(HADOLINT.exists(), "there is no hadolint, which PyPI has for x86_64 alone")
    return subprocess.run([str(HADOLINT), str(file)], capture_output=True, text=True, timeout=60, check=False)


def instruction(name: str) -> str:
    found = re.findall(rf"^{name} (.*)$", RUNTIME, re.MULTILINE)
    assert len(found) == 1, f"{name} stands {len(found)} times"
    return found[0]


# The Dockerfile


def test_hadolint_finds_nothing():
    done = hadolint(DOCKERFILE)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("debian:bookworm-slim", "debian", "DL3006"), ("# hadolint ignore=DL3008\n", "", "DL3008"),
    ("USER 10862:10862", "USER 0\nUSER root", "DL3002"), ('CMD ["run"]', "CMD run", "DL3025"),
    ("WORKDIR /source", "WORKDIR source", "DL3000"), ("FROM swift", "FORM swift", "unexpected"),
])
def test_hadolint_finds_a_broken_file(tmp_path, old, new, rule):
    text = DOCKERFILE.read_text()
    assert old in text
    (tmp_path / "Dockerfile").write_text(text.replace(old, new))
    done = hadolint(tmp_path / "Dockerfile")
    assert done.returncode == 1 and rule in done.stdout


def test_the_image_has_no_part_for_one_architecture_alone():
    text = DOCKERFILE.read_text()
    assert not re.search(r"--platform|amd64|x86|arm64|aarch64|linux-gnu", text)


def test_the_image_has_the_libraries_that_the_program_needs(binary):
    if 'VERSION_CODENAME=bookworm' not in Path("/etc/os-release").read_text():
        pytest.skip("packages have other names on other releases than the image's")
    sections = subprocess.run(["readelf", "-dW", binary], check=True, capture_output=True, text=True, timeout=60).stdout
    needed = [name for name in re.findall(r"NEEDED.*\[(\S+)\]", sections) if "swift" not in name and "Found" not in name]
    loaded = dict(re.findall(r"(\S+) => (/\S+)", subprocess.run(
        ["ldd", binary], check=True, capture_output=True, text=True, timeout=60).stdout))
    places = {str(Path(loaded[name]).resolve()) for name in needed if name in loaded}
    assert len(places) >= 5
    owners = subprocess.run(["dpkg", "-S", *places], capture_output=True, text=True, timeout=60, check=False).stdout
    packages = set(re.findall(r"^([\w.+-]+)(?::\w+)?: ", owners, re.MULTILINE)) - {"libc6"}
    assert {"libcurl4", "libmicrohttpd12", "libsqlite3-0"} <= packages
    assert packages | {"ca-certificates"} <= set(RUNTIME.split())


def test_the_context_holds_what_the_build_reads(tmp_path):
    ignored = (DOCKERFILE.parent / "Dockerfile.dockerignore").read_text().split("\n")
    kept = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored and kept >= {"Package.swift", "Sources", "Tests"}
    copied = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE.read_text(), re.MULTILINE)
    assert copied and all(name == "." or name in kept for name in copied)
    assert all((ROOT / name).exists() for name in kept - {"Package.resolved"})


def test_the_build_is_told_which_commit_it_is_of():
    """The context has no history: the documented command passes what the manifest reads."""
    stage = DOCKERFILE.read_text().split("\nFROM ")[1]
    told, built = (re.search(pattern, stage, re.MULTILINE) for pattern in (r'^ARG (\w+)=""$', "^RUN swift build "))
    assert told.end() < built.start()
    assert f'environment["{told[1]}"]' in (ROOT / "Package.swift").read_text()
    commands = [one for one in Document.read(ROOT / "docs/install.md").commands() if one.startswith("docker build ")]
    assert len(commands) == 1 and f'--build-arg {told[1]}="$(git rev-parse --short=12 HEAD)"' in commands[0]
    assert f"{told[1]} := $(shell git rev-parse --short=12 HEAD" in (ROOT / "Makefile").read_text()


# The image's process


@pytest.fixture(scope="module")
def confined(binary, tmp_path_factory):
    """The exporter as the image runs it, with what follows in an overlay that cannot be written any more."""
    need(os.geteuid() == 0, "only root can mount an overlay")
    folder = tmp_path_factory.mktemp("container")
    user, group = instruction("USER").split(":")
    state = instruction("VOLUME")
    with Overlay(folder) as system, Simulator(binary, folder) as simulator:
        shutil.copy(binary, system.root / "usr/bin/mps-exporter")
        assert system.run("install", "-d", "-m", "0700", "-o", user, "-g", group, state).returncode == 0
        system.freeze(writable=state)
        as_user = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs",
                   "--inh-caps=-all", "--bounding-set=-all", "env", "-C", instruction("WORKDIR")]
        command = json.loads(instruction("ENTRYPOINT")) + json.loads(instruction("CMD"))
        port = free_port()
        flags = [f"--web.listen-address=127.0.0.1:{port}", f"--mps.endpoint={simulator.url}", "--poll.interval=1s"]
        nsenter, *arguments = system.command(*as_user, *command, *flags)
        name, value = instruction("ENV").split("=")
        with Program(nsenter, folder, *arguments, variables=simulator.keys | {name: value}) as running:
            running.told("listening", running.log)
            yield system, running, as_user, port


def test_it_runs_as_nobody_on_a_read_only_system(confined):
    system, running, as_user, port = confined
    health = json.loads(re.search(r"CMD (\[.*\])$", instruction("HEALTHCHECK"))[1])
    asked = system.command(*as_user, *health, "--url", f"http://127.0.0.1:{port}")
    until("health", lambda: subprocess.run(asked, capture_output=True, timeout=30, check=False).returncode == 0)
    status = Path(f"/proc/{running.process.pid}/status").read_text()
    assert re.search(r"^Uid:\s+10862\s+10862\s", status, re.MULTILINE)
    assert re.search(r"^CapEff:\s+0+$", status, re.MULTILINE) and re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
    assert system.run("touch", "/usr/written", "/etc/written", "/tmp/written").stderr.count("Read-only file system") == 3
    assert (system.root / instruction("VOLUME").lstrip("/") / "state.sqlite").exists()


def test_its_health_check_finds_one_that_is_not_there(confined):
    system, _, as_user, _ = confined
    health = json.loads(re.search(r"CMD (\[.*\])$", instruction("HEALTHCHECK"))[1])
    done = system.run(*as_user, *health, "--url", f"http://127.0.0.1:{free_port()}")
    assert done.returncode == 1 and done.stderr.count("\n") == 1


def test_the_health_check_asks_where_the_exporter_listens(binary):
    asked = re.search(r"http://127\.0\.0\.1:(\d+)", run(binary, "healthcheck", "--help").stdout)[1]
    assert asked == instruction("EXPOSE") and f"(default: :{asked})" in run(binary, "run", "--help").stdout


# The composition


def composed(binary, file: Path = COMPOSE) -> Composition:
    return Composition(file, binary)


def test_the_composition_is_sound(binary):
    assert composed(binary).faults() == []
    assert set(composed(binary).services) == {"demo", "prometheus", "alertmanager", "grafana"}


@pytest.mark.parametrize(("old", "new", "said"), [
    ("../../grafana/dashboards:", "../../grafana/dashes:", "grafana: volumes: ../../grafana/dashes is not there"),
    ("--history=2000", "--histories=2000", "demo: command: --histories is no flag of mps-exporter"),
    ("--storage.tsdb.path", "--storage.path", "prometheus: command: --storage.path is no flag of prom/prometheus"),
    ("dockerfile: deploy/container/", "dockerfile: container/", "demo: build: container/Dockerfile is not there"),
    ("prom/prometheus:v2.53.4", "prom/prometheus:latest", "prometheus: image: expected one with a version"),
    ("read_only: true", "read_only: false", "demo: read_only: expected True"),
    ("prometheus.yml:ro", "prometheus.yml", "prometheus: volumes: ./prometheus.yml can be written"),
    ("127.0.0.1:9093:9093", "9093:9093", "alertmanager: ports: 9093:9093 can be reached from other machines"),
    ("  grafana:\n  prometheus:\n", "  prometheus:\n", "grafana: volumes: grafana is not declared"),
    ("alertmanager: { condition", "alertmanger: { condition", "prometheus: depends_on: alertmanger is not there"),
    ("tmpfs:", "tempfs:", "grafana.tempfs: unknown"),
])
def test_a_fault_in_the_composition_is_named(binary, tmp_path, old, new, said):
    text = COMPOSE.read_text()
    assert old in text
    broken = tmp_path / "deploy/compose/compose.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text(text.replace(old, new))
    for name in ("grafana", "Package.swift", "deploy/container", "deploy/prometheus", "deploy/compose/prometheus.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert said in composed(binary, broken).faults()


def test_prometheus_takes_its_configuration_and_finds_everybody(binary, tmp_path):
    composition = composed(binary)
    file = composition.inside("prometheus", "/etc/prometheus/prometheus.yml")
    content = yaml.safe_load(file.read_text())
    rules = [composition.inside("prometheus", f"/etc/prometheus/{name}") for name in content["rule_files"]]
    usual = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    assert [file.name for file in rules] == usual["rule_files"]
    assert [job["job_name"] for job in content["scrape_configs"]] == [job["job_name"] for job in usual["scrape_configs"]]
    places = re.findall(r'"([\w-]+:\d+)"', file.read_text())
    assert len(places) == 2 and all(map(composition.listens, places))
    own = tmp_path / "prometheus.yml"
    own.write_text(yaml.safe_dump(content | {"rule_files": [str(rule) for rule in rules]}))
    done = subprocess.run([os.environ.get("PROMTOOL", "promtool"), "check", "config", str(own)], capture_output=True,
                          text=True, timeout=60, check=False)
    assert done.returncode == 0 and "FAILED" not in done.stdout + done.stderr, done.stdout + done.stderr


def test_alertmanager_takes_its_configuration(binary):
    file = composed(binary).inside("alertmanager", "/etc/alertmanager/alertmanager.yml")
    done = subprocess.run(["amtool", "check-config", str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_grafana_finds_prometheus_and_the_dashboards(binary):
    composition = composed(binary)
    variables = composition.services["grafana"]["environment"]
    source = composition.inside("grafana", "/etc/grafana/provisioning/datasources/prometheus.yaml").read_text()
    assert set(re.findall(r"\$\{(\w+)\}", source)) <= set(variables)
    assert composition.listens(variables["PROMETHEUS_URL"].removeprefix("http://"))
    provider = yaml.safe_load(
        composition.inside("grafana", "/etc/grafana/provisioning/dashboards/mps.yaml").read_text())
    folder = composition.inside("grafana", provider["providers"][0]["options"]["path"])
    assert folder == ROOT / "grafana/dashboards"
    assert composition.inside("grafana", variables["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]).is_file()


def test_the_demo_starts_with_its_command(binary, tmp_path):
    """Its own flags, on ports that are free here."""
    command = composed(binary).services["demo"]["command"]
    own = [*command[:-1], f"--web.listen-address=127.0.0.1:{free_port()}", "--listen=127.0.0.1:0"]
    assert command[-1] == "--web.listen-address=:10862"
    with Program(binary, tmp_path, *own, variables=KEYS) as demo:
        url = demo.told(r"^status page: (http://\S+)/$", demo.output)[1]
        until("health", lambda: run(binary, "healthcheck", "--url", url).returncode == 0)
