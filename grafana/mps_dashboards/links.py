"""Links between the two dashboards; they keep the time range and the choices made."""

from grafana_foundation_sdk.builders.dashboard import DashboardLink
from grafana_foundation_sdk.models.dashboard import DashboardLinkType

TAG = "mps-exporter"
OVERVIEW = "mps-overview"
DRILLDOWN = "mps-drilldown"

_KEPT = ("datasource", "job", "instance", "account", "task_type", "wait_slo", "objective")


def _url(uid: str, **chosen: str) -> str:
    kept = [f"${{{name}:queryparam}}" for name in _KEPT if name not in chosen]
    set_here = [f"var-{name}={value}" for name, value in chosen.items()]
    return f"/d/{uid}?" + "&".join(["${__url_time_range}", *kept, *set_here])


def _link(title: str, url: str) -> DashboardLink:
    return DashboardLink(title).url(url)


def to_drilldown(*labels: str) -> DashboardLink:
    """From a value or a series to the drill-down of the account or task type that it belongs to."""
    return _link("Drill down", _url(DRILLDOWN, **{label: f"${{__field.labels.{label}}}" for label in labels}))


def from_row(uid: str, title: str, *columns: str) -> DashboardLink:
    """From a table's row, by the values of its columns."""
    return _link(title, _url(uid, **{name: f"${{__data.fields.{name}}}" for name in columns}))


def to_overview() -> DashboardLink:
    return _link("Overview", _url(OVERVIEW))


def siblings() -> DashboardLink:
    """The dashboards of the same tag, listed at the top."""
    return (
        DashboardLink("MPS dashboards")
        .type(DashboardLinkType.DASHBOARDS)
        .tags([TAG])
        .include_vars(True)
        .keep_time(True)
    )
