"""libcurl itself may fail, for want of memory: the calls of that moment do, and no later ones."""

from preloads import preloading
from running import KEYS, Exporter, until
from scrapes import Scrape


def test_polls_succeed_again_once_libcurl_does(binary, tmp_path, api):
    failing = tmp_path / "failing"
    variables = KEYS | preloading(tmp_path, "failing_curl") | {"FAILING_CURL": str(failing)}
    with Exporter(binary, tmp_path, endpoint=api.url, variables=variables) as exporter:
        until("a poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
        for _ in range(2):
            failing.touch()
            until("a failed poll", lambda: Scrape.of(exporter).value("mps_up") == 0)
            failing.unlink()
            until("a good poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
        assert "libcurl's connections failed: " in exporter.log()
        assert exporter.end()[0] == 0
