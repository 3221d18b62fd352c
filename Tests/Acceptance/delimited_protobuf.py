"""Reads the protobuf format: `io.prometheus.client.MetricFamily` messages, each with its length before it."""

import math
import struct
from collections import defaultdict
from dataclasses import dataclass

from expositions import Exemplar, Exposition, Family, Point, Series, bound_text, key

TYPES = {0: "counter", 1: "gauge", 4: "histogram"}
VARINT, FIXED64, DELIMITED = 0, 1, 2
# The fields of metrics.proto that are used, by number; of a field that is a message itself the fields of that.
LABEL = SPAN = TIMESTAMP = {1: None, 2: None}
EXEMPLAR = {1: LABEL, 2: None, 3: TIMESTAMP}
BUCKET = {1: None, 2: None, 3: EXEMPLAR}
HISTOGRAM = {1: None, 2: None, 3: BUCKET, 5: None, 6: None, 7: None, 12: SPAN, 13: None, 15: TIMESTAMP,
             16: EXEMPLAR}
METRIC = {1: LABEL, 2: {1: None}, 3: {1: None, 2: EXEMPLAR, 3: TIMESTAMP}, 7: HISTOGRAM}
FAMILY = {1: None, 2: None, 3: None, 4: METRIC, 5: None}


@dataclass(frozen=True)
class NativeHistogram:
    """Counts by index, not cumulated: bucket `i` is from base^(i-1), exclusive, to base^i; base is 2^(2^-schema)."""

    schema: int
    zero_threshold: float
    zero_count: int
    buckets: dict[int, int]
    count: int


def protobuf(body: bytes) -> Exposition:
    """The families with their classic buckets."""
    return {family.name: family for family, _ in _read(body)}


def native_histograms(body: bytes) -> dict[Series, NativeHistogram]:
    """By the name of the family and the labels."""
    return {series: native for _, found in _read(body) for series, native in found.items()}


def unknown_fields(body: bytes) -> set[tuple[int, ...]]:
    """The fields that metrics.proto does not have or nobody should use, each by the numbers that lead to it."""
    return {place for message in _messages(body) for place in _unknown(message, FAMILY)}


def _unknown(message: bytes, known: dict, place: tuple[int, ...] = ()):
    for number, found in _fields(message).items():
        if number not in known:
            yield *place, number
        elif known[number]:
            for inner in found:
                yield from _unknown(inner, known[number], (*place, number))


def _messages(body: bytes):
    at = 0
    while at < len(body):
        length, at = _varint(body, at)
        assert at + length <= len(body), "the last message is cut"
        yield body[at:at + length]
        at += length


def _read(body: bytes):
    names = set()
    for message in _messages(body):
        family, found = _family(_fields(message))
        assert family.name not in names, f"twice: {family.name}"
        names.add(family.name)
        yield family, found


def _family(fields):
    kind = TYPES[fields[3][0]]
    full = fields[1][0].decode()
    name = full.removesuffix("_total") if kind == "counter" else full
    family = Family(name, kind, _text(fields, 2), _text(fields, 5))
    natives = {}
    for metric in map(_fields, fields[4]):
        labels = _labels(metric)
        assert not metric[6], f"a sample with a timestamp: {name} {labels}"
        if kind == "histogram":
            histogram = _fields(metric[7][0])
            _add_histogram(family, labels, histogram)
            if 5 in histogram:
                natives[key(name, labels)] = _native(histogram)
        else:
            value = _fields(metric[3 if kind == "counter" else 2][0])
            _add(family, full, labels, value[1][0] if value[1] else 0.0, value)
    return family, natives


def _add(family: Family, name: str, labels: dict, value: float, fields, exemplar=2, start=3):
    series = key(name, labels)
    assert series not in family.points, f"twice: {series}"
    family.points[series] = Point(
        value, _exemplar(_fields(fields[exemplar][0])) if exemplar and fields[exemplar] else None,
        _timestamp(fields[start][0]) if start and fields[start] else None)


def _add_histogram(family: Family, labels: dict, histogram):
    """Exemplars beside native buckets are in the classic bucket that their value belongs to."""
    start, below = histogram[15], -math.inf
    exemplars = [_exemplar(_fields(message)) for message in histogram[16]]
    for bucket in map(_fields, histogram[3]):
        bucket[15] = start
        reached, bound = bucket[1][0] if bucket[1] else 0, bucket[2][0]
        series = labels | {"le": bound_text(bound)}
        _add(family, f"{family.name}_bucket", series, reached, bucket, exemplar=3, start=15)
        if 5 in histogram:
            own = [exemplar for exemplar in exemplars if below < exemplar.value <= bound]
            assert len(own) <= 1, f"exemplars of one bucket: {own}"
            point = family.points[key(f"{family.name}_bucket", series)]
            assert point.exemplar is None or [point.exemplar] == own and all(
                other.timestamp < point.exemplar.timestamp for other in exemplars if other not in own)
            point.exemplar = own[0] if own else None
        below = bound
    for suffix, number in (("_count", 1), ("_sum", 2)):
        value = histogram[number][0] if histogram[number] else 0
        _add(family, family.name + suffix, labels, value, histogram, exemplar=None, start=15)


def _native(histogram) -> NativeHistogram:
    deltas, at = [], 0
    packed = histogram[13][0] if histogram[13] else b""
    while at < len(packed):
        delta, at = _varint(packed, at)
        deltas.append(_zigzag(delta))
    buckets, index, reached, used = {}, 0, 0, 0
    for span in map(_fields, histogram[12]):
        index += _zigzag(span[1][0]) if span[1] else 0
        for _ in range(span[2][0]):
            reached += deltas[used]
            buckets[index] = reached
            index, used = index + 1, used + 1
    assert used == len(deltas), "deltas without a span"
    return NativeHistogram(_zigzag(histogram[5][0]), histogram[6][0], histogram[7][0] if histogram[7] else 0, buckets,
                           histogram[1][0] if histogram[1] else 0)


def _exemplar(fields) -> Exemplar:
    timestamp = _timestamp(fields[3][0]) if fields[3] else None
    return Exemplar(tuple(sorted(_labels(fields).items())), fields[2][0], timestamp)


def _labels(fields) -> dict[str, str]:
    pairs = [_fields(label) for label in fields[1]]
    found = {_text(pair, 1): _text(pair, 2) for pair in pairs}
    assert len(found) == len(pairs), f"a label twice: {found}"
    return found


def _timestamp(message: bytes) -> float:
    fields = _fields(message)
    return fields[1][0] + (fields[2][0] / 1e9 if fields[2] else 0)


def _text(fields, number: int) -> str:
    return fields[number][0].decode() if fields[number] else ""


def _fields(message: bytes) -> defaultdict[int, list]:
    """Values by field number, in their order."""
    found, at = defaultdict(list), 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == VARINT:
            value, at = _varint(message, at)
        elif kind == FIXED64:
            value, at = struct.unpack_from("<d", message, at)[0], at + 8
        else:
            assert kind == DELIMITED, f"wire type {kind}"
            length, at = _varint(message, at)
            assert at + length <= len(message), "a field is cut"
            value, at = message[at:at + length], at + length
        found[tag >> 3].append(value)
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7f) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
