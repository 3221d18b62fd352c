"""Every state of the exporter is told in all formats without a fault: strict parsers and promtool accept it."""

import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from delimited_protobuf import native_histograms, protobuf, unknown_fields
from expositions import OPENMETRICS, PROTOBUF, TEXT, openmetrics, text_format, values
from running import Exporter, until
from scrapes import Scrape
from scripted_api import ScriptedAPI, page, refusal
from succession import faults_of, faults_of_text
from test_state_file import fill, mounting

HOSTILE = ['a "quoted" type', "back\\slash", "two\nlines", "\r\n\t", "Überführung", "转码任务", "\u202eright to left",
           '"} 1 # {a="b"} 2', "{}", "", " ", "le=\"+Inf\"", "x" * 1000, "\U0001f3ac", "a\u0000b", "# EOF", "other"]
UNSET = "0000-00-00T00:00:00Z"
# What GoldenFileTests.swift compares with, byte for byte.
GOLDEN = Path(__file__).parents[1] / "ExpositionTests" / "Fixtures"


def busy(request, now: float, types=("WorkflowTask", "EditMediaTask"), name="task"):
    """One task of each type in each status, with the times that belong to it, a little while before `now`. All have
    failed."""
    if request.get("SubTaskHasFailed") is False:
        return page()
    times = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - second)) for second in (21, 18, 11)]
    known = ("WAITING", "PROCESSING", "FINISH").index(request["Status"]) + 1
    named = dict(zip(("CreateTime", "BeginProcessTime", "FinishTime"), times[:known] + [UNSET] * (3 - known)))
    return page(*[{"TaskId": f"{name}-{request['Status']}-{number}", "TaskType": kind, "SubTaskTypes": [kind]} | named
                  for number, kind in enumerate(types)])


def is_up(scrape: Scrape) -> bool:
    return scrape.value("mps_up") == 1


def has_finished(scrape: Scrape) -> bool:
    return is_up(scrape) and scrape.total("mps_tasks_finished_total") > 0


@dataclass
class State:
    """`reply` answers the API's calls, by request and the time of the start, or none does; `shows` says of a scrape of
    one account that it is in this state, `look` is what the status page calls it."""

    reply: object = busy
    shows: object = has_finished
    look: str = "ok"
    configuration: dict = field(default_factory=dict)
    # What answers until something was counted.
    after: object = None
    has_full_disk: bool = False


def refused(code: str) -> State:
    return State(lambda request, now: refusal(code, 'why "so"\n'), lambda scrape: (
        scrape.value("mps_up") == 0 and scrape.value(
            "mps_api_request_failures_total", action="DescribeTasks", code=code) > 0), "failing")


STATES = {
    "before the first poll": State(None, lambda scrape: not is_up(scrape), "starting"),
    "empty": State(lambda request, now: page(), lambda scrape: (
        is_up(scrape) and scrape.named("mps_queue_depth") and not scrape.total("mps_queue_depth"))),
    "busy": State(),
    "API failing": refused("FailedOperation"),
    "wrong credentials": refused("AuthFailure.SignatureFailure"),
    "throttled": refused("RequestLimitExceeded"),
    "failing after it was busy": State(
        lambda request, now: refusal("FailedOperation"), lambda scrape: (
            scrape.value("mps_up") == 0 and scrape.total("mps_tasks_finished_total") > 0), "failing", after=busy),
    "stale": State(None, look="stale", after=busy),
    "several accounts": State(configuration={"accounts": ["one", "two", 'a "third"', "v\\ierte ü"]}),
    "hostile types": State(lambda request, now: busy(request, now, HOSTILE, name='a\u0000 "b"\\c\nd')),
    "folded types": State(lambda request, now: busy(request, now, [f"type {number}" for number in range(50)]),
                          lambda scrape: scrape.value("mps_tasks_finished_total", task_type="other") == 50,
                          configuration={"labels": {"max_task_types": 2, "max_sub_task_types": 3}}),
    # Something new at every call, so that there is something to write.
    "state file not writable": State(
        lambda request, now: busy(request, now, name=str(time.time())),
        lambda scrape: scrape.value("mps_state_writable") == 0, "failing", after=busy, has_full_disk=True),
}


WITHOUT_COUNTS = {"before the first poll", "empty", "API failing", "wrong credentials", "throttled"}


@dataclass
class Told:
    """What an exporter told in a state, in each format, about the same."""

    openmetrics: str
    text: bytes
    protobuf: bytes


class Running:
    """An exporter that is brought into a state."""

    def __init__(self, name: str, state: State, binary: str, folder: Path, stack: ExitStack):
        self.name, self.state, self.began = name, state, time.time()
        self.api = stack.enter_context(ScriptedAPI())
        self.let_answer(state.after or state.reply)
        names = state.configuration.get("accounts", ["default"])
        accounts = [{"name": name, "endpoint": self.api.url, "history": "1m"} for name in names]
        (folder / "mps.yml").write_text(json.dumps(state.configuration | {"accounts": accounts}))
        where, program = "state.sqlite", binary
        if state.has_full_disk:
            where, program = "disk/state.sqlite", mounting(binary, folder, "mount -t tmpfs -o size=1m none disk")
        self.exporter = stack.enter_context(Exporter(program, folder, "--config.file", "mps.yml", state=where))
        self.disk = Path(f"/proc/{self.exporter.process.pid}/root{folder}/disk")

    def let_answer(self, reply):
        if reply:
            self.api.script = lambda request: reply(request, self.began)
        else:
            self.api.answers.clear()

    def told(self) -> Told:
        assert self.exporter.address
        if self.state.after:
            until(f"a count before the state: {self.name}", lambda: self.each(has_finished))
            if self.state.has_full_disk:
                fill(self.disk / "rest")
            self.let_answer(self.state.reply)
        until(f"the state: {self.name}", lambda: (
            self.each(self.state.shows) and set(self.looks()) == {self.state.look}))
        return until("the same in all formats", self.same)

    def each(self, shows) -> bool:
        found = Scrape.by_account(self.exporter)
        return all(shows(scrape) for name, scrape in found.items() if name)

    def looks(self) -> list[str]:
        return [account["state"] for account in json.loads(self.exporter.ask("/api/v1/status")[2])["accounts"]]

    def same(self) -> Told | None:
        """Polls go on, so it may take several looks."""
        bodies = []
        for accept in (OPENMETRICS, TEXT, PROTOBUF):
            status, headers, body = self.exporter.ask(Accept=accept)
            assert (status, headers["Content-Type"]) == (200, accept)
            bodies.append(body)
        told = Told(bodies[0].decode(), bodies[1], bodies[2])
        one, other, third = openmetrics(told.openmetrics), text_format(bodies[1].decode()), protobuf(bodies[2])
        return told if one.keys() == other.keys() == third.keys() and values(one, "mps_") == values(
            other, "mps_") == values(third, "mps_") else None


class States(dict):
    """What was told, by the name of the state."""

    def __missing__(self, name: str):
        pytest.skip("this user may not mount a file system")


@pytest.fixture(scope="module")
def states(binary, tmp_path_factory) -> States:
    """All at the same time, as each spends its time on waiting."""
    with ExitStack() as stack:
        running = {}
        for name, state in STATES.items():
            with suppress(pytest.skip.Exception):
                running[name] = Running(name, state, binary, tmp_path_factory.mktemp("state"), stack)
        assert len(running) >= len(STATES) - 1
        with ThreadPoolExecutor(len(running)) as threads:
            return States(zip(running, threads.map(Running.told, running.values())))


every_state = pytest.mark.parametrize("name", STATES)


@every_state
def test_openmetrics_is_strict(states, name):
    assert faults_of_text(states[name].openmetrics) == []


@every_state
def test_the_other_formats_keep_the_same_rules(states, name):
    told = states[name]
    assert faults_of(text_format(told.text.decode())) == []
    assert faults_of(protobuf(told.protobuf)) == []


@every_state
def test_exemplars_are_the_same_in_both_formats_that_have_them(states, name):
    def exemplars(exposition):
        return {series: point.exemplar for family in exposition.values() for series, point in family.points.items()
                if point.exemplar}
    found = exemplars(openmetrics(states[name].openmetrics))
    assert found == exemplars(protobuf(states[name].protobuf))
    assert bool(found) == (name not in WITHOUT_COUNTS)


@every_state
def test_native_histograms_sum_up_to_the_classic_ones(states, name):
    classic = values(protobuf(states[name].protobuf), "mps_task_")
    natives = native_histograms(states[name].protobuf)
    assert any(native.count for native in natives.values()) == (name not in WITHOUT_COUNTS)
    for (family, labels), native in natives.items():
        assert native.schema == 3 and native.zero_threshold == 2 ** -128
        assert native.zero_count + sum(native.buckets.values()) == native.count == classic[f"{family}_count", labels]
        assert all(count > 0 for count in native.buckets.values())


@every_state
def test_protobuf_tells_since_when_each_counter_counts(states, name):
    """The ledger's counters by its epoch, the others by the start of the process, but for what the kernel counts since a
    time that it does not tell."""
    exposition = protobuf(states[name].protobuf)
    epochs, (began,) = values(exposition, "mps_ledger_epoch"), values(exposition, "process_start_time").values()
    told, silent = {}, set()
    for family in exposition.values():
        for (_, labels), point in family.points.items() if family.type != "gauge" else ():
            account = (("account", dict(labels).get("account")),)
            epoch = epochs.get(("mps_ledger_epoch_timestamp_seconds", account))
            told.setdefault(family.name, set()).add(
                None if point.start is None else "epoch" if point.start == epoch else
                "process" if 0 <= point.start - began < 10 else point.start)
            if point.start is None:
                silent.add(family.name)
    assert silent == {"process_network_receive_bytes", "process_network_transmit_bytes"}
    by_epoch = {family for family, starts in told.items() if starts == {"epoch"}}
    assert by_epoch == {family for family in exposition if family.startswith(("mps_task", "mps_subtasks"))
                        and exposition[family].type != "gauge"}
    assert all(starts == {"process"} for family, starts in told.items() if family not in by_epoch | silent)


def promtool(text: bytes) -> tuple[int, bytes]:
    command = [os.environ.get("PROMTOOL", "promtool"), "check", "metrics"]
    done = subprocess.run(command, input=text, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


@every_state
def test_promtool_has_nothing_to_say(states, name):
    assert promtool(states[name].text) == (0, b"")


def test_promtool_would_have_something_to_say(states):
    assert promtool(states["busy"].text.replace(b"mps_polls_total", b"mps_polls_ms"))[0] != 0
    assert promtool(states["hostile types"].text.replace(b"\\n", b"\n"))[0] != 0


@every_state
def test_protobuf_has_known_fields_alone(states, name):
    assert unknown_fields(states[name].protobuf) == set()


def test_golden_files_are_what_others_can_read():
    text, open_metrics, binary = ((GOLDEN / f"scrape.{kind}").read_bytes() for kind in ("txt", "openmetrics", "binpb"))
    assert promtool(text) == (0, b"") and unknown_fields(binary) == set()
    one, *others = openmetrics(open_metrics.decode()), text_format(text.decode()), protobuf(binary)
    assert len(one) == 7
    for other in others:
        assert other.keys() == one.keys()
        # As text, because of what is no number.
        assert {series: repr(float(value)) for series, value in values(other, "").items()} == {
            series: repr(float(value)) for series, value in values(one, "").items()}


def task_types(exposition) -> set[str]:
    return {dict(labels).get("task_type", "") for _, labels in exposition["mps_tasks_finished"].points}


def test_hostile_types_come_back_as_they_are_but_for_zero_bytes(states):
    told, named = states["hostile types"], {kind.replace("\0", "\ufffd") for kind in HOSTILE if kind}
    for exposition in (openmetrics(told.openmetrics), text_format(told.text.decode()), protobuf(told.protobuf)):
        assert task_types(exposition) - task_types(openmetrics(states["empty"].openmetrics)) == named | {"unknown"}


def test_folded_types_are_counted_as_other(states):
    """The types that are known from the start come first."""
    told = openmetrics(states["folded types"].openmetrics)
    assert sorted(values(told, "mps_tasks_finished").values()) == [0, 0, 50]
    assert sorted(values(told, "mps_subtasks_finished").values()) == [1, 1, 1, 47]


def test_accounts_have_series_of_their_own(states):
    depths = values(openmetrics(states["several accounts"].openmetrics), "mps_queue_depth")
    assert {dict(labels)["account"] for _, labels in depths} == set(
        STATES["several accounts"].configuration["accounts"])
    assert len(depths) == 4 * 3
