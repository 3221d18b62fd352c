"""The documents: links that lead somewhere, commands that work, examples that the programs take."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from certificates import install
from documented_commands import NOT_RUN, RUN
from markdown import Document, broken_links
from running import Exporter, Simulator, run, until
from web_clients import tls
from web_files import HASH

ROOT = Path(__file__).resolve().parents[2]
PROMTOOL = os.environ.get("PROMTOOL", "promtool")
FILES = subprocess.run(["git", "-C", ROOT, "ls-files", "*.md"], capture_output=True, text=True, check=True).stdout
DOCUMENTS = {name: Document.read(ROOT / name) for name in FILES.split() if (ROOT / name).exists()}
KNOWN = (ROOT / "docs" / "configuration-reference.md").read_text()


def example(name: str, language: str, has: str) -> str:
    """The one example of a document with these words."""
    found = [block for block in DOCUMENTS[name].blocks(language) if has in block]
    assert len(found) == 1, f"{name}: {len(found)} examples have {has}"
    return found[0]


def promtool(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([PROMTOOL, "check", *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          check=False)


# The reference


def test_the_configuration_reference_is_what_docs_hold(binary):
    done = run(binary, "configuration")
    assert (done.returncode, done.stderr) == (0, "")
    assert KNOWN == done.stdout, "run: mps-exporter configuration > docs/configuration-reference.md"


@pytest.mark.parametrize("command", re.findall(r"(?m)^## Flags of `(\w+)`$", KNOWN))
def test_the_configuration_reference_has_every_flag(binary, command):
    section = KNOWN.split(f"## Flags of `{command}`\n")[1].split("\n## ")[0]
    told = set(re.findall(r"^  (--[\w.-]+)", run(binary, command, "--help").stdout, re.MULTILINE))
    assert set(re.findall(r"^\| `(--[\w.-]+)` \|", section, re.MULTILINE)) == told - {"--version", "--help"}


def test_the_configuration_reference_has_every_variable_that_the_program_reads():
    """Variables are read by a name of the enumerations that the reference is made of, and in no other way."""
    texts = {file: file.read_text() for file in (ROOT / "Sources").rglob("*.swift")}
    reads = [str(file) for file, text in texts.items() if re.search(r'\benvironment\["|\bgetenv\b|setenv', text)]
    assert reads == []
    listed = re.findall(r"case (\w+) = ", next(
        text for file, text in texts.items() if file.name == "EnvironmentVariable.swift"))
    used = {name for text in texts.values() for name in re.findall(r"environment\[\.(\w+)\]", text)}
    assert len(listed) >= 6 and used == set(listed)


# Links


def test_every_link_leads_somewhere():
    assert len(DOCUMENTS) > 40
    assert [fault for document in DOCUMENTS.values() for fault in broken_links(document, ROOT)] == []


@pytest.mark.parametrize(("link", "said"), [
    ("other.md", None), ("other.md#a-name--more", None), ("#here", None), ("#here-1", None), ("folder", None),
    ("https://example.com/x#y", None), ("none.md", "is not there"), ("other.md#none", "has no such heading"),
    ("#there", "has no such heading"), ("#here-2", "has no such heading"), ("folder#x", "has no such heading"),
    ("../outside.md", "is not there"), ("other.md#not-a-heading", "has no such heading"),
])
def test_a_link_that_leads_nowhere_is_found(tmp_path, link, said):
    root = tmp_path / "clone"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("")
    (root / "other.md").write_text("# A `name`, & more\n\n```sh\n# Not a heading\n```\n")
    (root / "page.md").write_text(f"# Here\n\n## [Here](other.md)\n\nSee [this,\nwhich goes on]({link}).\n")
    found = broken_links(Document.read(root / "page.md"), root)
    assert found == ([f"page.md: {link}: {said}"] if said else [])


def test_the_readme_shows_what_one_gets():
    pictures = re.findall(r"^!\[[^\]]{10,}\]\((\S+)\)$", DOCUMENTS["README.md"].text, re.MULTILINE)
    assert len(pictures) == 1 and pictures[0] in [f"docs/{link}" for link in DOCUMENTS["docs/status-api.md"].links()]
    assert (ROOT / pictures[0]).read_bytes().startswith(b"\x89PNG\r\n")


# Commands


def test_every_command_is_run_or_it_is_known_why_not():
    shown = {command for document in DOCUMENTS.values() for command in document.commands()}
    assert shown == set(RUN) | set(NOT_RUN)
    assert not set(RUN) & set(NOT_RUN)


def test_the_tests_that_run_commands_are_there():
    for place in set(RUN.values()):
        file, name = place.split("::")
        assert f"\ndef {name}(" in (Path(__file__).parent / file).read_text(), place


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_flags_targets_and_files_exist(document):
    """What stands in backticks and fences: flags of the program, targets of make, files of the clone."""
    code = "\n".join(re.findall(r"`([^`\n]+)`", document.text) + document.commands())
    flags = set(re.findall(r"(?<![\w-])--(?:config|web|mps|poll|state|log)\.[\w.-]*\w", code))
    assert sorted(flag for flag in flags if f"`{flag}`" not in KNOWN) == []
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert sorted(set(re.findall(r"\bmake ([a-z-]+)", code)) - set(targets)) == []
    commands = set(re.findall(r"\bmps-exporter ([a-z]+)(?![\w/.-])", code))
    assert sorted(name for name in commands if f"## Flags of `{name}`\n" not in KNOWN) == []
    files = re.findall(r"(?<![\w./-])((?:deploy|docs|tools|grafana|Sources|Tests|Benchmarks)/[\w./-]*\w)", code)
    assert sorted(file for file in set(files) if not (ROOT / file).exists()) == []


def test_the_key_is_tried_as_the_documents_say(binary, tmp_path):
    """With the simulation in the place of the API."""
    assert "mps-exporter check" in DOCUMENTS["docs/install.md"].commands()
    with Simulator(binary, tmp_path) as simulator:
        done = run(binary, "check", "--mps.endpoint", simulator.url, variables=simulator.keys)
        assert done.returncode == 0 and simulator.keys["TENCENTCLOUD_SECRET_ID"] in done.stdout, done.stderr
        with Exporter(binary, tmp_path, endpoint=simulator.url, variables=simulator.keys) as exporter:
            until("readiness", lambda: exporter.ask("/-/ready")[0] == 200)


def test_the_service_is_tried_as_the_documents_say(binary, tmp_path):
    """With the files of the package, but where they lie, and the simulation in the place of the API."""
    [command] = [one for one in DOCUMENTS["docs/install.md"].commands() if ". /etc/default/mps-exporter" in one]
    assert command in DOCUMENTS["docs/runbooks/mpspollfailing.md"].commands()
    service = ROOT / "deploy/systemd"
    with Simulator(binary, tmp_path) as simulator:
        for name, value in simulator.keys.items():
            (tmp_path / f"key_{name.removeprefix('TENCENTCLOUD_').lower().replace('_', '-')}").write_text(value)
        (tmp_path / "default").write_text((service / "mps-exporter.default").read_text().replace(
            "/run/credentials/mps-exporter.service", str(tmp_path)))
        (tmp_path / "mps-exporter").symlink_to(binary)
        moved = command.removeprefix("sudo ").replace("/etc/default/mps-exporter", str(tmp_path / "default"))
        moved = moved.replace("/etc/mps-exporter/mps-exporter.yml", f"{service}/mps-exporter.yml --mps.endpoint {simulator.url}")
        done = subprocess.run(["sh", "-c", moved], env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True,
                              text=True, timeout=60)
        assert done.returncode == 0 and simulator.keys["TENCENTCLOUD_SECRET_ID"] in done.stdout, done.stderr


def test_the_example_configuration_is_checked_as_the_documents_say(binary, tmp_path):
    with Simulator(binary, tmp_path) as simulator:
        text = example("docs/configuration.md", "yaml", "accounts:")
        assert "endpoint: mps.intl.tencentcloudapi.com\n" in text
        (tmp_path / "mps.yml").write_text(text.replace("mps.intl.tencentcloudapi.com", simulator.url))
        (tmp_path / "secret-id").write_text(simulator.keys["TENCENTCLOUD_SECRET_ID"])
        (tmp_path / "secret-key").write_text(simulator.keys["TENCENTCLOUD_SECRET_KEY"])
        for command in ("--config.file mps.yml --config.check", "check --config.file mps.yml"):
            done = run(binary, *command.split(), folder=tmp_path, variables=simulator.keys)
            assert done.returncode == 0, done.stderr


def test_the_simulation_is_asked_as_the_documents_say(binary, tmp_path):
    asked = next(one for one in DOCUMENTS["docs/simulator.md"].commands() if one.startswith("curl"))
    with Simulator(binary, tmp_path, "--order", "finish-desc", "--history", "5000", "--faults", "0.1") as simulator:
        command = asked.replace("http://127.0.0.1:18620", simulator.url)
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
        assert json.loads(done.stdout)


def test_the_status_is_asked_as_the_documents_say(exporter):
    asked = next(one for one in DOCUMENTS["docs/status-api.md"].commands() if one.startswith("curl"))
    until("readiness", lambda: exporter.ask("/-/ready")[0] == 200)
    command = asked.replace("localhost:10862", exporter.address)
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60,
                          check=True)
    assert json.loads(done.stdout)["account"] == "default"


def test_a_certificate_is_looked_at_as_the_runbook_says(serve, folder):
    asked = [one for one in DOCUMENTS["docs/runbooks/mpscertificateexpiring.md"].commands() if "openssl" in one]
    address = serve(tls()).address
    for command in asked:
        command = command.replace("localhost:10862", address).replace("/etc/mps-exporter/tls.crt", f"{folder}/server.pem")
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60,
                              check=False)
        assert done.returncode == 0 and "notAfter=" in done.stdout, done.stderr
    assert len(asked) == 2


def test_prometheus_takes_the_queries_of_runbooks_and_guide(tmp_path):
    told = [line for document in DOCUMENTS.values() for block in document.blocks("promql") for line in block.splitlines()]
    told += re.findall(r"^\| `\w+` \| [^|]+ \| `([^`]+)` \|$", DOCUMENTS["docs/alerts.md"].text, re.MULTILINE)
    assert len(told) > 50
    rows = [{"record": f"query:number:{number}", "expr": query} for number, query in enumerate(told)]
    (tmp_path / "rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "asked", "rules": rows}]}))
    done = promtool("rules", tmp_path / "rules.yml")
    assert done.returncode == 0, done.stdout + done.stderr


# Examples


def test_the_exporter_takes_the_example_of_the_readme(binary, tmp_path):
    text = example("README.md", "yaml", "accounts:")
    paths = re.findall(r"file: (/etc/mps-exporter/credentials/(\S+))", text)
    assert len(paths) == 4
    for path, name in paths:
        (tmp_path / name).write_text("AKIDexample")
        text = text.replace(path, name)
    (tmp_path / "mps.yml").write_text(text)
    done = run(binary, "--config.file", "mps.yml", "--config.check", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "configuration valid: 2 account(s)\n"), done.stderr


def test_mistakes_are_named_as_the_document_shows(binary, tmp_path):
    (tmp_path / "mps.yml").write_text("poll_interval: 15\naccounts:\n  - name: prod\n    rate_limit: 200\n")
    done = run(binary, "--config.file", "mps.yml", "--config.check", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, example("docs/configuration.md", "", "poll_interval: expected"))


def test_prometheus_takes_the_examples_for_it(tmp_path):
    (tmp_path / "prometheus.yml").write_text(example("README.md", "yaml", "scrape_configs:"))
    told = promtool("config", tmp_path / "prometheus.yml")
    assert told.returncode == 0, told.stdout + told.stderr
    rows = yaml.safe_load(example("docs/alerts.md", "yaml", "mps:threshold:"))
    stated = (ROOT / "deploy/prometheus/mps-thresholds.rules.yml").read_text()
    assert rows and all(f"record: {row['record']}\n" in stated for row in rows)
    (tmp_path / "rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "own", "rules": rows}]}))
    told = promtool("rules", tmp_path / "rules.yml")
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_exporter_takes_the_example_of_a_web_configuration(binary, tmp_path, made):
    text = example("docs/security.md", "yaml", "basic_auth_users:")
    assert "$2y$10$…" in text
    install(made.server, tmp_path)
    (tmp_path / "server.pem").rename(tmp_path / "exporter.pem")
    (tmp_path / "server.key").rename(tmp_path / "exporter.key")
    (tmp_path / "web.yml").write_text(text.replace("$2y$10$…", HASH))
    keys = {"TENCENTCLOUD_SECRET_ID": "AKIDx", "TENCENTCLOUD_SECRET_KEY": "x"}
    done = run(binary, "--web.config.file", "web.yml", "--config.check", folder=tmp_path, variables=keys)
    assert done.returncode == 0, done.stderr


def test_the_policy_allows_what_the_exporter_calls_and_no_more():
    policies = [json.loads(block) for name in ("README.md", "docs/security.md")
                for block in DOCUMENTS[name].blocks("json") if "statement" in block]
    assert len(policies) == 2 and policies[0] == policies[1]
    actions = {action for rule in policies[0]["statement"] for action in rule["action"]}
    called = set()
    for file in (ROOT / "Sources/MediaProcessing").rglob("*.swift"):
        called |= set(re.findall(r'"([A-Z][A-Za-z]+)", request\b', file.read_text()))
    assert {f"mps:{name}" for name in called} == actions == {"mps:DescribeTasks"}
