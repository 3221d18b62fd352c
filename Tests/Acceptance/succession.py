"""What may not be in a scrape, and what may not happen from one to the next: the rules of OpenMetrics' validators.

The strict parser of prometheus-client holds most of the rules for one scrape; those that it does not know stand here.
"""

import re
from collections.abc import Iterable, Set

from expositions import Exemplar, Exposition, Family, Series, bound_text, openmetrics

CUMULATIVE = ("counter", "histogram")
LONGEST_EXEMPLAR = 128
# A quote after an even number of backslashes.
BARE_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')


def faults_of_text(text: str) -> list[str]:
    """What is wrong with one scrape of OpenMetrics."""
    try:
        exposition = openmetrics(text)
    except (ValueError, AssertionError) as error:
        return [f"not OpenMetrics: {error}"]
    return [*_faults_of_lines(text, sum(len(family.points) for family in exposition.values())), *faults_of(exposition)]


def _faults_of_lines(text: str, count: int):
    for line in text.splitlines():
        if line.startswith("# HELP ") and BARE_QUOTE.search(line):
            yield f"a bare quote: {line}"
    if count != (lines := sum(not line.startswith("#") for line in text.split("\n")[:-1])):
        yield f"{lines} samples of {count} series"
    if "\r\n" in text or text.startswith("\ufeff"):
        yield "lines that end in carriage returns, or a byte order mark"


def faults_of(exposition: Exposition) -> list[str]:
    """What is wrong with one scrape, whatever its format."""
    return [*_labels_of_all(exposition),
            *(fault for family in exposition.values() for fault in _faults_of_family(family))]


def _labels_of_all(exposition: Exposition):
    metrics = [set(labels) for family in exposition.values() for _, labels in family.points]
    if len(metrics) > 1:
        for name, value in set.intersection(*metrics):
            yield f"a label that every series has: {name}={value}"


def _faults_of_family(family: Family):
    if not family.help or family.type not in ("counter", "gauge", "histogram"):
        yield f"{family.name}: no help, or type {family.type}"
    if family.unit and not family.name.endswith(f"_{family.unit}"):
        yield f"{family.name}: its unit is {family.unit}"
    below = _lower_bounds(family)
    for series, point in family.points.items():
        le = dict(series[1]).get("le") if series in below else None
        if le is not None and le != bound_text(float(le)):
            yield f"{series}: le is not canonical"
        if point.timestamp is not None:
            yield f"{series}: a timestamp"
        if point.exemplar:
            yield from _faults_of_exemplar(series, point.exemplar)
            if le is not None and not below[series] < point.exemplar.value <= float(le):
                yield f"{series}: the exemplar's value {point.exemplar.value} is not of this bucket"


def _lower_bounds(family: Family) -> dict[Series, float]:
    """Of each bucket, as the one before it in the same histogram has it."""
    found, last = {}, {}
    if family.type == "histogram":
        for series in family.points:
            labels = dict(series[1])
            if (le := labels.pop("le", None)) is not None:
                histogram = tuple(labels.items())
                found[series], last[histogram] = last.get(histogram, float("-inf")), float(le)
    return found


def _faults_of_exemplar(series: Series, exemplar: Exemplar):
    if exemplar.timestamp is None:
        yield f"{series}: an exemplar without a timestamp"
    if sum(len(name) + len(value) for name, value in exemplar.labels) > LONGEST_EXEMPLAR:
        yield f"{series}: the exemplar is too long"


def faults_between(before: Exposition, after: Exposition, restarted: Set[str] = frozenset()) -> list[str]:
    """What may not happen from one scrape to the next. `restarted` are families whose counting may have begun anew:
    where the format tells the start, it must have moved then. If there are any, what is no count may be gone: it has to
    be polled first."""
    faults = []
    for name, family in before.items():
        if name not in after:
            if restarted and family.type not in CUMULATIVE:
                continue
            faults.append(f"{name}: the family is gone")
        else:
            faults += _faults_between_families(family, after[name], name in restarted)
    return [*faults, *faults_of_exemplars([before, after])]


def faults_of_exemplars(expositions: Iterable[Exposition]) -> list[str]:
    """What may not happen to exemplars from the first scrape to the last, whatever came and went between: of a series
    Prometheus takes the last one that it saw once more, or a newer one."""
    faults, last = [], {}
    for exposition in expositions:
        for series, point in (item for family in exposition.values() for item in family.points.items()):
            if point.exemplar is None:
                continue
            before = last.get(series, point.exemplar)
            if point.exemplar != before and not point.exemplar.timestamp > before.timestamp:
                faults.append(f"{series}: another exemplar that is not newer: {before}, {point.exemplar}")
            else:
                last[series] = point.exemplar
    return faults


def _faults_between_families(before: Family, after: Family, restarted: bool):
    for what in ("type", "help", "unit"):
        if getattr(before, what) != getattr(after, what):
            yield f"{before.name}: another {what}: {getattr(after, what)!r}"
    if before.points and after.points and _label_names(before) != _label_names(after):
        yield f"{before.name}: other label names"
    for series, point in before.points.items():
        now = after.points.get(series)
        if now is None:
            if before.type in CUMULATIVE and not restarted:
                yield f"{series}: the series is gone"
            continue
        if before.type in CUMULATIVE:
            yield from _faults_of_count(series, point, now, restarted)


def _faults_of_count(series: Series, before, now, restarted: bool):
    moved = before.start is not None and now.start is not None and now.start > before.start
    if before.start != now.start and not (restarted and moved):
        yield f"{series}: another start: {before.start}, {now.start}"
    if now.value < before.value and not (restarted and (moved or before.start is None)):
        yield f"{series}: fell from {before.value} to {now.value}"


def _label_names(family: Family) -> set:
    return {(name, tuple(label for label, _ in labels)) for name, labels in family.points}
