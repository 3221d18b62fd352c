"""A real Prometheus with a store of its own, and its HTTP API."""

import json
import math
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from .processes import Program, free_port

SCRAPE_SECONDS = 1


class Refused(Exception):
    """Prometheus did not accept a query; the text is its own."""


class Prometheus(Program):
    """It scrapes the path of all that are `scraped`, or what the configuration says that is given instead."""

    def __init__(self, binary: str, folder: Path, scraped: list[str], path: str, scrapes: dict | None = None,
                 features: str = "exemplar-storage"):
        self.url = f"http://127.0.0.1:{free_port()}"
        configuration = folder / "prometheus.yml"
        configuration.write_text(json.dumps(scrapes or {
            "global": {"scrape_interval": f"{SCRAPE_SECONDS}s", "scrape_timeout": f"{SCRAPE_SECONDS}s"},
            "scrape_configs": [
                {"job_name": "mps-exporter", "metrics_path": path, "static_configs": [{"targets": scraped}]}
            ],
        }), encoding="utf-8")
        super().__init__([
            binary, f"--config.file={configuration}", f"--storage.tsdb.path={folder / 'tsdb'}",
            f"--web.listen-address={self.url.removeprefix('http://')}", f"--enable-feature={features}",
            "--log.level=warn",
        ], folder)

    def wait_until_ready(self, seconds: float = 30) -> None:
        self.wait_for("readiness", self._ready, seconds)

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/-/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def _ask(self, path: str, **parameters):
        query = urllib.parse.urlencode({name.replace("match", "match[]"): text for name, text in parameters.items()})
        try:
            with urllib.request.urlopen(f"{self.url}/api/v1/{path}?{query}", timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)["error"]) from error

    def instant(self, expression: str, at: float | None = None) -> list[float]:
        """The values of an instant vector, those that are not a number left out."""
        found = self._ask("query", query=expression, time=at or time.time())
        samples = [found["result"]] if found["resultType"] == "scalar" else [one["value"] for one in found["result"]]
        return _numbers(samples)

    def over_time(self, expression: str, seconds: float = 60, step: float = 5) -> list[float]:
        now = time.time()
        found = self._ask("query_range", query=expression, start=now - seconds, end=now, step=step)
        return _numbers([sample for series in found["result"] for sample in series["values"]])

    def exemplars(self, expression: str) -> list[dict]:
        now = time.time()
        found = self._ask("query_exemplars", query=expression, start=now - 3600, end=now)
        return [exemplar for series in found for exemplar in series["exemplars"]]

    def label_values(self, label: str, series: str = "") -> list[str]:
        return self._ask(f"label/{label}/values", **({"match": series} if series else {}))


def _numbers(samples: list) -> list[float]:
    values = [float(text) for _, text in samples]
    return [value for value in values if not math.isnan(value)]
