"""Every state of the exporter is told in all formats without a fault: strict parsers and promtool accept it."""

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from delimited_protobuf import native_histograms, protobuf, unknown_fields
from exporter_states import HOSTILE, STATES, Running
from expositions import openmetrics, text_format, values
from running import run
from succession import faults_of, faults_of_text

# What GoldenFileTests.swift compares with, byte for byte.
GOLDEN = Path(__file__).parents[1] / "ExpositionTests" / "Fixtures"
WITHOUT_COUNTS = {"before the first poll", "empty", "API failing", "wrong credentials", "throttled"}


class States(dict):
    """What was told, by the name of the state."""

    def __missing__(self, name: str):
        pytest.skip("this user may not mount a file system")


@pytest.fixture(scope="module")
def states(binary, made, tmp_path_factory) -> States:
    """All at the same time, as each spends its time on waiting."""
    with ExitStack() as stack:
        running = {}
        for name, state in STATES.items():
            with suppress(pytest.skip.Exception):
                running[name] = Running(name, state, binary, tmp_path_factory.mktemp("state"), made, stack)
        assert len(running) >= len(STATES) - 1
        with ThreadPoolExecutor(len(running)) as threads:
            return States(zip(running, threads.map(Running.told, running.values())))


every_state = pytest.mark.parametrize("name", STATES)


@every_state
def test_openmetrics_is_strict(states, name):
    assert faults_of_text(states[name].openmetrics) == []


def test_every_metric_is_told_in_some_state(states, binary):
    reference = set(re.findall(r"^\| `(\w+)` \|", run(binary, "metrics").stdout, re.MULTILINE))
    told = {name: set(re.findall(rb"^# TYPE (\w+)", told.text, re.MULTILINE)) for name, told in states.items()}
    assert {name.decode() for name in set().union(*told.values())} == reference
    assert b"mps_exporter_tls_certificate_expiry_timestamp_seconds" in told["TLS"]


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
