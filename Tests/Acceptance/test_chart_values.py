"""Every value of the Helm chart reaches an object: with another value some object is another, and holds it."""

import base64
import copy
import functools
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from charts import CHART, helm

FULL, TLS = (yaml.safe_load((Path(__file__).parent / "fixtures" / f"chart-{name}.yaml").read_text())
             for name in ("full", "tls"))
SCHEMA = json.loads((CHART / "values.schema.json").read_text())
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What is no value of a release: Helm's own, and keys in the configuration, which the templates refuse.
NO_VALUES = {"global", *(f"config.accounts[].credentials.{name}" for name in ("secret_id", "secret_key", "token"))}
# What these do depends on others: test_chart_web.py and test_chart_rules.py hold it.
HELD_ELSEWHERE = {"web.authentication", "prometheusRule.thresholds[].record"}
# For texts that are one of a few.
WORDS = ["Never", "NodePort", "ReadWriteOnce"]


def leaves(value, path: tuple = ()) -> dict[tuple, object]:
    """What stands at the ends of mappings and lists, by its path."""
    if not isinstance(value, (dict, list)):
        return {path: value}
    below = value.items() if isinstance(value, dict) else enumerate(value)
    return {end: found for key, each in below for end, found in leaves(each, (*path, key)).items()}


def named(path: tuple) -> str:
    return re.sub(r"\.(\[\])", r"\1", ".".join("[]" if isinstance(key, int) else str(key) for key in path))


def known(schema: dict, path: str = "") -> set[str]:
    """The values that a schema names."""
    if "properties" in schema:
        below = ((f"{path}.{name}".removeprefix("."), each) for name, each in schema["properties"].items())
        return {found for name, each in below for found in known(each, name)}
    return known(schema["items"], f"{path}[]") if "properties" in schema.get("items", {}) else {path}


def others(value) -> list:
    """Values of the same kind, of which the chart takes one at least."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1, value - 1]
    texts = [f"{value}x", re.sub(r"\d", lambda digit: str(int(digit[0]) ^ 1), value, count=1), *WORDS]
    return [text for text in texts if text != value]


def changed(values: dict, path: tuple, value) -> dict:
    whole = copy.deepcopy(values)
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return whole


def rendered(chart: "helm.Chart", values: dict) -> dict[str, str]:
    chart.validate_schema(values)
    texts = chart.render(values, name="queue")
    return {name: text for name, text in texts.items() if name.endswith(".yaml")}


@functools.cache
def held(text: str) -> set[tuple]:
    """All that the objects of a text hold, in Secrets and in the configuration file too."""
    objects = [found for found in yaml.load_all(text, LOADER) if found]
    for each in objects:
        data = each.get("data", {})
        if each["kind"] == "Secret":
            data.update({name: base64.b64decode(value).decode() for name, value in data.items()})
        if "mps-exporter.yml" in data:
            data["mps-exporter.yml"] = yaml.safe_load(data["mps-exporter.yml"])
    return set(leaves(objects).items())


def reaches(chart: "helm.Chart", values: dict, path: tuple, before: dict[str, str]) -> bool:
    for value in others(leaves(values)[path]):
        try:
            after = rendered(chart, changed(values, path, value))
        except helm.HelmError:
            continue
        files = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
        old, new = (set().union(*(held(texts.get(name, "")) for name in files)) for texts in (before, after))
        if isinstance(value, bool):
            return old != new
        return any(value in str(found) if isinstance(value, str) else value == found for _, found in new - old)
    raise AssertionError(f"{named(path)}: the chart takes none of {others(leaves(values)[path])}")


def unreached(folder: Path, values: dict, below: str = "") -> set[str]:
    """The values, of those below a name, that reach no object."""
    with helm.Chart.load(folder) as chart:
        before = rendered(chart, values)
        return {named(path) for path in leaves(values)
                if named(path).startswith(below) and named(path) not in HELD_ELSEWHERE
                and not reaches(chart, values, path, before)}


def test_the_values_that_are_tried_are_all_there_are():
    tried = {named(path) for values in (FULL, TLS) for path in leaves(values)}
    untried = {name for name in known(SCHEMA) - NO_VALUES
               if not any(re.match(rf"{re.escape(name)}(\W|$)", each) for each in tried)}
    assert untried == set()
    only = {named(path) for path in leaves(TLS)} - {named(path) for path in leaves(FULL)}
    assert only == {"credentials.existingSecret"}


@pytest.mark.parametrize("values", [FULL, TLS], ids=["full", "tls"])
def test_every_value_reaches_an_object(values):
    assert unreached(CHART, values) == set()


@pytest.mark.parametrize("name", [
    "tolerations", "affinity", "topologySpreadConstraints", "nodeSelector", "priorityClassName", "imagePullSecrets",
    "podLabels", "podAnnotations", "persistence.storageClass", "persistence.size", "serviceMonitor.labels",
    "serviceMonitor.metricRelabelings", "prometheusRule.labels", "dashboards.annotations", "service.annotations",
    "serviceAccount.annotations", "terminationGracePeriodSeconds", "image.pullPolicy",
])
def test_a_value_that_no_template_has_is_found(tmp_path, name):
    folder = Path(shutil.copytree(CHART, tmp_path / "mps-exporter"))
    uses = 0
    for file in (folder / "templates").iterdir():
        text, number = re.subn(rf"\.Values\.{re.escape(name)}\b", "(dict).nothing", file.read_text())
        file.write_text(text)
        uses += number
    expected = {named(path) for path in leaves(FULL) if named(path).startswith(name)}
    assert uses and expected and unreached(folder, FULL, name) == expected
