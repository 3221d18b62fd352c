"""PromQL with Grafana's variables in it."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

import promql_parser as promql

from .reading import variables

# Stand-ins that no one would write by hand, so that a window can be told from a fixed one after parsing.
WINDOWS = {"__rate_interval": "7331s", "__interval": "131s", "__range": "86413s"}
RATE_INTERVAL = timedelta(seconds=7331)

_VARIABLE = re.compile(r"\$\{(\w+)(?::\w+)?\}|\$(\w+)")
_VARIABLE_QUERY = re.compile(r"(label_names|label_values|metrics|query_result)\((.*)\)", re.DOTALL)


class UnknownVariable(ValueError):
    """A query names a variable that nothing defines."""


def expand(expression: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match) -> str:
        name = match[1] or match[2]
        if name not in values:
            raise UnknownVariable(f"${name} is not defined")
        return values[name]

    return _VARIABLE.sub(value, expression)


def chosen(board: dict) -> dict[str, str]:
    """What each variable stands for when a dashboard is opened: everything, or the value that it comes with."""
    values = {}
    for variable in variables(board):
        current = (variable.get("current") or {}).get("value")
        values[variable["name"]] = variable.get("allValue") or ".+" if current in (None, "$__all") else current
    return values


def parsed(expression: str, board: dict) -> promql.Expr:
    """The syntax tree; raises ValueError with the parser's message."""
    return promql.parse(expand(expression, {**chosen(board), **WINDOWS}))


def nodes(tree, parents: tuple = ()) -> Iterator[tuple[object, tuple]]:
    """Every node with those above it, the nearest last."""
    yield tree, parents
    below = [getattr(tree, name, None) for name in ("lhs", "rhs", "expr", "param", "vector_selector")]
    for node in [*below, *(getattr(tree, "args", None) or [])]:
        if node is not None and not isinstance(node, (str, float)):
            yield from nodes(node, (*parents, tree))


def selectors(tree) -> Iterator[tuple[promql.VectorSelector, tuple]]:
    for node, parents in nodes(tree):
        if isinstance(node, promql.VectorSelector):
            yield node, parents


def metric_names(tree) -> set[str]:
    return {selector.name for selector, _ in selectors(tree)}


def split_variable_query(query: str) -> tuple[str, str, str]:
    """`label_values(up{a="b"}, job)` -> function, series, label; either of the last two may be empty."""
    match = _VARIABLE_QUERY.fullmatch(query.strip())
    if not match:
        raise ValueError(f"not a query for a variable: {query!r}")
    if match[1] != "label_values":
        return match[1], match[2].strip(), ""
    series, _, label = match[2].rpartition(",")
    return match[1], series.strip(), label.strip()
