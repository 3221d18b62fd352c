"""Queries as Grafana targets."""

from grafana_foundation_sdk.builders import prometheus
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

from .variables import DATASOURCE

# Min steps of rates. They widen `$__rate_interval`, to four times as much, where single tasks are too rare for the
# scrape's own pace.
FLOW_STEP = "2m"
RARE_STEP = "5m"


def _target(expression: str, legend: str, step: str) -> prometheus.Dataquery:
    target = prometheus.Dataquery().datasource(DATASOURCE).expr(expression)
    if legend:
        target.legend_format(legend)
    return target.interval(step) if step else target


def line(expression: str, legend: str, step: str = "", exemplars: bool = False) -> prometheus.Dataquery:
    """A series over the dashboard's time range."""
    target = _target(expression, legend, step).range()
    return target.exemplar(True) if exemplars else target


def value(expression: str) -> prometheus.Dataquery:
    """One value, at the end of the dashboard's time range."""
    return _target(expression, "", "").instant()


def column(name: str, expression: str) -> prometheus.Dataquery:
    """One column of a table; its rows are the label sets."""
    return _target(expression, "", "").instant().format(PromQueryFormat.TABLE).ref_id(name)


def buckets(expression: str, step: str = "", exemplars: bool = False) -> prometheus.Dataquery:
    """The buckets of a heatmap, one series for each `le`."""
    target = _target(expression, "{{le}}", step).range().format(PromQueryFormat.HEATMAP)
    return target.exemplar(True) if exemplars else target
