"""What `make install-files` puts where, and that it finds its way from there."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown import Document, broken_links
from needs import need
from running import run
from unit_file import Unit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(binary, tmp_path_factory) -> Path:
    """What `make install-files` installs, and where."""
    folder = tmp_path_factory.mktemp("made")
    command = ["make", "-s", "-C", str(ROOT), "install-files", f"DESTDIR={folder}", f"BUILT={binary}"]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return folder


def test_make_installs_what_the_service_needs(binary, installed):
    local = installed / "usr/local"
    unit = (local / "lib/systemd/system/mps-exporter.service").read_text()
    assert Unit(unit).command == ["/usr/local/bin/mps-exporter", *Unit().command[1:]]
    examples = {file.name for file in (local / "share/doc/mps-exporter/examples").iterdir()}
    assert examples == {"mps-exporter.yml", "mps-exporter.default"}
    assert run(str(local / "bin/mps-exporter"), "--version").stdout == run(binary, "--version").stdout
    assert {file.name for file in installed.iterdir()} == {"usr"}, "nothing in /etc is touched"


def test_the_documented_command_finds_the_installed_user(installed, tmp_path):
    need(os.geteuid() == 0, "systemd-sysusers needs root")
    assert "sudo systemd-sysusers mps-exporter.conf" in Document.read(ROOT / "docs/install.md").commands()
    (tmp_path / "etc").mkdir()
    shutil.copytree(installed / "usr/local/lib/sysusers.d", tmp_path / "usr/local/lib/sysusers.d")
    command = ["systemd-sysusers", f"--root={tmp_path}", "mps-exporter.conf"]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    assert "\nmps-exporter:" in f"\n{(tmp_path / 'etc/passwd').read_text()}"


def test_the_installed_runbooks_are_those_of_the_alerts_and_lead_to_each_other(installed):
    folder = installed / "usr/local/share/doc/mps-exporter"
    rules = (installed / "usr/local/share/mps-exporter/prometheus/mps-alerts.rules.yml").read_text()
    named = {name.lower() for name in re.findall(r"- alert: (\w+)", rules)}
    assert named == set(re.findall(r"runbook_url: \S+/(\w+)$", rules, re.MULTILINE))
    assert {file.stem for file in (folder / "runbooks").iterdir()} == named
    documents = [Document.read(file) for file in folder.rglob("*.md")]
    assert [fault for document in documents for fault in broken_links(document, folder)] == []
