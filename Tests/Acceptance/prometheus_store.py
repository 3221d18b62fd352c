"""A real Prometheus that scrapes an exporter."""

import sys
import time
from pathlib import Path

from running import until
from scrapes import Scrape

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "grafana"))

from checks.prometheus import Prometheus  # noqa: E402


class Store(Prometheus):
    """What Prometheus has stored of one exporter. When it misses a scrape there is nothing until the next one: whoever
    has to know waits for that."""

    def stored(self) -> Scrape:
        return until("something is stored", self._stored)

    def known(self, expression: str) -> float:
        return until(f"a value of {expression}", lambda: self.instant(expression))[0]

    def _stored(self) -> Scrape:
        found = Scrape()
        for one in self._ask("query", query='{__name__=~"mps_.+"}', time=time.time())["result"]:
            found.add(one["metric"]["__name__"], one["metric"], float(one["value"][1]))
        return found

    def one(self, expression: str) -> float | None:
        return next(iter(self.instant(expression)), None)
