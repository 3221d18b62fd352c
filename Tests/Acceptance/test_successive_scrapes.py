"""From scrape to scrape nothing happens that OpenMetrics forbids: while the queue moves, over a restart and reloads."""

import json
import time
from dataclasses import dataclass, field

import pytest
from delimited_protobuf import protobuf
from expositions import OPENMETRICS, PROTOBUF, Exposition, openmetrics
from running import Exporter, Simulator, free_port, until
from scripted_api import page
from succession import faults_between, faults_of, faults_of_exemplars, faults_of_text

QUEUE = ["--seed", "5", "--speed", "20", "--arrival-rate", "0.2", "--workers", "20", "--history", "300"]
LEDGER = ("mps_tasks_", "mps_task_", "mps_subtasks_")
DURATIONS = ("wait", "processing", "turnaround")
SCRAPES, FEW = 15, 5
# Buckets become wider and narrower, and bounds go and come back. Only `+Inf` is always there.
OTHER_BOUNDS = [[7, 60, 600, 7200, 86400], [30, 45, 60, 1800, 3600]]


@dataclass
class Stretch:
    """Scrapes one after the other without a restart between them."""

    texts: list[str] = field(default_factory=list)
    of_text: list[Exposition] = field(default_factory=list)
    of_protobuf: list[Exposition] = field(default_factory=list)

    def look(self, exporter: Exporter):
        self.texts.append(body(exporter, OPENMETRICS).decode())
        self.of_text.append(openmetrics(self.texts[-1]))
        self.of_protobuf.append(protobuf(body(exporter, PROTOBUF)))


def body(exporter: Exporter, accept: str) -> bytes:
    status, headers, content = exporter.ask(Accept=accept)
    assert (status, headers["Content-Type"]) == (200, accept)
    return content


def total(exposition: Exposition, name: str) -> float:
    return sum(point.value for point in exposition[name].points.values()) if name in exposition else 0


@pytest.fixture(scope="module")
def stretches(binary, tmp_path_factory) -> list[Stretch]:
    """Before a restart, after it, after a reload that changes an account, and after one that adds another; then with
    other bounds by a reload, with others by a restart, with those of the beginning by a reload, and with fewer names of
    types and more."""
    folder, port = tmp_path_factory.mktemp("scrapes"), free_port()
    file = folder / "mps.yml"

    def configure(*names: str, interval: str, bounds=None, types: int = 20):
        file.write_text(json.dumps({
            "accounts": [{"name": name, "endpoint": simulator.url, "poll_interval": interval, "history": "6d"}
                         for name in names],
            "labels": {"max_task_types": types},
            "histograms": {kind: bounds for kind in DURATIONS} if bounds else {}}))

    def start() -> Exporter:
        return Exporter(binary, folder, "--config.file", file, port=port, poll=None, variables=simulator.keys)

    with Simulator(binary, folder, *QUEUE) as simulator:
        configure("one", interval="1s")
        with start() as exporter:
            found = [looked(exporter)]
            assert exporter.end()[0] == 0
        with start() as exporter:
            found.append(looked(exporter))
            for names, interval in ((["one"], "1100ms"), (["one", "two"], "1100ms")):
                configure(*names, interval=interval)
                assert exporter.ask("/-/reload", "POST")[0] == 200
                found.append(looked(exporter))
            configure("one", "two", interval="1100ms", bounds=OTHER_BOUNDS[0])
            reload(exporter, lambda scrape: "7.0" in bounds_of(scrape))
            found.append(looked(exporter, FEW))
            assert exporter.end()[0] == 0
        configure("one", "two", interval="1100ms", bounds=OTHER_BOUNDS[1])
        with start() as exporter:
            found.append(looked(exporter, FEW))
            configure("one", "two", interval="1100ms")
            reload(exporter, lambda scrape: "45.0" not in bounds_of(scrape))
            found.append(looked(exporter, FEW))
            for types in (1, 2):
                configure("one", "two", interval="1100ms", types=types)
                reload(exporter, lambda scrape: len(types_of(scrape)) == types + 1)
                found.append(looked(exporter, FEW))
    return found


def reload(exporter: Exporter, is_in_force):
    assert exporter.ask("/-/reload", "POST")[0] == 200
    until("a scrape by the new configuration", lambda: is_in_force(protobuf(body(exporter, PROTOBUF))))


def bounds_of(exposition: Exposition) -> set[str]:
    return {dict(labels)["le"] for (name, labels) in exposition["mps_task_turnaround_duration_seconds"].points
            if name.endswith("_bucket")}


def types_of(exposition: Exposition) -> set[str]:
    return {dict(labels)["task_type"] for _, labels in exposition["mps_tasks_finished"].points}


def looked(exporter: Exporter, scrapes: int = SCRAPES) -> Stretch:
    """At least as many scrapes as are wanted, until something was counted, and exemplars changed, between them."""
    stretch = Stretch()

    def enough() -> bool:
        stretch.look(exporter)
        first, last = stretch.of_protobuf[0], stretch.of_protobuf[-1]
        moved = exemplars(stretch.of_text[0]) != exemplars(stretch.of_text[-1])
        return moved and len(stretch.texts) >= scrapes and all(
            total(last, name) > total(first, name) for name in ("mps_tasks_started", "mps_tasks_finished"))
    until("tasks that are begun and finished", enough)
    return stretch


def test_there_was_something_to_break(stretches):
    """Values, exemplars and starts are there and move; else the rules below would prove little."""
    for stretch in stretches:
        assert exemplars(stretch.of_text[-1]) and exemplars(stretch.of_text[0]) != exemplars(stretch.of_text[-1])
    starts = {point.start for point in stretches[3].of_protobuf[-1]["mps_tasks_finished"].points.values()}
    assert len(starts) == 2 and None not in starts, "of either account its epoch"


def exemplars(exposition: Exposition) -> dict:
    return {series: point.exemplar for family in exposition.values() for series, point in family.points.items()
            if point.exemplar}


def test_every_scrape_keeps_the_rules_for_one(stretches):
    for stretch in stretches:
        assert [faults_of_text(text) for text in stretch.texts] == [[]] * len(stretch.texts)
        assert [faults_of(exposition) for exposition in stretch.of_protobuf] == [[]] * len(stretch.of_protobuf)


def test_no_scrape_contradicts_the_one_before(stretches):
    for stretch in stretches:
        for expositions in (stretch.of_text, stretch.of_protobuf):
            for before, after in zip(expositions, expositions[1:]):
                assert faults_between(before, after) == []


def test_no_exemplar_ever_goes_back(stretches):
    """Over reloads and restarts, other bounds and other limits of names: Prometheus remembers what it has seen."""
    for expositions in ([exposition for stretch in stretches for exposition in stretch.of_text],
                        [exposition for stretch in stretches for exposition in stretch.of_protobuf]):
        assert faults_of_exemplars(expositions) == []


def test_other_bounds_take_away_and_bring_buckets_alone(stretches):
    """What a bound counts that stays is no less, and no less the count of all."""
    for before, after, restarts in zip(stretches[3:6], stretches[4:7], (False, True, False)):
        for one, other in ((before.of_text[-1], after.of_text[0]), (before.of_protobuf[-1], after.of_protobuf[0])):
            told = one.keys() - {name for name in one if name.startswith(LEDGER)} if restarts else frozenset()
            faults = faults_between(one, other, told)
            gone = bounds_of(one) - bounds_of(other)
            assert gone and bounds_of(one) & bounds_of(other) and bounds_of(other) - bounds_of(one)
            assert faults and {fault for fault in faults if not fault.endswith("the series is gone") or not any(
                f"('le', '{bound}')" in fault for bound in gone)} == set()


def test_other_limits_of_names_move_counts_between_types(stretches):
    """None is lost or made; which series they are in changes, as docs/configuration.md says."""
    for before, after in zip(stretches[6:8], stretches[7:9]):
        then, now = before.of_protobuf[-1], after.of_protobuf[0]
        assert types_of(now) != types_of(then) and "other" in types_of(now)
        fallen = [fault for fault in faults_between(then, now) if "fell" in fault and "other" not in fault]
        assert not fallen and total(now, "mps_tasks_finished") >= total(then, "mps_tasks_finished")


def test_reloads_contradict_nothing(stretches):
    for before, after in zip(stretches[1:3], stretches[2:4]):
        assert faults_between(before.of_text[-1], after.of_text[0]) == []
        assert faults_between(before.of_protobuf[-1], after.of_protobuf[0]) == []


def test_a_restart_begins_anew_only_what_belongs_to_the_process(stretches):
    before, after = stretches[0].of_protobuf[-1], stretches[1].of_protobuf[0]
    restarted = {name for name in before if not name.startswith(LEDGER)}
    assert faults_between(before, after, restarted) == []
    assert faults_between(stretches[0].of_text[-1], stretches[1].of_text[0], restarted) == []
    fallen = [fault for fault in faults_between(before, after) if "mps_polls_total" in fault and "fell" in fault]
    assert len(fallen) == 1, "without being told of the restart, it would be found"


def test_ties_of_types_that_share_a_label_leave_the_exemplar_alone(binary, tmp_path, api):
    """Three types count as `other`. Their tasks end in the same second and are counted one after the other, so that
    the exemplar of one would make way for another that is not newer, which Prometheus refuses."""
    (tmp_path / "mps.yml").write_text(json.dumps({"labels": {"max_task_types": 0}, "accounts": [
        {"name": "one", "endpoint": api.url, "history": "1h"}]}))
    created, begun, ended = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - ago)) for ago in (50, 40, 9))
    unset, listed = "0000-00-00T00:00:00Z", {"WAITING": [], "PROCESSING": [], "FINISH": []}

    def task(number: int, end: str) -> dict:
        return {"TaskId": f"task-{number}", "TaskType": f"type {number}", "SubTaskTypes": [],
                "CreateTime": created, "BeginProcessTime": begun, "FinishTime": end}
    # All have failed.
    api.script = lambda request: page(*listed[request["Status"]] if request.get("SubTaskHasFailed") is not False else [])
    # In this order the types become known.
    listed["PROCESSING"] = [task(number, unset) for number in range(3)]
    with Exporter(binary, tmp_path, "--config.file", "mps.yml") as exporter:
        stretch = Stretch()
        for count, number in enumerate((1, 0, 2), start=1):
            until("the types are known", lambda: total(protobuf(body(exporter, PROTOBUF)), "mps_tasks_started") == 3)
            listed["PROCESSING"] = [task for task in listed["PROCESSING"] if task["TaskId"] != f"task-{number}"]
            listed["FINISH"] = [*listed["FINISH"], task(number, ended)]
            until("the count", lambda: total(protobuf(body(exporter, PROTOBUF)), "mps_tasks_finished") == count)
            stretch.look(exporter)
    for expositions in (stretch.of_text, stretch.of_protobuf):
        assert all(exemplars(one) for one in expositions) and faults_of_exemplars(expositions) == []
