"""Dashboards as they stand on disk."""

import json
from collections.abc import Iterator
from pathlib import Path


class UnreadableDashboard(Exception):
    """Says which file, where in it, and what is wrong with it, on one line."""


def read_dashboard(path: Path) -> dict:
    try:
        board = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableDashboard(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableDashboard(f"{path}: byte {error.start}: not UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableDashboard(f"{path}: line {error.lineno} column {error.colno}: not JSON: {error.msg}") from error
    if not isinstance(board, dict):
        raise UnreadableDashboard(f"{path}: expected a dashboard object, got {type(board).__name__}")
    for key, kind in {"title": str, "uid": str, "panels": list, "templating": dict}.items():
        if not isinstance(board.get(key), kind):
            raise UnreadableDashboard(f"{path}: not a dashboard: '{key}' is missing or not {_article(kind)}")
    return board


def _article(kind: type) -> str:
    return {str: "a text", list: "a list", dict: "an object"}[kind]


def panels(board: dict) -> Iterator[dict]:
    """Every panel that shows something, those in collapsed rows included."""
    for panel in board["panels"]:
        if panel.get("type") == "row":
            yield from panel.get("panels", [])
        else:
            yield panel


def targets(board: dict) -> Iterator[tuple[dict, int, dict]]:
    """Every query, as panel, place in the panel, and query."""
    for panel in panels(board):
        for place, target in enumerate(panel.get("targets") or []):
            yield panel, place, target


def variables(board: dict, kind: str = "") -> list[dict]:
    found = board["templating"].get("list", [])
    return [variable for variable in found if not kind or variable.get("type") == kind]
