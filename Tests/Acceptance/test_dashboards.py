"""The Grafana dashboards: generated, readable, by the rules, and true on a real Prometheus that scraped the demo.

MPS_EXPORTER is the binary to run; MPS_DEMO_FLAGS replaces its demo's flags; PROMETHEUS and PROMTOOL are for programs
that are not on the path.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest
import yaml

GRAFANA = Path(__file__).resolve().parents[2] / "grafana"
sys.path.insert(0, str(GRAFANA))

from checks import linter, processes, questions, reading  # noqa: E402
from checks.broken_samples import BROKEN, LOKI, ask, sample  # noqa: E402
from checks.prometheus import Prometheus  # noqa: E402
from checks.promql import nodes, parsed, promql  # noqa: E402
from checks.worked_examples import EXAMPLES, unit_test  # noqa: E402

FILES = sorted((GRAFANA / "dashboards").glob("*.json"))
BOARDS = {path.stem: reading.read_dashboard(path) for path in FILES}
QUESTIONS = {one.name: one for board in BOARDS.values() for one in questions.questions(board)}
EXCLUDED = linter.exclusions(GRAFANA / "dashboards" / ".lint")
DEMO_FLAGS = "--poll.interval 1s --seed 1 --accounts 2 --speed 60 --history 200 --faults 0.02 " \
    "--workers 300 --daily-swing 0"
# Fewer than the arrivals keep busy.
TOO_FEW_WORKERS = 60
SECONDS_TO_ANSWER = 120

boards = pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS.keys())


def run(script: str, *arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-B", str(GRAFANA / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


# Generated


def test_regenerating_gives_the_committed_bytes(tmp_path):
    done = run("generate.py", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in FILES} == {path.name for path in tmp_path.iterdir()} == {
        "mps-overview.json", "mps-drilldown.json"}
    for path in FILES:
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), f"{path}: run grafana/generate.py"


def test_a_changed_dashboard_is_told_from_its_source(tmp_path):
    for path in FILES:
        shutil.copy(path, tmp_path)
    assert run("generate.py", "--check", "--output", tmp_path).returncode == 0
    changed = tmp_path / "mps-overview.json"
    for content in (changed.read_bytes().replace(b"Waiting", b"Lurking", 1), b"", b"\xff\xfe"):
        changed.write_bytes(content)
        done = run("generate.py", "--check", "--output", tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert f"{changed}: differs from its source" in done.stderr


# Readable


@pytest.mark.parametrize(("content", "said"), [
    (b'{"title": "x",\n  "panels": [}', "line 2 column 14: not JSON"),
    (b"\xff\xfe", "byte 0: not UTF-8"),
    (b"[]", "expected a dashboard object, got list"),
    (b'{"title": "x", "uid": "x", "templating": {}}', "'panels' is missing or not a list"),
    (None, "cannot be read: No such file"),
])
def test_an_unreadable_dashboard_stops_the_step_with_a_line_that_says_which(tmp_path, content, said):
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content)
    done = run("lint.py", path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith(f"{path}: ") and said in done.stderr


# By the rules


def test_there_are_the_seventeen_rules():
    assert sorted(linter.RULES) == sorted([
        "template-datasource", "template-job", "template-instance", "template-label-promql",
        "template-on-time-change-reload", "panel-datasource", "panel-title-description", "panel-units",
        "panel-no-targets", "target-logql", "target-logql-auto", "target-promql", "target-rate-interval", "target-job",
        "target-instance", "target-counter-agg", "uneditable-dashboard"])


@boards
@pytest.mark.parametrize("rule", linter.RULES)
def test_dashboards_keep_the_rule(board, rule):
    findings = [str(finding) for finding in linter.RULES[rule](board)
                if not any(one.covers(finding, board["title"]) for one in EXCLUDED)]
    assert findings == []


def test_every_exclusion_is_needed():
    found = [(finding, board["title"]) for board in BOARDS.values() for finding in linter.lint(board)]
    for one in EXCLUDED:
        assert any(one.covers(finding, title) for finding, title in found), f"nothing to exclude any more: {one}"


@pytest.mark.parametrize(("rule", "breaking"), [(rule, one) for rule, ways in BROKEN.items() for one in ways])
def test_a_rule_finds_the_fault_that_it_is_for(rule, breaking):
    board = sample(BOARDS["mps-overview"])
    assert linter.RULES[rule](board) == []
    breaking(board)
    assert [finding.rule for finding in linter.RULES[rule](board)] != []


def test_every_rule_has_a_bad_sample():
    assert set(BROKEN) == set(linter.RULES)


def test_loki_rules_let_good_logql_pass():
    board = sample(BOARDS["mps-overview"])
    ask(board, 'sum(rate({app="x", env=~"a|b"} |= "error" [$__auto]))', **LOKI)
    assert linter.RULES["target-logql"](board) == linter.RULES["target-logql-auto"](board) == []


# Whole


@boards
def test_variables_and_frame(board):
    names = [variable["name"] for variable in reading.variables(board)]
    assert names[:5] == ["datasource", "job", "instance", "account", "task_type"]
    assert board["schemaVersion"] >= 41 and board["editable"] is False and board["tags"] and board["description"]
    assert all(variable["label"] and variable["description"] for variable in reading.variables(board))


@boards
def test_panels_have_a_no_data_text_a_name_of_their_own_and_a_place(board):
    titles, numbers, taken = [], [], set()
    for panel in board["panels"]:
        numbers.append(panel["id"])
        place = panel["gridPos"]
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                 for y in range(place["y"], place["y"] + place["h"])}
        assert max(x for x, _ in cells) < 24, f"{panel['title']} is off the grid"
        assert not cells & taken, f"{panel['title']} lies over another"
        taken |= cells
    for panel in reading.panels(board):
        titles.append(panel["title"])
        assert panel["fieldConfig"]["defaults"]["noValue"], panel["title"]
        letters = [target["refId"] for target in panel["targets"]]
        assert all(letters) and len(set(letters)) == len(letters), panel["title"]
    assert len(set(titles)) == len(titles) and len(set(numbers)) == len(numbers)


@boards
def test_durations_over_time_have_a_log_axis(board):
    for panel in reading.panels(board):
        if panel["type"] == "timeseries" and panel["fieldConfig"]["defaults"]["unit"] == "s":
            assert panel["fieldConfig"]["defaults"]["custom"]["scaleDistribution"] == {"type": "log", "log": 10}


@boards
def test_no_query_has_a_constant_that_always_answers(board):
    """With one, a query whose metric is gone would still return data."""
    for panel, _, target in reading.targets(board):
        calls = {node.func.name for node, _ in nodes(parsed(target["expr"], board)) if isinstance(node, promql.Call)}
        assert not calls & {"vector", "absent", "absent_over_time"}, f"{panel['title']}: {target['expr']}"


def _links(thing) -> list[str]:
    if isinstance(thing, dict):
        own = [thing["url"]] if isinstance(thing.get("url"), str) else []
        return own + [url for value in thing.values() for url in _links(value)]
    return [url for value in thing for url in _links(value)] if isinstance(thing, list) else []


@boards
def test_links_lead_to_the_other_dashboard_with_variables_that_it_has(board):
    urls = _links(board)
    assert any(urllib.parse.urlsplit(url).path.removeprefix("/d/") != board["uid"] for url in urls)
    for url in urls:
        path, _, query = url.partition("?")
        target = BOARDS[path.removeprefix("/d/")]
        known = {variable["name"] for variable in reading.variables(target)}
        parts = query.split("&")
        assert parts[0] == "${__url_time_range}"
        handed = [re.fullmatch(r"var-(\w+)=\$\{__(?:data\.fields|field\.labels)\.\w+\}|\$\{(\w+):queryparam\}", part)
                  for part in parts[1:]]
        assert all(handed), url
        assert sorted(part[1] or part[2] for part in handed) == sorted(known), url


def test_provisioning_names_what_is_there():
    source = yaml.safe_load((GRAFANA / "provisioning/datasources/prometheus.yaml").read_text())["datasources"][0]
    assert source["type"] == "prometheus"
    assert source["jsonData"]["exemplarTraceIdDestinations"][0]["name"] == "task_id"
    provider = yaml.safe_load((GRAFANA / "provisioning/dashboards/mps.yaml").read_text())["providers"][0]
    assert provider["type"] == "file" and provider["allowUiUpdates"] is False and provider["options"]["path"]


# True


def test_every_number_of_the_top_row_is_worked_out():
    board = BOARDS["mps-overview"]
    top = {one["title"] for one in board["panels"] if one["type"] == "stat" and one["gridPos"]["y"] == 0}
    assert len(top) == 8 and top <= {one.panel for one in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.panel}: {one.what}")
def test_the_overview_shows_what_can_be_worked_out_by_hand(tmp_path, example):
    path = tmp_path / "example.yml"
    path.write_text(yaml.safe_dump(unit_test(example, QUESTIONS[f"mps-overview: {example.panel}: A"].expression)))
    command = [os.environ.get("PROMTOOL", "promtool"), "test", "rules", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """A Prometheus that scrapes the demo twice, as a pair of replicas, and has been asked everything."""
    binary = os.environ.get("MPS_EXPORTER")
    if not binary:
        pytest.fail("MPS_EXPORTER is not set: it is the path of the mps-exporter binary whose demo is scraped")
    flags = shlex.split(os.environ.get("MPS_DEMO_FLAGS", DEMO_FLAGS))
    with processes.Demo(str(Path(binary).resolve()), tmp_path_factory.mktemp("demo"), flags) as demo:
        metrics = urllib.parse.urlsplit(demo.metrics_url())
        scraped = [f"{host}:{metrics.port}" for host in ("127.0.0.1", "localhost")]
        server = os.environ.get("PROMETHEUS", "prometheus")
        with Prometheus(server, tmp_path_factory.mktemp("prometheus"), scraped, metrics.path) as prometheus:
            prometheus.wait_until_ready()
            # While nothing waits: a backlog that never drains is a gap.
            questions.ask_all([QUESTIONS["mps-overview: Time to drain by account: A"]], prometheus, SECONDS_TO_ANSWER)
            demo.employ(TOO_FEW_WORKERS)
            questions.ask_all(list(QUESTIONS.values()), prometheus, SECONDS_TO_ANSWER)
            yield prometheus


@pytest.fixture(scope="module")
def known_metrics(answered):
    """What was scraped, and what the exporter's own reference names: some exist only with TLS or after a fault."""
    command = [os.environ["MPS_EXPORTER"], "metrics"]
    reference = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    return {*answered.label_values("__name__"), *re.findall(r"\w+", reference.stdout)}


@pytest.mark.parametrize("name", QUESTIONS)
def test_prometheus_answers_the_query_with_data(answered, name):
    question = QUESTIONS[name]
    assert not question.refusal, f"{question.refusal}: {question.expression}"
    assert question.found, f"no data: {question.expression}"


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_query_uses_only_metrics_that_exist(known_metrics, name):
    assert QUESTIONS[name].metrics <= known_metrics


def test_a_query_that_cannot_be_parsed_is_refused(answered):
    question = questions.Question("bad", "sum(mps_up", set(), instant=True)
    question.ask(answered)
    assert "parse error" in question.refusal and not question.found


def test_the_default_wait_slo_is_a_bucket_bound(answered):
    found = QUESTIONS["mps-overview: variable wait_slo"].found
    assert BOARDS["mps-overview"]["templating"]["list"][5]["current"]["value"] in found and "+Inf" not in found


@pytest.mark.parametrize("panel", ["mps-drilldown: Submitted: A"])
def test_replicas_are_merged_not_added(answered, panel):
    both = QUESTIONS[panel].expression
    instances = answered.label_values("instance", "mps_up")
    assert len(instances) == 2

    def asked():
        at = answered.instant("time()")[0]
        found = [answered.instant(both.replace('instance=~".+"', f'instance="{one}"'), at) for one in instances]
        return [*found, answered.instant(both, at)] if all(found) and max(found)[0] > 0 else None

    *alone, together = [values[0] for values in answered.wait_for("data of both replicas", asked, 120)]
    assert max(alone) <= together < 1.5 * max(alone), (together, alone)
