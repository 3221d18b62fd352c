"""The configuration file in the Helm chart: what the chart lets through, the exporter takes; no keys."""

import json
import re
import shutil
from pathlib import Path

import pytest
from charts import CHART, ROOT, helm, render, stop
from running import KEYS, run

KEY = {"credentials": {"existingSecret": "mps-key"}}
FOLDER = "/etc/mps-exporter/credentials"
FILES = {"secret_id_file": f"{FOLDER}/id", "secret_key_file": f"{FOLDER}/key"}
REFERENCE = (ROOT / "docs/configuration-reference.md").read_text().split("## Web configuration file")[0]


def account(**keys) -> dict:
    return {"accounts": [{"name": "prod"} | keys]}


def configuration(config: dict) -> str:
    objects = render(KEY | {"config": config})
    return next(thing for thing in objects if thing["kind"] == "ConfigMap")["data"]["mps-exporter.yml"]


def check(binary: str, folder: Path, text: str) -> str:
    """What the exporter says against a file; nothing if it takes it."""
    for name in set(re.findall(rf"{FOLDER}/(\w+)", text)):
        (folder / name).write_text("AKIDacceptance")
    (folder / "mps.yml").write_text(text.replace(FOLDER, str(folder)))
    done = run(binary, "run", "--config.file", "mps.yml", "--config.check", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr == "") in [(0, True), (2, False)]
    return done.stderr


# The keys


def sections(schema: dict, path: str = "") -> dict[str, set[str]]:
    """The keys of every mapping of a schema, by the mapping's path."""
    if schema.get("type") == "array":
        return sections(schema["items"], f"{path}[]")
    if "properties" not in schema:
        return {}
    assert schema["additionalProperties"] is False, path
    found = {path: set(schema["properties"])}
    for name, below in schema["properties"].items():
        found |= sections(below, f"{path}.{name}".removeprefix("."))
    return found


def test_the_schema_has_the_keys_of_the_reference_and_no_others():
    schema = json.loads((CHART / "values.schema.json").read_text())["properties"]["config"]
    known = {}
    for part in REFERENCE.split("\n### ")[0:]:
        title, _, rows = part.partition("\n")
        known["" if title.startswith("#") else title] = set(re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE))
    assert len(known) >= 5 and sections(schema) == known


# What passes is taken


# Of an account named for its place.
GOOD_ACCOUNTS = [
    {}, {"credentials": FILES}, {"credentials": FILES | {"token_file": f"{FOLDER}/token"}}, {"poll_interval": "1000ms"},
    {"poll_interval": "1w1d1h1m1s1ms"}, {"poll_interval": "99y999w9999d99999h9999999m999999999s"},
    {"history": "7d"}, {"history": "0"}, {"history": "6d23h59m60s"},
    {"rate_limit": 0.01}, {"rate_limit": 100}, {"max_pages": 1000000}, {"region": "ap-singapore"}, {"name": "a" * 128},
    {"name": "b: # \u00fc"}, {"endpoint": "mps.tencentcloudapi.com"}, {"endpoint": "HTTPS://a_b:443/"},
    {"endpoint": "http://[::1]:65535"},
]
GOOD = [
    {}, {"poll_interval": "1s", "state_path": "/var/lib/mps-exporter/state.sqlite", "labels": {"max_task_types": 0}},
    {"histograms": {"wait": [0.001, 0.29, 1, 31536000], "processing": [1], "turnaround": [0.5, 1.005],
                    "native_schema": -4}, "labels": {"max_sub_task_types": 1000}},
    {"histograms": {"wait": list(range(1, 101)), "native_schema": 8}},
]
# With what the chart says against it, if that is a line of its own and not the schema's.
BAD_ACCOUNTS = [
    ({"credentials": {"cvm_role": ""}}, None), ({"credentials": {"profile": "x"}}, None),
    ({"credentials": FILES | {"assume_role": {"role_arn": "x"}}}, None), ({"retries": 3}, None),
    ({"credentials": {}}, ".credentials: expected secret_id_file and secret_key_file"),
    ({"credentials": {"secret_key_file": f"{FOLDER}/key"}}, ".credentials: expected secret_id_file and"),
    ({"poll_interval": "999ms"}, ".poll_interval: expected a duration of at least 1s, got 999ms"),
    ({"poll_interval": "300y"}, None), ({"poll_interval": "1s1m"}, None),
    ({"poll_interval": "15"}, None), ({"poll_interval": 15}, None),
    ({"history": "7d1ms"}, ".history: expected a duration from 0s to 7d, got 7d1ms"),
    ({"history": "08d"}, ".history: expected a duration from 0s to 7d, got 08d"), ({"history": "-1s"}, None),
    ({"rate_limit": 0}, None), ({"rate_limit": 100.5}, None), ({"max_pages": 0}, None), ({"max_pages": 1.5}, None),
    ({"region": "AP"}, None), ({"endpoint": "ftp://x"}, None), ({"endpoint": "https://x/y"}, None),
    ({"endpoint": "a.-b"}, None), ({"endpoint": "x:65536"}, None), ({"endpoint": "https://user:kept@x"}, None),
    ({"name": ""}, None), ({"name": "a" * 129}, None),
]
BAD = [
    ({"poll_interval": "0"}, "config.poll_interval: expected a duration of at least 1s, got 0"),
    ({"accounts": [{"name": "a"}, {"name": "a"}]},
     "config.accounts[1].name: expected a name that no other account has, got a"),
    ({"accounts": []}, None), ({"accounts": [{"region": "x"}]}, None), ({"state_path": ""}, None),
    ({"histograms": {"wait": []}}, None), ({"histograms": {"wait": [0]}}, None),
    ({"histograms": {"wait": [1.0005]}}, None), ({"histograms": {"wait": list(range(1, 102))}}, None),
    ({"histograms": {"processing": [1, 2, 2]}}, "config.histograms.processing: expected rising numbers, got 2 after 2"),
    ({"histograms": {"native_schema": 9}}, None), ({"histograms": {"queue": [1]}}, None),
    ({"labels": {"max_task_types": 1001}}, None), ({"labels": {"max_types": 1}}, None),
]


def accounts(all_keys: list[dict]) -> dict:
    return {"accounts": [{"name": f"number {place}"} | keys for place, keys in enumerate(all_keys)]}


def refusal(config: dict, chart: "helm.Chart") -> str:
    """The line by which the chart refuses a configuration; empty if it is the schema that does."""
    values = KEY | {"config": config}
    try:
        chart.validate_schema(values)
    except helm.HelmValuesError:
        return ""
    with pytest.raises(helm.HelmRenderError) as stopped:
        chart.render(values, name="queue")
    return str(stopped.value)


@pytest.fixture(scope="module")
def chart():
    with helm.Chart.load(CHART) as loaded:
        yield loaded


@pytest.mark.parametrize("config", [accounts(GOOD_ACCOUNTS), *GOOD], ids=lambda each: json.dumps(each)[:60])
def test_the_exporter_takes_what_the_chart_lets_through(binary, tmp_path, config):
    assert check(binary, tmp_path, configuration(config)) == ""


def test_an_account_that_the_exporter_refuses_stops_the_release(binary, tmp_path, chart):
    told = check(binary, tmp_path, json.dumps(accounts([keys for keys, _ in BAD_ACCOUNTS])))
    for place, (keys, said) in enumerate(BAD_ACCOUNTS):
        assert f": accounts[{place}]" in told, keys
        line = refusal(account(**keys), chart)
        assert bool(line) == bool(said) and (not said or f"config.accounts[0]{said}" in line), (keys, line)
        assert line.count("\n") == 0


@pytest.mark.parametrize(("config", "said"), BAD, ids=lambda each: json.dumps(each)[:60])
def test_what_the_exporter_refuses_stops_the_release(binary, tmp_path, chart, config, said):
    assert check(binary, tmp_path, json.dumps(config)) != ""
    line = refusal(config, chart)
    assert bool(line) == bool(said) and (said or "") in line and line.count("\n") == 0


# No keys


@pytest.mark.parametrize(("config", "said"), [
    (account(credentials={"secret_id": "kept"}), "config.accounts[0].credentials.secret_id: expected secret_id_file"),
    (account(credentials=FILES | {"token": "kept"}), "config.accounts[0].credentials.token: expected token_file"),
    ({"accounts": [{"name": "a"}, {"name": "b", "credentials": {"secret_key": "kept"}}]},
     f"config.accounts[1].credentials.secret_key: expected secret_key_file with a path in {FOLDER}"),
])
def test_a_key_in_the_configuration_stops_the_release(config, said):
    assert said in stop(KEY | {"config": config})


@pytest.mark.parametrize(("config", "path"), [
    (account(credentials={"assume_role": {"source": {"secret_key": "kept"}}}),
     "config.accounts[0].credentials.assume_role.source.secret_key"),
    ({"secret_id": "kept"}, "config.secret_id"), ({"more": [{"token": "kept"}]}, "config.more[0].token"),
])
def test_a_key_at_any_depth_stops_it_where_the_schema_is_left_out(tmp_path, config, path):
    """As with `--skip-schema-validation`."""
    chart = Path(shutil.copytree(CHART, tmp_path / "mps-exporter"))
    (chart / "values.schema.json").unlink()
    assert f"{path}: expected " in stop(KEY | {"config": config}, chart)
