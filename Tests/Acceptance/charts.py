"""The Helm chart: rendered by Helm itself, and judged."""

import re
from pathlib import Path

import jsonschema
import kubernetes_validate
import pytest
import yaml
from needs import need

try:
    import helm_python as helm
except ModuleNotFoundError:
    helm = None
need(helm, "there is no Helm, which PyPI has for x86_64 alone")

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy" / "helm" / "mps-exporter"
# The oldest Kubernetes that the chart is for, and the newest whose schemas are at hand.
VERSIONS = ["1.27", "1.37"]


def render(values: dict, name: str = "queue", chart: Path = CHART) -> list[dict]:
    """The objects that a release consists of."""
    with helm.Chart.load(chart) as loaded:
        loaded.validate_schema(values)
        texts = loaded.render(values, name=name)
    return [found for name, text in texts.items() if name.endswith(".yaml")
            for found in yaml.safe_load_all(text) if found]


def stop(values: dict, chart: Path = CHART) -> str:
    """The one line with which a release stops. It repeats no key: those of the tests are `kept`."""
    with pytest.raises(helm.HelmRenderError) as stopped:
        render(values, chart=chart)
    said = str(stopped.value)
    assert "kept" not in said and len(said.splitlines()) == 1, said
    return said


def notes(values: dict) -> str:
    """What helm says after an installation."""
    with helm.Chart.load(CHART) as loaded:
        texts = loaded.render(values, name="queue")
    return next(text for name, text in texts.items() if name.endswith("NOTES.txt"))


def one(objects: list[dict], kind: str) -> dict:
    found = [each for each in objects if each["kind"] == kind]
    assert len(found) == 1, f"{len(found)} objects are of the kind {kind}"
    return found[0]


def strict(properties: dict, required: list[str]) -> dict:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
DURATION = {"type": "string", "pattern": "^([0-9]+(ms|s|m|h|d|w|y))+$"}
METADATA = strict({"name": {"type": "string"}, "labels": TEXTS, "annotations": TEXTS}, ["name"])
RELABELINGS = {"type": "array", "items": {"type": "object"}}
SELECTOR = strict({"name": {"type": "string"}, "key": {"type": "string"}}, ["name", "key"])
SECRET_OR_CONFIG = {"oneOf": [strict({"secret": SELECTOR}, ["secret"]), strict({"configMap": SELECTOR}, ["configMap"])]}
TLS_CONFIG = strict({"ca": SECRET_OR_CONFIG, "cert": SECRET_OR_CONFIG, "keySecret": SELECTOR,
                     "serverName": {"type": "string"}, "insecureSkipVerify": {"type": "boolean"}}, [])
ENDPOINT = strict({"port": {"type": "string"}, "path": {"type": "string"}, "interval": DURATION,
                   "scrapeTimeout": DURATION, "scheme": {"enum": ["http", "https"]},
                   "tlsConfig": TLS_CONFIG,
                   "basicAuth": strict({"username": SELECTOR, "password": SELECTOR}, ["username", "password"]),
                   "relabelings": RELABELINGS, "metricRelabelings": RELABELINGS}, ["port"])
RULE = strict({"record": {"type": "string"}, "alert": {"type": "string"}, "expr": {"type": "string"}, "for": DURATION,
               "keep_firing_for": DURATION, "labels": TEXTS, "annotations": TEXTS}, ["expr"])
GROUP = strict({"name": {"type": "string"}, "interval": DURATION, "rules": {"type": "array", "items": RULE}},
               ["name", "rules"])
# What the chart uses of the Prometheus operator's own kinds, for which Kubernetes has no schema.
OPERATOR = {
    "ServiceMonitor": strict({
        "jobLabel": {"type": "string"}, "selector": strict({"matchLabels": TEXTS}, ["matchLabels"]),
        "endpoints": {"type": "array", "minItems": 1, "items": ENDPOINT}}, ["selector", "endpoints"]),
    "PrometheusRule": strict({"groups": {"type": "array", "minItems": 1, "items": GROUP}}, ["groups"]),
}


def faults(thing: dict) -> list[str]:
    """What the schemas say against an object."""
    try:
        if thing["apiVersion"] == "monitoring.coreos.com/v1":
            schema = strict({"apiVersion": {}, "kind": {}, "metadata": METADATA, "spec": OPERATOR[thing["kind"]]},
                            ["metadata", "spec"])
            jsonschema.validate(thing, schema)
            return []
        for version in VERSIONS:
            kubernetes_validate.validate(thing, version, strict=True)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as error:
        return [f"{thing['kind']}: {error.message}"]
    return []


def privileges(pod: dict) -> list[str]:
    """What the Pod Security Standard `restricted`, and a read-only root file system, say against a pod's spec."""
    found = []
    common = pod.get("securityContext", {})
    for container in [*pod.get("initContainers", []), *pod["containers"]]:
        own = container.get("securityContext", {})
        both = common | own
        wanted = {
            "runAsNonRoot": both.get("runAsNonRoot") is True,
            "runAsUser": both.get("runAsUser") not in (0, None),
            "seccompProfile": both.get("seccompProfile", {}).get("type") in ("RuntimeDefault", "Localhost"),
            "allowPrivilegeEscalation": own.get("allowPrivilegeEscalation") is False,
            "privileged": not own.get("privileged"),
            "capabilities": own.get("capabilities") == {"drop": ["ALL"]},
            "readOnlyRootFilesystem": own.get("readOnlyRootFilesystem") is True,
        }
        found += [name for name, good in wanted.items() if not good]
    found += [name for name in ("hostNetwork", "hostPID", "hostIPC") if pod.get(name)]
    allowed = {"name", "configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected", "downwardAPI", "csi"}
    found += [f"volumes: {volume['name']}" for volume in pod.get("volumes", []) if not volume.keys() <= allowed]
    return found


def unmatched(objects: list[dict]) -> list[str]:
    """References between the objects that lead nowhere."""
    found = []
    pod = one(objects, "StatefulSet")["spec"]["template"]
    labels = pod["metadata"]["labels"].items()
    service = one(objects, "Service")
    for thing in objects:
        spec = thing.get("spec", {})
        selector = spec.get("selector", spec.get("podSelector"))
        if selector is not None:
            target = service["metadata"]["labels"].items() if thing["kind"] == "ServiceMonitor" else labels
            if not selector.get("matchLabels", selector).items() <= target:
                found.append(f"{thing['kind']}: selects nothing")
    volumes = {volume["name"] for volume in pod["spec"].get("volumes", [])}
    volumes |= {claim["metadata"]["name"] for claim in one(objects, "StatefulSet")["spec"].get("volumeClaimTemplates", [])}
    mounts = [mount for container in pod["spec"]["containers"] for mount in container["volumeMounts"]]
    found += [f"mount {mount['name']}: has no volume" for mount in mounts if mount["name"] not in volumes]
    made = {(thing["kind"], thing["metadata"]["name"]) for thing in objects}
    for volume in pod["spec"].get("volumes", []):
        if "configMap" in volume and ("ConfigMap", volume["configMap"]["name"]) not in made:
            found.append(f"volume {volume['name']}: has no ConfigMap")
    return found + closed_ports(objects)


def closed_ports(objects: list[dict]) -> list[str]:
    """Ports of the pod or of the Service that are named somewhere and are not there."""
    containers = one(objects, "StatefulSet")["spec"]["template"]["spec"]["containers"]
    ports = {port[key] for container in containers for port in container["ports"] for key in ("name", "containerPort")}
    service = one(objects, "Service")["spec"]["ports"]
    asked = [("Service", port["targetPort"], ports) for port in service]
    for container in containers:
        for probe in ("livenessProbe", "readinessProbe"):
            how = container[probe]
            asked.append((probe, how.get("httpGet", how.get("tcpSocket"))["port"], ports))
    for thing in objects:
        if thing["kind"] == "NetworkPolicy":
            let_in = [port["port"] for rule in thing["spec"]["ingress"] for port in rule["ports"]]
            asked += [("NetworkPolicy", port, ports) for port in let_in]
        if thing["kind"] == "ServiceMonitor":
            names = {port["name"] for port in service}
            asked += [("ServiceMonitor", endpoint["port"], names) for endpoint in thing["spec"]["endpoints"]]
    return [f"{kind}: has no port {port}" for kind, port, there in asked if port not in there]


def flags(objects: list[dict]) -> list[str]:
    """The flags that the exporter is started with."""
    arguments = one(objects, "StatefulSet")["spec"]["template"]["spec"]["containers"][0]["args"]
    return [re.match(r"--[\w.-]+", argument)[0] for argument in arguments if argument.startswith("--")]
