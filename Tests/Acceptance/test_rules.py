"""The Prometheus rules and their tests, by promtool and amtool and by our conventions.

PROMTOOL and AMTOOL are for programs that are not on the path. The unit tests of an alert run on its own
rules and those that they use; with MPS_TORTURE they run on the files as they are, which takes minutes.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "rules"))

import bad_samples  # noqa: E402
import conventions  # noqa: E402
import rulebook  # noqa: E402

PROMTOOL = os.environ.get("PROMTOOL", "promtool")
BOOK = rulebook.Book(ROOT)
TESTS = BOOK.folder / "tests"
THRESHOLDS = [rule for rule in BOOK.records
              if rule.name.startswith("mps:threshold:") and "task_type" not in rule.labels]


def check(root, **environment):
    command = [sys.executable, "-B", str(ROOT / "tools" / "rules" / "check"), str(root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False,
                          env={**os.environ, **environment})


@pytest.fixture
def clone(tmp_path):
    """The files that the rules consist of, to be broken."""
    for name in ("deploy/prometheus", "docs/runbooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "docs" / "alerts.md", tmp_path / "docs")
    if (ROOT / "docs" / "metrics.md").exists():
        shutil.copy(ROOT / "docs" / "metrics.md", tmp_path / "docs")
    return tmp_path


# As they are


def test_promtool_amtool_and_the_conventions_find_nothing():
    done = check(ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("file", BOOK.test_files)
def test_the_rules_do_what_their_tests_say(file):
    if os.environ.get("MPS_TORTURE"):
        command = [PROMTOOL, "test", "rules", str(TESTS / file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return
    subjects = BOOK.subjects(file)
    assert len(subjects) == 1 or file.startswith("recording-") and not any(one.startswith("MPS") for one in subjects)
    if file == "mpsthresholdmissing.test.yml":
        assert all("thresholds" not in name for name in BOOK.test_files[file]["rule_files"])
    good, said = rulebook.run_tests(BOOK, subjects, [file], TESTS, PROMTOOL)
    assert good, said


@pytest.mark.skipif(not os.environ.get("MPS_TORTURE"), reason="takes minutes")
@pytest.mark.parametrize("name", dict.fromkeys(case.subject for case in BOOK.cases))
def test_no_small_change_of_a_rule_goes_unnoticed(name):
    command = [sys.executable, "-B", str(ROOT / "tools" / "rules" / "mutate"), name]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: "-".join([row.name, *row.labels.values()]))
def test_each_missing_threshold_is_missed(tmp_path, row):
    for name in rulebook.FILES:
        content = yaml.safe_load((BOOK.folder / name).read_text())
        for group in content["groups"]:
            group["rules"] = [one for one in group["rules"] if one.get("alert") == "MPSThresholdMissing" or (
                str(one.get("record")).startswith("mps:threshold:")
                and (one["record"], one.get("labels") or {}) != (row.name, row.labels))]
        content["groups"] = [group for group in content["groups"] if group["rules"]]
        (tmp_path / name).write_text(yaml.safe_dump(content))
    firing = {"expr": 'count(ALERTS{alertname="MPSThresholdMissing",alertstate="firing"})', "eval_time": "6m",
              "exp_samples": [{"labels": "{}", "value": 1}]}
    test = {"rule_files": list(rulebook.FILES), "evaluation_interval": "1m",
            "tests": [{"interval": "1m", "promql_expr_test": [firing]}]}
    (tmp_path / "test.yml").write_text(yaml.safe_dump(test))
    command = [PROMTOOL, "test", "rules", str(tmp_path / "test.yml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def test_prometheus_keeps_what_the_rules_look_back_for():
    looks = {f"{rule}: {text}": rulebook.seconds(text) for rule in BOOK.rules
             for text in re.findall(r"\[\w+\](?:\s+offset\s+\w+)?|offset\s+\w+", rule.expr)}
    longest = max(looks, key=looks.get)
    assert looks[longest] > 7 * 86400
    kept = {str(file): rulebook.seconds(told) for file in (ROOT / "deploy").rglob("*") if file.is_file()
            for told in re.findall(r"\bretention(?:\.time)?[=:]\s*(\w+)", file.read_text(errors="replace"))}
    assert len(kept) >= 1
    kept["docs/alerts.md"] = rulebook.seconds(re.search(r"(\d+) days of retention", BOOK.guide)[1] + "d")
    for file, retention in kept.items():
        assert retention >= looks[longest], f"{file} keeps {retention} s, {longest} needs {looks[longest]} s"


# Broken


@pytest.mark.parametrize(("convention", "file", "old", "new"), bad_samples.SAMPLES)
def test_a_convention_finds_the_fault_that_it_is_for(clone, convention, file, old, new):
    path = clone / file
    text = path.read_text()
    assert old in text, f"the sample does not fit any more: {old!r}"
    path.write_text(text.replace(old, new, 1))
    found = list(getattr(conventions, convention)(rulebook.Book(clone)))
    assert found, f"{convention} takes {new!r} in {file}"


def test_every_convention_has_a_bad_sample():
    assert {sample[0] for sample in bad_samples.SAMPLES} == {one.__name__ for one in conventions.CONVENTIONS}


@pytest.mark.parametrize(("file", "old", "unknown"), [
    ("mps-alerts.rules.yml", "mps_state_writable", "mps_state_writeable"),
    ("mps-recording.rules.yml", "mps_tasks_submitted_total", "mps_tasks_created_total"),
    ("mps-alerts.rules.yml", "account:mps_queue_drain:seconds", "account:mps_queue_drain:minutes"),
])
def test_only_metrics_that_exist_are_used(clone, file, old, unknown):
    path = clone / "deploy/prometheus" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, unknown))
    done = check(clone)
    assert done.returncode == 1 and f"nothing has the name {unknown}\n" in done.stderr


def test_without_a_list_of_metrics_the_check_fails(clone):
    (clone / "docs/metrics.md").unlink(missing_ok=True)
    done = check(clone, MPS_EXPORTER="")
    assert done.returncode == 1 and "metrics.md: is not there" in done.stderr


@pytest.mark.parametrize("file", [*rulebook.FILES, "prometheus.yml", "alertmanager.yml"])
@pytest.mark.parametrize("content", [b"groups: [", b"\xff\xfe\n", b"- 1\n", None, b"grups: []\n"])
def test_a_broken_file_stops_the_step_with_a_line_that_says_which(clone, file, content):
    path = clone / "deploy/prometheus" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    done = check(clone)
    assert done.returncode == 1 and str(path) in done.stderr.splitlines()[0], done.stderr
    assert len(done.stderr.splitlines()) <= 2 and "Traceback" not in done.stderr


@pytest.mark.parametrize(("file", "content"), [
    ("deploy/prometheus/tests/mpsdatastale.test.yml", b"tests: ["),
    ("deploy/prometheus/tests/mpsdatastale.test.yml", b"\xff\xfe\n"),
    ("deploy/prometheus/tests/mpsdatastale.test.yml", b"tests: [x]\n"),
    ("deploy/prometheus/tests/mpsdatastale.test.yml",
     b"tests: [{name: x, alert_rule_test: [{alertname: x, exp_alerts: [{}]}]}]\n"),
    ("deploy/prometheus/tests/mpsdatastale.test.yml", b"tests: [{name: x, alert_rule_test: [{alertname: x, "
     b"exp_alerts: [{exp_labels: {}, exp_annotations: x}]}]}]\n"),
    ("docs/runbooks/mpsdatastale.md", b"# MPSDataStale \xff\n"), ("docs/alerts.md", b"\xff"), ("docs/alerts.md", None),
])
def test_what_goes_with_the_rules_stops_the_step_with_a_line_that_says_which(clone, file, content):
    path = clone / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    done = check(clone)
    assert done.returncode == 1 and done.stderr.startswith(f"{path}: "), done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_rule_that_is_no_promql_is_named(clone):
    path = clone / "deploy/prometheus/mps-alerts.rules.yml"
    path.write_text(path.read_text().replace("mps_state_writable[2m])) == 0", "mps_state_writable[2m])) === 0", 1))
    done = check(clone)
    assert done.returncode == 1
    assert str(path) in done.stderr and "MPSStateNotWritable" in done.stderr and "===" not in done.stdout


# Runbook addresses


def test_one_command_changes_all_runbook_addresses(clone):
    file = clone / "deploy/prometheus/mps-alerts.rules.yml"
    before = file.read_text()

    def run(*arguments):
        command = [sys.executable, str(ROOT / "tools/rules/runbook-url"), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert run("https://wiki.example.com/mps", file).returncode == 0
    addresses = re.findall(r"runbook_url: (.*)", file.read_text())
    assert len(addresses) == len(BOOK.alerts)
    assert all(re.fullmatch(r"https://wiki\.example\.com/mps/mps[a-z]+", one) for one in addresses)
    assert list(conventions.runbook_addresses(rulebook.Book(clone))) == []
    assert run("https://mps-exporter.example/runbooks/", file).returncode == 0 and file.read_text() == before
    assert run("wiki/mps", file).returncode == 2
    assert "cannot be read" in run("https://a.example", clone / "none").stderr
