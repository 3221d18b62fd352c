"""The 17 rules of Grafana's dashboard-linter, in our own words, and its `.lint` file of exclusions."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from . import panel_rules, target_rules, template_rules
from .finding import Finding

RULES: dict[str, Callable[[dict], list[Finding]]] = {
    **template_rules.RULES, **panel_rules.RULES, **target_rules.RULES,
}


@dataclass(frozen=True)
class Exclusion:
    """One finding that is meant to be so."""

    rule: str
    dashboard: str
    panel: str
    reason: str

    def covers(self, finding: Finding, dashboard: str) -> bool:
        return (self.rule, self.dashboard, self.panel) == (finding.rule, dashboard, finding.panel)


def lint(board: dict) -> list[Finding]:
    return [finding for rule in RULES.values() for finding in rule(board)]


def exclusions(path: Path) -> list[Exclusion]:
    """Reads a `.lint` file; each entry needs a dashboard, a panel and a reason, its own or its rule's."""
    listed = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("exclusions", {})
    found = []
    for name, group in listed.items():
        for entry in group["entries"]:
            reason = entry.get("reason") or group.get("reason")
            if not reason:
                raise ValueError(f"{path}: {name}: '{entry['panel']}' is excluded without a reason")
            found.append(Exclusion(name.removesuffix("-rule"), entry["dashboard"], entry["panel"], reason))
    return found
