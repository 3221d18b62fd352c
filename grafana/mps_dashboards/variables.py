"""Template variables, the same on both dashboards so that links can hand them over."""

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models import dashboard as model

DATASOURCE = model.DataSourceRef(type_val="prometheus", uid="${datasource}")
# As in deploy/prometheus/mps-thresholds.rules.yml; test_dashboard_panels.py holds them against it.
DEFAULT_WAIT_SLO = "600.0"
DEFAULT_OBJECTIVE = "99"


def _option(text: str, value: str) -> model.VariableOption:
    return model.VariableOption(selected=True, text=text, value=value)


def _choice(name: str, label: str, query: str, description: str) -> build.QueryVariable:
    return (
        build.QueryVariable(name)
        .label(label)
        .description(description)
        .datasource(DATASOURCE)
        .query(query)
        .refresh(model.VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(model.VariableSort.ALPHABETICAL_ASC)
        .multi(True)
        .include_all(True)
        .all_value(".+")
        .current(_option("All", "$__all"))
    )


def _datasource() -> build.DatasourceVariable:
    return (
        build.DatasourceVariable("datasource")
        .label("Data Source")
        .description("The Prometheus that scrapes mps-exporter.")
        .type("prometheus")
    )


def _wait_slo() -> build.QueryVariable:
    return (
        build.QueryVariable("wait_slo")
        .label("Wait SLO (s)")
        .description("The longest wait that is still good: one of the wait histogram's bucket bounds, in seconds.")
        .datasource(DATASOURCE)
        .query(
            'label_values(mps_task_wait_duration_seconds_bucket{job=~"$job", instance=~"$instance", '
            'account=~"$account"}, le)'
        )
        .regex("/^[0-9.e+]+$/")
        .refresh(model.VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(model.VariableSort.NUMERICAL_ASC)
        .multi(False)
        .include_all(False)
        .current(_option(DEFAULT_WAIT_SLO, DEFAULT_WAIT_SLO))
    )


def _objective() -> build.CustomVariable:
    return (
        build.CustomVariable("objective")
        .label("Objective (%)")
        .description("The share of tasks, in per cent, that shall start within the wait SLO.")
        .values("90,95,99,99.5,99.9")
        .multi(False)
        .include_all(False)
        .current(_option(DEFAULT_OBJECTIVE, DEFAULT_OBJECTIVE))
    )


def all_variables() -> list:
    """Data source first, then from the scrape to the task, each narrowed by those before it."""
    replica = 'job=~"$job", instance=~"$instance"'
    return [
        _datasource(),
        _choice("job", "Job", "label_values(mps_up, job)", "The scrape job of mps-exporter."),
        _choice(
            "instance", "Instance", 'label_values(mps_up{job=~"$job"}, instance)',
            "The exporters; replicas that watch the same account are merged, not added.",
        ),
        _choice("account", "Account", f"label_values(mps_up{{{replica}}}, account)", "The accounts to look at."),
        _choice(
            "task_type", "Task type",
            f'label_values(mps_tasks_submitted_total{{{replica}, account=~"$account"}}, task_type)',
            "The task types to look at; what the API only counts for the whole queue ignores it.",
        ),
        _wait_slo(),
        _objective(),
    ]
