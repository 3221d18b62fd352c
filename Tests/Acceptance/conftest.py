"""What the acceptance tests share. MPS_EXPORTER is the binary under test."""

import os
from pathlib import Path

import pytest
from running import Exporter
from scripted_api import ScriptedAPI


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
