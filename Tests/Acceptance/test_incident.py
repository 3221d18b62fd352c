"""One incident on the wall clock: real programs from the simulated API to the notification, 20 times as fast as life.

The story: a burst of tasks, the alerts that come of it, the exporter's death, its return, and the end of the burst.
PROMETHEUS and ALERTMANAGER are for programs that are not on the path.
"""

import re
import signal
import subprocess
import sys
import urllib.request

import pytest
import yaml
from running import Exporter, Simulator, free_port, until
from watching import FASTER, ROOT, RULES, Alertmanager, Receiver, WatchingPrometheus, write_faster

pytestmark = pytest.mark.alone

SPEED = 20
QUEUE = ["--speed", SPEED, "--arrival-rate", "0.1", "--workers", "20", "--history", "200", "--log.level", "critical"]


def post(simulator: Simulator, what: str) -> None:
    with urllib.request.urlopen(f"{simulator.url}/{what}", data=b"", timeout=10) as answer:
        assert answer.status == 200


@pytest.fixture
def folder(tmp_path):
    write_faster(SPEED, tmp_path)
    return tmp_path


def test_a_burst_is_told_the_dead_exporter_silences_it_and_the_end_is_told(binary, folder):
    port = free_port()
    with Simulator(binary, folder, *QUEUE) as simulator, Receiver() as receiver, \
            Alertmanager(folder, receiver) as alertmanager, \
            WatchingPrometheus(folder, f"127.0.0.1:{port}", alertmanager):
        def exporter():
            return Exporter(binary, folder, endpoint=simulator.url, port=port, variables=simulator.keys)

        with exporter() as first:
            until("a poll", lambda: b'mps_up{account="default"} 1\n' in first.ask()[2])
            post(simulator, "burst?tasks=1000")
            warning = receiver.wait("MPSOldestTaskTooOld", "firing", severity="warning")
            assert warning["path"] == "/tickets" and warning["labels"]["account"] == "default"
            assert "the oldest waiting task was created" in warning["annotations"]["description"]
            burn = receiver.wait("MPSWaitSLOBurn", "firing", severity="critical", task_type="WorkflowTask")
            assert burn["path"] == "/pager"
            first.end(signal.SIGKILL)
            down = receiver.wait("MPSExporterDown", "firing")
            assert down["path"] == "/pager" and down["labels"]["account"] == "default"
            silenced = alertmanager.alerts("MPSWaitSLOBurn", account="default")
            assert silenced and all(one["status"]["inhibitedBy"] for one in silenced)
            assert not alertmanager.alerts("MPSExporterDown")[0]["status"]["inhibitedBy"]
        told = len(receiver.received)
        with exporter():
            receiver.wait("MPSExporterDown", "resolved", since=told)
            receiver.wait("MPSOldestTaskTooOld", "firing", since=told)
            post(simulator, "workers?number=5000")
            receiver.wait("MPSOldestTaskTooOld", "resolved", since=told)
            until("no old task", lambda: not alertmanager.alerts("MPSOldestTaskTooOld"))
    # Other types wait behind the burst for so long that they may count as stuck.
    about = {alert["labels"]["alertname"] for alert in receiver.received}
    assert about <= {"MPSOldestTaskTooOld", "MPSWaitSLOBurn", "MPSExporterDown", "MPSBacklogGrowing",
                     "MPSBacklogForecast", "MPSDrainTimeTooLong", "MPSQueueStuck"}


def durations(text: str) -> list[str]:
    return re.findall(r"(?:\[|offset |(?:for|keep_firing_for|interval): )((?:\d+(?:ms|[smhdw]))+)", text)


def milliseconds(duration: str) -> int:
    units = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
    return sum(int(count) * units[unit] for count, unit in re.findall(r"(\d+)(ms|[smhdw])", duration))


@pytest.mark.parametrize("name", [*RULES, "alertmanager.yml"])
def test_faster_rules_are_the_shipped_ones_but_for_their_times(folder, name):
    shipped, faster = ((place / name).read_text() for place in (ROOT / "deploy/prometheus", folder))
    assert [milliseconds(one) for one in durations(faster)] == [milliseconds(one) // SPEED for one in durations(shipped)]
    # Without numbers they are the same, and comments stay.
    times = r"\d+(?:ms|[smhdw])?"
    pattern = rf"(\[|offset |(?:\w*for|\w*interval|group_wait): |vector\(|\n +)(?:{times})+( \*|\)|\]|\n|)"
    assert re.sub(pattern, r"\1\2", faster) == re.sub(pattern, r"\1\2", shipped)
    if name in RULES:
        subprocess.run(["promtool", "check", "rules", str(folder / name)], check=True, timeout=60, capture_output=True)


def test_faster_thresholds_are_shorter_where_they_are_spans_of_the_queues_life(folder):
    def values(file):
        content = yaml.safe_load(file.read_text())
        return {(rule["record"], *(rule.get("labels") or {}).values()): rule["expr"]
                for group in content["groups"] for rule in group["rules"]}
    shipped, faster = values(ROOT / "deploy/prometheus" / RULES[0]), values(folder / RULES[0])
    changed = {key[0].removeprefix("mps:threshold:") for key in shipped if shipped[key] != faster[key]}
    assert changed == {"forecast_horizon_seconds", "drain_slo_seconds", "wait_slo_seconds",
                       "processing_minimum_seconds", "data_stale_seconds"}
    assert faster["mps:threshold:wait_slo_seconds",] == "vector(30)"


def test_faster_says_how_it_is_used(tmp_path):
    def run(*arguments):
        return subprocess.run([sys.executable, str(FASTER), *map(str, arguments)], capture_output=True, text=True,
                              timeout=60, check=False)
    for wrong in ([], ["0", tmp_path], ["fast", tmp_path], ["1"]):
        done = run(*wrong)
        assert done.returncode == 2 and "faster N FOLDER" in done.stderr
    (tmp_path / "file").write_text("")
    done = run(2, tmp_path / "file")
    assert done.returncode == 1 and str(tmp_path / "file") in done.stderr and "Traceback" not in done.stderr
