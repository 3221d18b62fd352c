"""A real Prometheus that scrapes an exporter."""

import sys
import time
from pathlib import Path

from scrapes import Scrape

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "grafana"))

from checks.prometheus import Prometheus  # noqa: E402


class Store(Prometheus):
    """What Prometheus has stored of one exporter."""

    def stored(self) -> Scrape:
        found = Scrape()
        for one in self._ask("query", query='{__name__=~"mps_.+"}', time=time.time())["result"]:
            found.add(one["metric"]["__name__"], one["metric"], float(one["value"][1]))
        return found

    def one(self, expression: str) -> float | None:
        return next(iter(self.instant(expression)), None)
