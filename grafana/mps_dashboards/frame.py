"""What both dashboards share: variables, links, time range, numbering."""

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models import dashboard as model

from . import links
from .variables import all_variables


def dashboard(uid: str, title: str, description: str, sections: list) -> model.Dashboard:
    """`sections` are pairs of a row, or None, and the panels that follow it, in reading order."""
    board = (
        build.Dashboard(title)
        .uid(uid)
        .description(description)
        .tags([links.TAG])
        .readonly()
        .time("now-6h", "now")
        .refresh("30s")
        .timezone("browser")
        .tooltip(model.DashboardCursorSync.CROSSHAIR)
        .variables(all_variables())
        .annotations([])
        .link(links.siblings())
    )
    number = 0
    for row, panels in sections:
        if row:
            number += 1
            board.with_row(row.id(number))
        for panel in panels:
            number += 1
            board.with_panel(panel.id(number))
    return board.build()
