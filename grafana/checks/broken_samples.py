"""For every rule, the ways in which a dashboard can break it."""

import copy


def sample(overview: dict) -> dict:
    """A small dashboard that breaks no rule."""
    board = copy.deepcopy(overview)
    board["panels"] = [panel for panel in board["panels"] if panel["title"] in ("Queue depth", "API latency")]
    return board


def _variable(board: dict, name: str) -> dict:
    return next(one for one in board["templating"]["list"] if one["name"] == name)


def _set(thing: dict, **values) -> None:
    thing.update(values)


def ask(board: dict, expression: str, **more) -> None:
    board["panels"][0]["targets"][0].update(expr=expression, **more)


ALL = '{job=~"$job", instance=~"$instance"}'
LOKI = {"datasource": {"type": "loki", "uid": "${datasource}"}}
# Rule -> ways to break it.
BROKEN = {
    "template-datasource": [
        lambda b: b["templating"]["list"].pop(0),
        lambda b: b["templating"]["list"].append(dict(b["templating"]["list"][0])),
        lambda b: _set(_variable(b, "datasource"), name="ds"),
        lambda b: _set(_variable(b, "datasource"), label="Source"),
    ],
    "template-job": [
        lambda b: b["templating"]["list"].remove(_variable(b, "job")),
        lambda b: _set(_variable(b, "job"), label="Scrape job"),
        lambda b: _set(_variable(b, "job"), multi=False),
        lambda b: _set(_variable(b, "job"), allValue=".*"),
        lambda b: _set(_variable(b, "job"), type="custom"),
        lambda b: _set(_variable(b, "job"), datasource={"uid": "P1"}),
    ],
    "template-instance": [
        lambda b: b["templating"]["list"].remove(_variable(b, "instance")),
        lambda b: _set(_variable(b, "instance"), allValue=None),
    ],
    "template-label-promql": [
        lambda b: _set(_variable(b, "job"), query="label_value(mps_up, job)"),
        lambda b: _set(_variable(b, "job"), query='label_values(mps_up{job=~"$job", job)'),
        lambda b: _set(_variable(b, "job"), query="mps_up"),
    ],
    "template-on-time-change-reload": [lambda b: _set(_variable(b, "account"), refresh=1)],
    "panel-datasource": [
        lambda b: _set(b["panels"][0], datasource={"type": "prometheus", "uid": "P1809F7CD0C75ACF3"}),
        lambda b: _set(b["panels"][0], datasource=None),
        lambda b: _set(b["panels"][0]["targets"][0], datasource={"type": "prometheus", "uid": "P1"}),
    ],
    "panel-title-description": [
        lambda b: _set(b["panels"][0], title=""),
        lambda b: b["panels"][0].pop("description"),
    ],
    "panel-units": [
        lambda b: b["panels"][0]["fieldConfig"]["defaults"].pop("unit"),
        lambda b: _set(b["panels"][0]["fieldConfig"]["defaults"], unit="tasks"),
    ],
    "panel-no-targets": [lambda b: b["panels"][0].pop("targets"), lambda b: _set(b["panels"][0], targets=[])],
    "target-logql": [
        lambda b: ask(b, 'rate({app="x"}[$__auto]', **LOKI),
        lambda b: ask(b, "rate(app[$__auto])", **LOKI),
    ],
    "target-logql-auto": [lambda b: ask(b, 'rate({app="x"}[5m])', **LOKI)],
    "target-promql": [
        lambda b: ask(b, f"sum(mps_up{ALL}"),
        lambda b: ask(b, ""),
        lambda b: ask(b, f"mps_up{ALL} > $limit"),
        lambda b: ask(b, f"rate(mps_polls_total{ALL})"),
    ],
    "target-rate-interval": [
        lambda b: ask(b, f"sum(rate(mps_polls_total{ALL}[5m]))"),
        lambda b: ask(b, f"irate(mps_polls_total{ALL}[$__interval])"),
        lambda b: ask(b, f"increase(mps_polls_total{ALL}[1h])"),
    ],
    "target-job": [
        lambda b: ask(b, 'mps_up{instance=~"$instance"}'),
        lambda b: ask(b, 'mps_up{job="$job", instance=~"$instance"}'),
        lambda b: ask(b, f'mps_up{ALL} + on () mps_up{{job=~".+", instance=~"$instance"}}'),
    ],
    "target-instance": [lambda b: ask(b, 'mps_up{job=~"$job"}')],
    "target-counter-agg": [
        lambda b: ask(b, f"mps_polls_total{ALL}"),
        lambda b: ask(b, f"sum(mps_polls_total{ALL})"),
        lambda b: ask(b, f"deriv(mps_polls_total{ALL}[$__rate_interval])"),
    ],
    "uneditable-dashboard": [lambda b: _set(b, editable=True), lambda b: b.pop("editable")],
}
