"""Rules for queries."""

import re
from collections.abc import Iterator

import promql_parser as promql

from .finding import Finding
from .promql import RATE_INTERVAL, parsed, selectors
from .reading import targets, variables

RATES = ("rate", "irate", "increase")
_STREAM = re.compile(r'\{\s*\w+\s*(=|!=|=~|!~)\s*("[^"]*"|`[^`]*`)\s*(,[^}]*)?\}')
_WINDOW = re.compile(r"\[([^\]]*)\]")


def _is_loki(board: dict, target: dict) -> bool:
    template = variables(board, "datasource")
    kinds = [(target.get("datasource") or {}).get("type"), template[0].get("query") if template else None]
    return "loki" in kinds


def _prometheus(board: dict) -> Iterator[tuple[str, str]]:
    for panel, _, target in targets(board):
        if not _is_loki(board, target):
            yield panel.get("title", ""), target.get("expr") or ""


def _loki(board: dict) -> Iterator[tuple[str, str]]:
    for panel, _, target in targets(board):
        if _is_loki(board, target) and not target.get("hide"):
            yield panel.get("title", ""), target.get("expr") or ""


def _trees(board: dict) -> Iterator[tuple[str, object]]:
    """Queries that can be parsed; that the others cannot is said by target-promql."""
    for title, expression in _prometheus(board):
        try:
            yield title, parsed(expression, board)
        except ValueError:
            continue


def target_logql(board: dict) -> list[Finding]:
    """There is no LogQL parser here: a stream selector and balanced brackets are asked for."""
    return [
        Finding("target-logql", title, f"not LogQL: {expression!r}") for title, expression in _loki(board)
        if not _STREAM.search(expression) or not _balanced(expression)
    ]


def _balanced(expression: str) -> bool:
    return all(expression.count(opening) == expression.count(closing) for opening, closing in ("()", "[]", "{}"))


def target_logql_auto(board: dict) -> list[Finding]:
    return [
        Finding("target-logql-auto", title, f"the window should be $__auto, is {window}")
        for title, expression in _loki(board)
        for window in _WINDOW.findall(_STREAM.sub("", expression)) if window not in ("$__auto", "${__auto}")
    ]


def target_promql(board: dict) -> list[Finding]:
    findings = []
    for title, expression in _prometheus(board):
        try:
            parsed(expression, board)
        except ValueError as error:
            findings.append(Finding("target-promql", title, f"{' '.join(str(error).split())}: {expression!r}"))
    return findings


def target_rate_interval(board: dict) -> list[Finding]:
    return [
        Finding("target-rate-interval", title, f"{parents[-2].func.name} should use $__rate_interval: {selector}")
        for title, tree in _trees(board) for selector, parents in selectors(tree)
        if _in_rate(parents) and parents[-1].range != RATE_INTERVAL
    ]


def _matcher(name: str):
    def check(board: dict) -> list[Finding]:
        findings = []
        for title, expression in _prometheus(board):
            try:
                # The variable must still be there, so the query is parsed with the variable's name for its value.
                tree = parsed(expression.replace(f'"${name}"', f'"<{name}>"'), board)
            except ValueError:
                continue
            for selector, _ in selectors(tree):
                matchers = {(one.name, str(one.op), one.value) for one in selector.matchers.matchers}
                if (name, "MatchOp.Re", f"<{name}>") not in matchers:
                    findings.append(Finding(f"target-{name}", title, f'{name}=~"${name}" is missing: {selector}'))
        return findings

    return check


def target_counter_agg(board: dict) -> list[Finding]:
    return [
        Finding("target-counter-agg", title, f"a counter outside of {', '.join(RATES)}: {selector}")
        for title, tree in _trees(board) for selector, parents in selectors(tree)
        if (selector.name or "").endswith("_total") and not _in_rate(parents)
    ]


def _in_rate(parents: tuple) -> bool:
    return (
        len(parents) > 1 and isinstance(parents[-1], promql.MatrixSelector) and isinstance(parents[-2], promql.Call)
        and parents[-2].func.name in RATES
    )


RULES = {
    "target-logql": target_logql,
    "target-logql-auto": target_logql_auto,
    "target-promql": target_promql,
    "target-rate-interval": target_rate_interval,
    "target-job": _matcher("job"),
    "target-instance": _matcher("instance"),
    "target-counter-agg": target_counter_agg,
}
