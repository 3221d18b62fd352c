"""Rules for panels. They hold for every kind of panel, where dashboard-linter looks at some kinds only."""

from grafana_foundation_sdk.models import units

from .finding import Finding
from .reading import panels
from .template_rules import DATASOURCE_UIDS

UNITS = frozenset(value for name, value in vars(units).items() if not name.startswith("_") and isinstance(value, str))


def panel_datasource(board: dict) -> list[Finding]:
    findings = []
    for panel in panels(board):
        for used in [panel, *(panel.get("targets") or [])]:
            uid = (used.get("datasource") or {}).get("uid")
            if uid not in DATASOURCE_UIDS:
                message = f"should use $datasource, uses {uid!r}"
                findings.append(Finding("panel-datasource", panel.get("title", ""), message))
    return findings


def panel_title_description(board: dict) -> list[Finding]:
    return [
        Finding("panel-title-description", panel.get("title", ""), f"panel {panel.get('id')} has no {what}")
        for panel in panels(board) for what in ("title", "description") if not panel.get(what)
    ]


def panel_units(board: dict) -> list[Finding]:
    findings = []
    for panel in panels(board):
        used = [_defaults(panel).get("unit"), *_overridden(panel, "unit")]
        wrong = [unit for unit in used if unit not in UNITS]
        if wrong and not _excused(panel):
            findings.append(Finding("panel-units", panel.get("title", ""), f"no unit that Grafana knows: {wrong[0]!r}"))
    return findings


def _defaults(panel: dict) -> dict:
    return (panel.get("fieldConfig") or {}).get("defaults") or {}


def _overridden(panel: dict, what: str) -> list:
    overrides = (panel.get("fieldConfig") or {}).get("overrides") or []
    return [setting["value"] for override in overrides for setting in override["properties"] if setting["id"] == what]


def _excused(panel: dict) -> bool:
    """Mapped values and texts have no unit."""
    reduced = ((panel.get("options") or {}).get("reduceOptions") or {}) if panel.get("type") == "stat" else {}
    return bool(_defaults(panel).get("mappings") or _overridden(panel, "mappings") or reduced.get("fields"))


def panel_no_targets(board: dict) -> list[Finding]:
    return [
        Finding("panel-no-targets", panel.get("title", ""), "asks nothing")
        for panel in panels(board) if not panel.get("targets")
    ]


RULES = {
    "panel-datasource": panel_datasource,
    "panel-title-description": panel_title_description,
    "panel-units": panel_units,
    "panel-no-targets": panel_no_targets,
}
