"""How a Prometheus names the pods that it scrapes: by promtool, with what Kubernetes would tell of them."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from charts import ROOT, one, render
from markdown import Document

PROMTOOL = os.environ.get("PROMTOOL", "promtool")
FULL = yaml.safe_load((Path(__file__).parent / "fixtures" / "chart-full.yaml").read_text())
SHORTER = [{"sourceLabels": ["instance"], "regex": ".*/(.*)", "targetLabel": "instance"}]


def pod(objects: list[dict], address: str, port: str = "http") -> dict:
    """A pod of the release as Prometheus discovers it, without operator or API server."""
    thing = one(objects, "StatefulSet")
    labels = {f"__meta_kubernetes_pod_label_{re.sub('[^A-Za-z0-9_]', '_', name)}": value
              for name, value in thing["spec"]["template"]["metadata"]["labels"].items()}
    labels |= {"__meta_kubernetes_namespace": "media", "__meta_kubernetes_pod_name": f"{thing['metadata']['name']}-0",
               "__meta_kubernetes_pod_container_port_name": port}
    return {"targets": [f"{address}:10862"], "labels": labels}


def scraped(folder: Path, relabelings: list[dict], *pods: dict) -> list[str]:
    """The label `instance` of each pod that is scraped."""
    job = {"job_name": "mps-exporter", "static_configs": list(pods), "relabel_configs": relabelings}
    (folder / "prometheus.yml").write_text(yaml.safe_dump({"scrape_configs": [job]}))
    command = [PROMTOOL, "check", "service-discovery", "--timeout=1s", str(folder / "prometheus.yml"), "mps-exporter"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [found["labels"]["instance"] for found in json.loads(done.stdout) if found.get("labels")]


def plain(relabelings: list[dict]) -> list[dict]:
    """As the operator writes them into Prometheus' own file."""
    return [{re.sub("[A-Z]", lambda at: f"_{at[0].lower()}", name): value for name, value in each.items()}
            for each in relabelings]


@pytest.mark.parametrize(("own", "wanted"), [([], "media/queue-mps-exporter-0"), (SHORTER, "queue-mps-exporter-0")],
                         ids=["default", "followed by a user's"])
def test_a_new_pod_is_the_same_instance(tmp_path, own, wanted):
    objects = render({"credentials": {"existingSecret": "k"}, "serviceMonitor": {"enabled": True, "relabelings": own}})
    endpoint = one(objects, "ServiceMonitor")["spec"]["endpoints"][0]
    pods = [pod(objects, address) for address in ("10.0.0.7", "10.0.3.9")]
    assert scraped(tmp_path, [], pods[0]) == ["10.0.0.7:10862"], "what it would be else"
    assert scraped(tmp_path, plain(endpoint["relabelings"]), *pods) == [wanted, wanted]


def test_without_the_operator_the_documented_job_does_the_same(tmp_path):
    blocks = Document.read(ROOT / "docs/install.md").blocks("yaml")
    jobs = [job for block in blocks for job in yaml.safe_load(block).get("scrape_configs", [])]
    assert len(jobs) == 1 and jobs[0]["kubernetes_sd_configs"] == [{"role": "pod"}]
    assert f'job="{jobs[0]["job_name"]}"' in (ROOT / "deploy/prometheus/mps-thresholds.rules.yml").read_text()
    objects = [each for each in yaml.safe_load_all((ROOT / "deploy/kubernetes/mps-exporter.yaml").read_text()) if each]
    other = pod(objects, "10.0.0.8")
    other["labels"]["__meta_kubernetes_pod_label_app_kubernetes_io_name"] = "other"
    pods = [pod(objects, "10.0.0.7"), pod(objects, "10.0.3.9"), pod(objects, "10.0.0.7", port="debug"), other]
    found = scraped(tmp_path, jobs[0]["relabel_configs"], *pods)
    assert found == ["media/mps-exporter-0"] * 2
    assert jobs[0]["relabel_configs"][-1] == plain(
        one(render(FULL), "ServiceMonitor")["spec"]["endpoints"][0]["relabelings"])[0]
