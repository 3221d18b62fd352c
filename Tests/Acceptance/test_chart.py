"""The Helm chart and the plain manifests: rendered by Helm, held against Kubernetes' schemas and the exporter itself.

No cluster runs here: nothing is applied.
"""

import base64
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml
from charts import CHART, ROOT, faults, flags, helm, one, privileges, render, stop, unmatched
from markdown import Document
from running import KEYS, run

RULES = [ROOT / "deploy/prometheus" / f"mps-{name}.rules.yml" for name in ("thresholds", "recording", "alerts")]
DEFAULT = {"credentials": {"existingSecret": "mps-key"}}
MINIMAL = DEFAULT | {
    "persistence": {"enabled": False}, "networkPolicy": {"enabled": False}, "podDisruptionBudget": {"enabled": False},
    "serviceAccount": {"create": False}}
FULL = yaml.safe_load((Path(__file__).parent / "fixtures" / "chart-full.yaml").read_text())
ALL = pytest.mark.parametrize("values", [DEFAULT, MINIMAL, FULL], ids=["default", "minimal", "full"])


@pytest.fixture
def copy(tmp_path) -> Path:
    """The chart, to be broken."""
    return Path(shutil.copytree(CHART, tmp_path / "mps-exporter"))


# As it is


@ALL
def test_helm_lint_finds_nothing(values):
    report = helm.lint(CHART, values, strict=True)
    assert report["errors"] == []
    assert [found["error"] for found in report["messages"] if found["severity"] != 1] == []


@ALL
def test_every_object_is_one_that_kubernetes_knows(values):
    objects = render(values)
    assert [fault for thing in objects for fault in faults(thing)] == []
    assert unmatched(objects) == []


@ALL
def test_the_pod_is_restricted(values):
    assert privileges(one(render(values), "StatefulSet")["spec"]["template"]["spec"]) == []


def test_what_is_switched_on_is_there_and_nothing_else():
    least = {"ConfigMap", "Service", "StatefulSet"}
    usual = least | {"NetworkPolicy", "PodDisruptionBudget", "ServiceAccount"}
    assert {thing["kind"] for thing in render(MINIMAL)} == least
    assert {thing["kind"] for thing in render(DEFAULT)} == usual
    assert {thing["kind"] for thing in render(FULL)} == usual | {"Secret", "ServiceMonitor", "PrometheusRule"}


def test_the_state_outlives_the_pod():
    claims = one(render(DEFAULT), "StatefulSet")["spec"]["volumeClaimTemplates"]
    assert [claim["metadata"]["name"] for claim in claims] == ["state"]
    container = one(render(DEFAULT), "StatefulSet")["spec"]["template"]["spec"]["containers"][0]
    folders = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert {"name": "STATE_DIRECTORY", "value": folders["state"]} in container["env"]
    assert "volumeClaimTemplates" not in one(render(MINIMAL), "StatefulSet")["spec"]


@ALL
def test_the_exporter_takes_its_flags_and_its_configuration(binary, tmp_path, values):
    objects = render(values)
    told = run(binary, "run", "--help").stdout
    assert [flag for flag in flags(objects) if not re.search(rf"^  {re.escape(flag)}\b", told, re.M)] == []
    text = next(thing for thing in objects if thing["kind"] == "ConfigMap")["data"]["mps-exporter.yml"]
    for number in range(text.count("/etc/mps-exporter/credentials/")):
        (tmp_path / f"{number}").write_text("AKIDacceptance")
        text = text.replace("/etc/mps-exporter/credentials/", f"{tmp_path}/{number}#", 1)
    (tmp_path / "mps.yml").write_text(re.sub(r"#\S+", "", text))
    done = run(binary, "run", "--config.file", "mps.yml", "--config.check", folder=tmp_path, variables=KEYS)
    assert done.returncode == 0, done.stderr


def test_the_exporter_finds_the_files_of_the_secret():
    container = one(render(DEFAULT), "StatefulSet")["spec"]["template"]["spec"]["containers"][0]
    folder = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}["credentials"]
    named = {row["name"]: row["value"] for row in container["env"] if row["name"].endswith("_FILE")}
    assert named == {"TENCENTCLOUD_SECRET_ID_FILE": f"{folder}/secret-id",
                     "TENCENTCLOUD_SECRET_KEY_FILE": f"{folder}/secret-key"}
    secret = one(render({"credentials": {"secretId": "AKIDx", "secretKey": "kept", "token": "short"}}), "Secret")
    held = {name: base64.b64decode(value).decode() for name, value in secret["data"].items()}
    assert held == {"secret-id": "AKIDx", "secret-key": "kept", "token": "short"}


def test_accounts_whose_keys_lie_elsewhere_need_no_secret():
    own = {"secret_id_file": "/keys/id", "secret_key_file": "/keys/key"}
    objects = render({"config": {"accounts": [{"name": "prod", "credentials": own}]},
                      "extraVolumes": [{"name": "keys", "secret": {"secretName": "ours"}}],
                      "extraVolumeMounts": [{"name": "keys", "mountPath": "/keys"}]})
    assert unmatched(objects) == []
    pod = one(objects, "StatefulSet")["spec"]["template"]["spec"]
    assert "credentials" not in {volume["name"] for volume in pod["volumes"]}
    assert not [row for row in pod["containers"][0]["env"] if row["name"].startswith("TENCENTCLOUD")]


def test_the_chart_is_of_this_version(binary):
    version = run(binary, "--version").stdout.split()[1]
    about = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert (about["version"], about["appVersion"]) == (version, version)


def test_the_documented_release_asks_for_the_image_that_was_pushed():
    """By its default tag, which is the chart's appVersion."""
    commands = Document.read(ROOT / "docs/install.md").commands()
    built, tagged, pushed, installed = (
        next(one.split() for one in commands if one.startswith(start))
        for start in ("docker build ", "docker tag ", "docker push ", "helm install "))
    assert tagged[2] == built[built.index("--tag") + 1] and tagged[3] == pushed[2]
    given = dict(word.split("=") for word in installed if "=" in word)
    objects = render({"image": {"repository": given["image.repository"]},
                      "credentials": {"existingSecret": given["credentials.existingSecret"]}})
    assert one(objects, "StatefulSet")["spec"]["template"]["spec"]["containers"][0]["image"] == pushed[2]


def test_a_packed_chart_holds_the_files_that_it_links_to(tmp_path):
    archive = Path(helm.package(CHART, destination=tmp_path))
    with tarfile.open(archive) as packed:
        for name in RULES + sorted((ROOT / "grafana/dashboards").glob("*.json")):
            assert packed.extractfile(f"mps-exporter/files/{name.name}").read() == name.read_bytes()


def test_the_pods_port_is_the_one_that_the_exporter_listens_on(binary):
    ports = one(render(DEFAULT), "StatefulSet")["spec"]["template"]["spec"]["containers"][0]["ports"]
    assert [port["name"] for port in ports] == ["http"]
    assert f"(default: :{ports[0]['containerPort']})" in run(binary, "run", "--help").stdout


# Dashboards


def test_the_dashboards_are_those_that_are_tested():
    found = [thing for thing in render(FULL) if thing["metadata"]["name"].endswith("-dashboards")]
    assert len(found) == 1 and found[0]["metadata"]["labels"]["grafana_dashboard"] == "1"
    files = {file.name: json.loads(file.read_text()) for file in (ROOT / "grafana/dashboards").glob("*.json")}
    assert {name: json.loads(text) for name, text in found[0]["data"].items()} == files


# What is refused


@pytest.mark.parametrize(("values", "said"), [
    ({}, "credentials.existingSecret: expected the name of a Secret with the keys secret-id and secret-key"),
    ({"credentials": {"secretId": "AKIDx"}}, "credentials.secretKey: expected the SecretKey"),
    ({"credentials": {"secretKey": "kept"}}, "credentials.secretId: expected the SecretId"),
    ({"credentials": {"existingSecret": "a", "secretKey": "kept"}}, "credentials.existingSecret: expected either"),
    ({"config": {"accounts": [{"name": "a", "credentials": {
        "secret_id_file": "/etc/mps-exporter/credentials/a", "secret_key_file": "/etc/mps-exporter/credentials/b"}}]}},
     "expected the name of the Secret whose files"),
    (DEFAULT | {"serviceMonitor": {"enabled": True, "interval": "1m1s"}},
     "serviceMonitor.interval: expected at most 1m, as the rules bridge single failed scrapes of 2 minutes, got 1m1s"),
    (DEFAULT | {"serviceMonitor": {"enabled": True, "interval": "0s"}}, "serviceMonitor.interval: expected"),
    (DEFAULT | {"serviceMonitor": {"enabled": True, "interval": "10s", "scrapeTimeout": "10s1ms"}},
     "serviceMonitor.scrapeTimeout: expected no more than the interval, 10s, got 10s1ms"),
    (DEFAULT | {"serviceMonitor": {"enabled": True, "scrapeTimeout": "0s"}}, "serviceMonitor.scrapeTimeout: expected"),
    *((DEFAULT | {"flags": ["--log.level=debug", f"--{flag}"]}, f"flags[1]: expected no --{flag.split('=')[0]}, as ")
      for flag in ("config.file=/x", "config.check", "web.config.file=/x", "web.listen-address=:80",
                   "web.systemd-socket", "web.telemetry-path=/x")),
])
def test_a_value_that_cannot_work_stops_it_with_a_line_that_says_which(values, said):
    assert said in stop(values)


@pytest.mark.parametrize(("values", "said"), [
    ({"replicas": 3}, "/replicas"), ({"persistance": {}}, "persistance"), ({"image": {"tag": 5}}, "/image/tag"),
    ({"flags": ["web.telemetry-path=/x"]}, "/flags/0"), ({"config": {"acounts": []}}, "acounts"),
    ({"credentials": {"existingSecrets": "x"}}, "existingSecrets"),
    ({"service": {"port": "http"}}, "/service/port"),
    ({"podDisruptionBudget": {"maxUnavailable": "0%"}}, "/podDisruptionBudget/maxUnavailable"),
    ({"podDisruptionBudget": {"maxUnavailable": "150%"}}, "/podDisruptionBudget/maxUnavailable"),
    ({"podDisruptionBudget": {"maxUnavailable": 0}}, "/podDisruptionBudget/maxUnavailable"),
    ({"serviceMonitor": {"interval": "30s1m"}}, "/serviceMonitor/interval"),
    ({"prometheusRule": {"runbookBase": "wiki/mps"}}, "/prometheusRule/runbookBase"),
])
def test_the_schema_of_the_values_finds_a_mistake(values, said):
    with pytest.raises(helm.HelmError) as stopped:
        render(DEFAULT | values)
    assert said in str(stopped.value)


def test_every_value_stands_in_the_schema_and_every_default_keeps_it():
    schema = json.loads((CHART / "values.schema.json").read_text())
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    assert set(values) == set(schema["properties"]) - {"global"}
    for name, value in values.items():
        known = schema["properties"][name]
        if known.get("additionalProperties") is False and name != "config":
            assert set(value) == set(known["properties"]), name


@pytest.mark.parametrize(("file", "old", "new"), [
    ("statefulset.yaml", "replicas: {{", "replica: {{"), ("statefulset.yaml", "periodSeconds: 15", "periodSeconds: soon"),
    ("service.yaml", "- name: http\n      port:", "- name: http\n      ports:"),
    ("networkpolicy.yaml", "policyTypes: [Ingress, Egress]", "policyTypes: Ingress"),
    ("servicemonitor.yaml", "interval: {{ .Values.serviceMonitor.interval }}", "interval: 15"),
    ("prometheusrule.yaml", "groups:", "group:"),
])
def test_an_object_that_kubernetes_does_not_know_is_found(copy, file, old, new):
    path = copy / "templates" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert [fault for thing in render(FULL, chart=copy) for fault in faults(thing)]


@pytest.mark.parametrize(("old", "new", "said"), [
    ("runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot"), ("runAsUser: 10862", "runAsUser: 0", "runAsUser"),
    ("type: RuntimeDefault", "type: Unconfined", "seccompProfile"), ("drop: [ALL]", "drop: []", "capabilities"),
    ("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "allowPrivilegeEscalation"),
    ("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "readOnlyRootFilesystem"),
    ("enableServiceLinks: false", "hostNetwork: true", "hostNetwork"),
    ("emptyDir: {}", "hostPath: {path: /}", "volumes: state"),
])
def test_a_privilege_is_found(copy, old, new, said):
    path = copy / "templates/statefulset.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert privileges(one(render(MINIMAL, chart=copy), "StatefulSet")["spec"]["template"]["spec"]) == [said]


@pytest.mark.parametrize(("file", "old", "new"), [
    ("statefulset.yaml", "- name: state\n              mountPath", "- name: data\n              mountPath"),
    ("service.yaml", "targetPort: http", "targetPort: metrics"),
    ("servicemonitor.yaml", "port: http", "port: metrics"), ("networkpolicy.yaml", "port: http", "port: 10863"),
    ("_helpers.tpl", "port: http", "port: metrics"), ("statefulset.yaml", "name: http", "name: metrics"),
    ("servicemonitor.yaml", 'include "mps-exporter.selector" .', 'toYaml .Values.nodeSelector'),
    ("poddisruptionbudget.yaml", 'include "mps-exporter.selector" .', 'toYaml .Values.nodeSelector'),
    ("configmap.yaml", 'name: {{ include "mps-exporter.fullname" . }}', "name: other"),
])
def test_a_reference_that_leads_nowhere_is_found(copy, file, old, new):
    path = copy / "templates" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert unmatched(render(FULL, chart=copy))


def test_a_template_that_cannot_be_read_is_named(copy):
    (copy / "templates/service.yaml").write_text("apiVersion: v1\nkind: {{ .Values.service.type\n")
    with pytest.raises(helm.HelmRenderError, match="service.yaml"):
        render(DEFAULT, chart=copy)
    assert helm.lint(copy, DEFAULT)["errors"]


# Plain manifests


def test_the_plain_manifests_are_what_the_chart_renders(tmp_path):
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy", symlinks=True)
    shutil.copytree(ROOT / "grafana/dashboards", tmp_path / "grafana/dashboards")

    def check():
        return subprocess.run([sys.executable, str(tmp_path / "deploy/kubernetes/render"), "--check"], timeout=60,
                              capture_output=True, text=True, check=False)
    assert check().returncode == 0
    file = tmp_path / "deploy/kubernetes/mps-exporter.yaml"
    objects = [thing for thing in yaml.safe_load_all(file.read_text()) if thing]
    assert len(objects) == 6 and [fault for thing in objects for fault in faults(thing)] == []
    assert not [thing for thing in objects if "namespace" in thing["metadata"]]
    file.write_text(file.read_text().replace("10862", "10863"))
    changed = check()
    assert changed.returncode == 1 and f"{file}: is not what the chart renders" in changed.stderr
    (tmp_path / "deploy/kubernetes/values.yaml").write_text("{}\n")
    assert "credentials.existingSecret: expected the name of a Secret" in check().stderr
