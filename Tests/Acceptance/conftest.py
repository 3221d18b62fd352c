"""What the acceptance tests share. MPS_EXPORTER is the binary under test."""

import os
import shutil
from pathlib import Path

import pytest
from certificates import Authorities, install
from running import Exporter
from scripted_api import ScriptedAPI


def pytest_configure(config):
    config.addinivalue_line("markers", "alone: measures time, so that no other test may run meanwhile")


@pytest.fixture(scope="session")
def binary() -> str:
    path = os.environ.get("MPS_EXPORTER")
    if not path:
        pytest.fail("MPS_EXPORTER is not set: it is the path of the mps-exporter binary under test")
    return str(Path(path).resolve())


@pytest.fixture
def api():
    with ScriptedAPI() as running:
        yield running


@pytest.fixture
def exporter(binary, tmp_path, api):
    """An exporter on the scripted API."""
    with Exporter(binary, tmp_path, endpoint=api.url) as running:
        yield running
        assert running.is_running, running.log()


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Authorities:
    return Authorities(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def folder(tmp_path, made) -> Path:
    """A folder for web.yml with the certificates that it can name."""
    install(made.server, tmp_path)
    shutil.copy(made.clients.certificate, tmp_path / "ca.pem")
    shutil.copy(made.renewed.key, tmp_path / "other.key")
    return tmp_path


@pytest.fixture
def serve(binary, folder, api):
    """Starts exporters on the scripted API with a web configuration file."""
    running = []

    def start(text: str, *flags) -> Exporter:
        (folder / "web.yml").write_text(text)
        exporter = Exporter(binary, folder, "--web.config.file", "web.yml", *flags, endpoint=api.url)
        running.append(exporter)
        assert exporter.address
        return exporter

    yield start
    for exporter in running:
        assert exporter.is_running, exporter.log()
        exporter.end()
