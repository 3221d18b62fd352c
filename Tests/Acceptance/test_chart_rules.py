"""The rules in the Helm chart: those that are tested, with a user's own thresholds, and judged by promtool."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from charts import ROOT, helm, notes, one, render

PROMTOOL = os.environ.get("PROMTOOL", "promtool")
RULES = [ROOT / "deploy/prometheus" / f"mps-{name}.rules.yml" for name in ("thresholds", "recording", "alerts")]
FULL = yaml.safe_load((Path(__file__).parent / "fixtures" / "chart-full.yaml").read_text())
WINDOW = "mps:threshold:stuck_window"


def groups(**values) -> list[dict]:
    """The groups of a release with these values of prometheusRule."""
    own = {"credentials": {"existingSecret": "mps-key"}, "prometheusRule": {"enabled": True} | values}
    return one(render(own), "PrometheusRule")["spec"]["groups"]


def alerts(found: list[dict]) -> list[dict]:
    return [rule for group in found for rule in group["rules"] if "alert" in rule]


def promtool(folder: Path, found: list[dict], **test) -> subprocess.CompletedProcess:
    """A unit test of rendered rules, with thresholds evaluated first."""
    (folder / "rules.yml").write_text(yaml.safe_dump({"groups": found}))
    names = [group["name"] for group in found]
    names.sort(key=lambda name: not name.startswith("mps-thresholds"))
    (folder / "test.yml").write_text(yaml.safe_dump({
        "rule_files": ["rules.yml"], "evaluation_interval": "1m", "group_eval_order": names,
        "tests": [{"interval": "1m"} | test]}))
    command = [PROMTOOL, "test", "rules", str(folder / "test.yml")]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_rules_are_those_that_are_tested():
    assert sorted(RULES) == sorted((ROOT / "deploy/prometheus").glob("*.rules.yml"))
    assert groups() == [group for file in RULES for group in yaml.safe_load(file.read_text())["groups"]]
    own = render(FULL)
    job = one(own, "ServiceMonitor")["spec"]["jobLabel"]
    assert f'job="{one(own, "Service")["metadata"]["labels"][job]}"' in RULES[0].read_text()


def test_whoever_has_the_alerts_is_told_what_they_need():
    own = {"credentials": {"existingSecret": "mps-key"}}
    told = "inhibit_rules of deploy/prometheus/alertmanager.yml"
    assert told in notes(own | {"prometheusRule": {"enabled": True}}) and told not in notes(own)
    assert yaml.safe_load((ROOT / "deploy/prometheus/alertmanager.yml").read_text())["inhibit_rules"]


def test_thresholds_are_replaced_and_added(tmp_path):
    rows = FULL["prometheusRule"]["thresholds"]
    assert [bool(row.get("labels")) for row in rows] == [False, True]
    spec = one(render(FULL), "PrometheusRule")["spec"]
    held = [rule for group in spec["groups"] for rule in group["rules"] if rule.get("record") in
            {row["record"] for row in rows}]
    for row in rows:
        assert held.count(row) == 1
        same = [rule for rule in held if (rule["record"], rule.get("labels")) == (row["record"], row.get("labels"))]
        assert same == [row]
    (tmp_path / "rules.yml").write_text(yaml.safe_dump(spec))
    done = subprocess.run([PROMTOOL, "check", "rules", str(tmp_path / "rules.yml")], capture_output=True, text=True,
                          timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# Rules that are evaluated


def stuck(task_type: str) -> list[dict]:
    """Three tasks of a type wait, and none starts."""
    where = 'job="mps-exporter",instance="mps/queue-0",account="prod"'
    return [{"series": f"mps_queue_tasks{{{where},status=\"WAITING\",task_type=\"{task_type}\"}}", "values": "3x80"},
            {"series": f"mps_tasks_started_total{{{where},task_type=\"{task_type}\"}}", "values": "7x80"}]


POLLED = [{"series": f'{name}{{job="mps-exporter",instance="mps/queue-0",account="prod"{status}}}', "values": values}
          for name, status, values in [
              ("mps_up", "", "1x80"), ("mps_last_successful_poll_timestamp_seconds", ',status="WAITING"', "0+60x80"),
              ("mps_queue_listing_timestamp_seconds", ',status="WAITING"', "0+60x80")]]


def told(minute: int, *windows: str) -> dict:
    """That these types are told to be stuck, for these windows, and no others."""
    expression = 'count by (task_type, window) (ALERTS{alertname="MPSQueueStuck",alertstate="firing"})'
    samples = [{"labels": f'{{task_type="{task_type}",window="{window}"}}', "value": 1}
               for task_type, window in (each.split() for each in windows)]
    return {"expr": expression, "eval_time": f"{minute}m", "exp_samples": samples}


@pytest.mark.parametrize(("rows", "early", "late"), [
    ([{"window": "1h"}], [], ["WorkflowTask 1h", "LiveProcessTask 1h"]),
    ([{"window": "1h", "task_type": "LiveProcessTask"}], ["WorkflowTask 20m"],
     ["WorkflowTask 20m", "LiveProcessTask 1h"]),
    ([{"window": "6h"}, {"window": "1h", "account": "prod"}], [], ["WorkflowTask 1h", "LiveProcessTask 1h"]),
], ids=["replaced", "added", "replaced and added"])
def test_a_window_of_standstill_is_the_one_that_was_chosen(tmp_path, rows, early, late):
    """Two windows in force at once would be a many-to-many error at every evaluation."""
    found = groups(thresholds=[{"record": WINDOW, "labels": labels, "expr": "vector(1)"} for labels in rows])
    done = promtool(tmp_path, found, input_series=POLLED + stuck("WorkflowTask") + stuck("LiveProcessTask"),
                    promql_expr_test=[told(30, *early), told(70, *late)])
    assert done.returncode == 0, done.stdout + done.stderr


def test_promtool_finds_two_windows_at_once(tmp_path):
    found = groups()
    found[0]["rules"].append({"record": WINDOW, "labels": {"window": "1h"}, "expr": "vector(1)"})
    done = promtool(tmp_path, found, input_series=POLLED + stuck("WorkflowTask"))
    assert done.returncode == 1 and "many-to-many matching not allowed" in done.stdout + done.stderr


@pytest.mark.parametrize(("row", "said"), [
    ({"record": "mps:threshold:backlog"}, ".record: expected one of mps:threshold:"),
    ({"record": WINDOW, "labels": {"window": "2h"}}, ".labels.window: expected one of 20m, 1h, 6h, got 2h"),
    ({"record": WINDOW}, ".labels.window: expected one of 20m, 1h, 6h, got nothing"),
    ({"record": "mps:threshold:wait_slo_error_budget", "labels": {"account": "a"}}, ".labels.account: expected none"),
    ({"record": "mps:threshold:drain_slo_seconds", "labels": {"task_type": "a"}}, ".labels.task_type: expected none"),
    ({"record": "mps:threshold:oldest_wait_ratio"},
     '.labels: expected one of {"severity":"warning"}, {"severity":"critical"}, beside account and task_type, got {}'),
    ({"record": "mps:threshold:failure_ratio", "labels": {"type": "a"}}, ".labels: expected one of {}, beside"),
    ({"record": WINDOW, "labels": {"window": "6h", "account": "a"}},
     ': expected one row for mps:threshold:stuck_window {"account":"a"}, got a second'),
])
def test_a_row_that_no_rule_would_find_stops_it_with_a_line_that_says_which(row, said):
    first = {"record": WINDOW, "labels": {"window": "1h", "account": "a"}, "expr": "vector(1)"}
    with pytest.raises(helm.HelmRenderError) as stopped:
        groups(thresholds=[first, row | {"expr": "vector(1)"}])
    assert f"prometheusRule.thresholds[1]{said}" in str(stopped.value)
    assert len(str(stopped.value).splitlines()) == 1


# Runbooks


@pytest.mark.parametrize("base", ["https://wiki.example.com/mps", "https://wiki.example.com/mps/"])
def test_runbooks_are_where_they_are_published(base):
    usual, own = alerts(groups()), alerts(groups(runbookBase=base))
    assert len(own) == len(usual) > 20
    for rule, moved in zip(usual, own, strict=True):
        name = moved["alert"].lower()
        assert (ROOT / "docs/runbooks" / f"{name}.md").exists()
        assert moved["annotations"] == rule["annotations"] | {"runbook_url": f"https://wiki.example.com/mps/{name}"}
        assert re.fullmatch(rf"https://\S+/{name}", rule["annotations"]["runbook_url"])
