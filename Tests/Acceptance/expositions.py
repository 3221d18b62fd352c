"""A scrape as metric families that read the same out of each format, so that formats and scrapes can be compared."""

from dataclasses import dataclass, field
from decimal import Decimal

from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families as text_families

TEXT = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

# The name of a sample with its labels in order; `le` as it is written.
Series = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Exemplar:
    labels: tuple[tuple[str, str], ...]
    value: float
    timestamp: float | None


@dataclass
class Point:
    """What stands behind a series. `start` is when counting began, in the formats that tell."""

    value: float
    exemplar: Exemplar | None = None
    start: float | None = None
    timestamp: float | None = None


@dataclass
class Family:
    """`name` is without `_total`, whatever the format calls it."""

    name: str
    type: str
    help: str
    unit: str = ""
    points: dict[Series, Point] = field(default_factory=dict)


Exposition = dict[str, Family]


def key(name: str, labels: dict[str, str]) -> Series:
    return name, tuple(sorted(labels.items()))


def openmetrics(text: str) -> Exposition:
    """Raises ValueError for what the strict parser refuses."""
    return _families(openmetrics_families(text))


def text_format(text: str) -> Exposition:
    return _families(text_families(text))


def _families(parsed) -> Exposition:
    found = {}
    for one in parsed:
        assert one.name not in found, f"twice: {one.name}"
        family = found[one.name] = Family(one.name, one.type, one.documentation, one.unit)
        for sample in one.samples:
            series = key(sample.name, sample.labels)
            assert series not in family.points, f"twice: {series}"
            exemplar = sample.exemplar and _exemplar(sample.exemplar)
            family.points[series] = Point(sample.value, exemplar, timestamp=_seconds(sample.timestamp))
    return found


def _exemplar(parsed) -> Exemplar:
    return Exemplar(tuple(sorted(parsed.labels.items())), parsed.value, _seconds(parsed.timestamp))


def _seconds(timestamp) -> float | None:
    return None if timestamp is None else float(timestamp)


def values(exposition: Exposition, *prefixes: str) -> dict[Series, float]:
    """The samples of the families whose names begin in one of these ways."""
    return {series: point.value for family in exposition.values() if family.name.startswith(prefixes)
            for series, point in family.points.items()}


def bound_text(bound: float) -> str:
    """How OpenMetrics wants a number to stand in `le`: as short as it is exact, with an exponent from a million on."""
    if bound == float("inf"):
        return "+Inf"
    digits = Decimal(repr(bound)).normalize()
    exponent = digits.adjusted()
    if bound and not -4 <= exponent < 6:
        mantissa = format(digits.scaleb(-exponent), "f")
        return f"{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"
    return text if "." in (text := format(digits, "f")) else f"{text}.0"
