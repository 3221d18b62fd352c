"""A scrape as values: what stands in the text format, by name and labels."""

from collections import defaultdict

from prometheus_client.parser import text_string_to_metric_families


def series(name: str, **labels) -> tuple[str, frozenset]:
    return name, frozenset(labels.items())


class Scrape(dict):
    """Values of one account by name and labels; the label `account` is left out."""

    @classmethod
    def of(cls, exporter) -> "Scrape":
        """A scrape of an exporter with one account, values of the exporter itself included."""
        return cls._read(exporter, lambda labels: None)[None]

    @classmethod
    def by_account(cls, exporter) -> dict[str, "Scrape"]:
        return cls._read(exporter, lambda labels: labels.get("account", ""))

    @classmethod
    def _read(cls, exporter, key) -> dict:
        status, headers, body = exporter.ask("/metrics")
        assert status == 200, body
        assert headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        found = defaultdict(cls)
        for family in text_string_to_metric_families(body.decode()):
            for sample in family.samples:
                found[key(sample.labels)].add(sample.name, sample.labels, sample.value)
        return found

    def add(self, name: str, labels: dict, value: float):
        own = {label: text for label, text in labels.items() if label not in ("account", "instance", "job", "__name__")}
        if "le" in own:
            own["le"] = float(own["le"])
        assert series(name, **own) not in self, f"twice: {name} {own}"
        self[series(name, **own)] = value

    def value(self, name: str, **labels) -> float | None:
        return self.get(series(name, **labels))

    def total(self, name: str, **labels) -> float:
        """The sum over all series of a name that have these labels."""
        return sum(value for (own, having), value in self.items() if own == name and having >= set(labels.items()))

    def named(self, *names: str) -> dict:
        return {key: value for key, value in self.items() if key[0] in names}
