"""Which alerts reach whom and which keep others quiet, on a real Alertmanager with the routing as it is shipped.

AMTOOL and ALERTMANAGER are for programs that are not on the path.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml
from running import free_port

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "rules"))

import rulebook  # noqa: E402

ALERTMANAGER = os.environ.get("ALERTMANAGER", "prometheus-alertmanager")
BOOK = rulebook.Book(ROOT)


def alert(name, **labels):
    rule = next(rule for rule in BOOK.alerts if rule.name == name and all(
        rule.labels.get(key, value) == value for key, value in labels.items() if key == "severity"))
    said = {"alertname": name, "job": "mps-exporter", "account": "prod", **rule.labels, **labels}
    return {key: value for key, value in said.items() if value}


def ask(url, body=None):
    content = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.read()


@pytest.fixture(scope="module")
def alertmanager(tmp_path_factory):
    address = f"127.0.0.1:{free_port()}"
    folder = tmp_path_factory.mktemp("alertmanager")
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [ALERTMANAGER, f"--config.file={BOOK.folder / 'alertmanager.yml'}", f"--web.listen-address={address}",
             "--cluster.listen-address=", f"--storage.path={folder}"], stdout=log, stderr=log)
    try:
        for _ in range(100):
            try:
                ask(f"http://{address}/-/ready")
                break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
        yield f"http://{address}/api/v2/alerts"
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize(("number", "source", "silenced", "loud"), [
    (1, "MPSExporterDown",
     ["MPSBacklogGrowing", "MPSOldestTaskTooOld", "MPSWaitSLOBurn"],
     ["MPSPollFailing", "MPSReloadFailed", "MPSExporterInstanceDown"]),
    (2, "MPSPollFailing", ["MPSQueueStuck", "MPSFailureRatioHigh", "MPSDataStale"], ["MPSOldestTaskTooOld"]),
    (3, "MPSDataStale", ["MPSQueueStuck"], ["MPSOldestTaskTooOld", "MPSThrottled"]),
    (4, "MPSStateNotWritable", ["MPSPollFailing", "MPSDataStale", "MPSBacklogGrowing"], ["MPSLedgerInDoubt"]),
])
def test_a_cause_silences_what_follows_from_it(alertmanager, number, source, silenced, loud):
    account = f"account{number}"
    other = [alert(silenced[0], account=f"other{number}")]
    sent = [alert(source, account=account), *(alert(name, account=account) for name in silenced + loud), *other]
    ask(alertmanager, [{"labels": labels} for labels in sent])
    states = {}
    for _ in range(50):
        states = {(one["labels"]["alertname"], one["labels"]["account"]): bool(one["status"]["inhibitedBy"])
                  for one in json.loads(ask(alertmanager))
                  if one["labels"].get("account") in (account, f"other{number}")}
        if len(states) == len(sent) and all(states[name, account] for name in silenced):
            break
        time.sleep(0.1)
    assert {name: states[name, account] for name in silenced} == dict.fromkeys(silenced, True)
    loud = [*loud, source]
    assert {name: states[name, account] for name in loud} == dict.fromkeys(loud, False)
    assert not states[silenced[0], f"other{number}"], "another account is silenced too"


def inhibited(alertmanager, sent, expected):
    """Which of these alerts of a job are inhibited, by name, once that is as expected or a while is over.

    Alerts are sent after them of which one is known to silence another: when it does, all have been looked at.
    """
    control = {"job": sent[0]["job"], "account": "control"}
    later = [alert(name, **control) for name in ("MPSStateNotWritable", "MPSThrottled", "MPSDataStale")]
    for alerts in (sent, later):
        ask(alertmanager, [{"labels": labels} for labels in alerts])
    expected = {**expected, "MPSThrottled control": False, "MPSDataStale control": True}
    states = {}
    for _ in range(50):
        states = {" ".join(filter(None, (one["labels"]["alertname"], one["labels"].get("account"),
                                         one["labels"].get("instance")))): bool(one["status"]["inhibitedBy"])
                  for one in json.loads(ask(alertmanager)) if one["labels"]["job"] == control["job"]}
        states.pop("MPSStateNotWritable control", None)
        if states == expected:
            break
        time.sleep(0.1)
    return states, expected


@pytest.mark.parametrize(("job", "account", "silenced"), [("all", "", True), ("one", "prod", False)])
def test_only_a_job_that_is_down_as_a_whole_silences_its_targets(alertmanager, job, account, silenced):
    sent = [alert("MPSExporterDown", job=job, account=account),
            alert("MPSExporterInstanceDown", job=job, account="", instance="b:10862")]
    states, expected = inhibited(alertmanager, sent, {
        " ".join(filter(None, ("MPSExporterDown", account))): False, "MPSExporterInstanceDown b:10862": silenced})
    assert states == expected


@pytest.mark.parametrize(("severity", "silenced"), [("warning", False), ("critical", True)])
def test_only_polls_that_fail_at_every_exporter_silence_what_is_said_of_the_queue(alertmanager, severity, silenced):
    of = {"job": f"polls-{severity}"}
    sent = [alert("MPSPollFailing", severity=severity, **of), alert("MPSQueueStuck", **of)]
    states, expected = inhibited(alertmanager, sent, {"MPSPollFailing prod": False, "MPSQueueStuck prod": silenced})
    assert states == expected
    of["job"] += "-data"
    sent = [alert("MPSPollFailing", severity=severity, **of), alert("MPSDataStale", **of)]
    states, expected = inhibited(alertmanager, sent, {"MPSPollFailing prod": False, "MPSDataStale prod": silenced})
    assert states == expected


@pytest.mark.parametrize(("severity", "instance"), [("warning", "a:10862"), ("critical", "")])
def test_a_state_file_silences_alerts_about_the_queue_only_where_no_exporter_counts(alertmanager, severity, instance):
    of = {"job": f"state-{severity}"}
    source = alert("MPSStateNotWritable", severity=severity, instance=instance, **of)
    sent = [source, alert("MPSQueueStuck", **of),
            *(alert("MPSPollFailing", severity="warning", instance=one, **of) for one in ("a:10862", "b:10862"))]
    # The polls of the exporter that cannot write fail for that reason alone, those of another one do not.
    everything, name = severity == "critical", " ".join(filter(None, ("MPSStateNotWritable prod", instance)))
    states, expected = inhibited(alertmanager, sent, {
        name: False, "MPSQueueStuck prod": everything,
        "MPSPollFailing prod a:10862": True, "MPSPollFailing prod b:10862": everything})
    assert states == expected
    of["job"] += "-data"
    sent = [{**source, **of}, alert("MPSDataStale", **of)]
    states, expected = inhibited(alertmanager, sent, {name: False, "MPSDataStale prod": everything})
    assert states == expected


def test_one_state_file_does_not_silence_that_no_exporter_sees_the_account(alertmanager):
    of = {"job": "state-polls"}
    sent = [alert("MPSStateNotWritable", severity="warning", instance="a:10862", **of),
            alert("MPSPollFailing", severity="critical", **of)]
    states, expected = inhibited(alertmanager, sent, {
        "MPSStateNotWritable prod a:10862": False, "MPSPollFailing prod": False})
    assert states == expected


def test_the_critical_form_silences_the_warning_of_the_same_type_only(alertmanager):
    burn = {"account": "burning", "task_type": "WorkflowTask"}
    sent = [alert("MPSWaitSLOBurn", severity="critical", **burn), alert("MPSWaitSLOBurn", severity="warning", **burn),
            alert("MPSWaitSLOBurn", severity="warning", account="burning", task_type="EditMediaTask")]
    ask(alertmanager, [{"labels": labels} for labels in sent])
    states = {}
    for _ in range(50):
        states = {(one["labels"]["severity"], one["labels"]["task_type"]): bool(one["status"]["inhibitedBy"])
                  for one in json.loads(ask(alertmanager)) if one["labels"].get("account") == "burning"}
        if states.get(("warning", "WorkflowTask")):
            break
        time.sleep(0.1)
    assert states == {("critical", "WorkflowTask"): False, ("warning", "WorkflowTask"): True,
                      ("warning", "EditMediaTask"): False}


def test_critical_alerts_page_and_come_together_by_account():
    config = str(BOOK.folder / "alertmanager.yml")
    for severity, receiver in (("critical", "pager"), ("warning", "tickets")):
        command = [os.environ.get("AMTOOL", "amtool"), "config", "routes", "test", f"--config.file={config}"]
        command += [f"severity={severity}", "component=queue"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.strip() == receiver
    assert yaml.safe_load(Path(config).read_text())["route"]["group_by"] == ["job", "account"]
