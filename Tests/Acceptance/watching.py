"""A Prometheus with our rules and an Alertmanager with our routing, N times as fast as they are shipped."""

import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from running import Program, free_port, until

ROOT = Path(__file__).resolve().parents[2]
FASTER = ROOT / "tools/rules/faster"
RULES = ["mps-thresholds.rules.yml", "mps-recording.rules.yml", "mps-alerts.rules.yml"]


class Receiver:
    """What the Alertmanager sends: one entry for each alert of each notification, in their order."""

    def __enter__(self):
        received = self.received = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                received.extend(alert | {"path": self.path} for alert in body["alerts"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def wait(self, name: str, status: str, seconds: float = 90, since: int = 0, **labels) -> dict:
        """The first notification of an alert that came after the first `since` ones."""
        def look():
            return next((alert for alert in self.received[since:] if alert["status"] == status
                         and ({"alertname": name} | labels).items() <= alert["labels"].items()), None)
        return until(f"{name} {labels} {status} among {[(a['labels']['alertname'], a['status']) for a in self.received]}",
                     look, seconds)


class Alertmanager(Program):
    def __init__(self, folder: Path, receiver: Receiver):
        self.address = f"127.0.0.1:{free_port()}"
        file = folder / "alertmanager.yml"
        routing = file.read_text().replace("127.0.0.1:9099", f"127.0.0.1:{receiver.server.server_port}")
        # What follows in a group comes at once: a story waits for each of its notifications.
        file.write_text(re.sub(r"group_interval: \w+", "group_interval: 1s", routing))
        super().__init__(
            os.environ.get("ALERTMANAGER", "prometheus-alertmanager"), folder, f"--config.file={file}",
            f"--web.listen-address={self.address}", "--cluster.listen-address=", f"--storage.path={folder / 'am'}")
        until("the Alertmanager", lambda: answers(self, f"http://{self.address}/-/ready"))

    def alerts(self, name: str, **labels) -> list[dict]:
        with urllib.request.urlopen(f"http://{self.address}/api/v2/alerts", timeout=10) as answer:
            found = json.load(answer)
        return [one for one in found if ({"alertname": name} | labels).items() <= one["labels"].items()]


class WatchingPrometheus(Program):
    """Scrapes once a second, by the rules in its folder."""

    def __init__(self, folder: Path, target: str, alertmanager: Alertmanager):
        self.address = f"127.0.0.1:{free_port()}"
        (folder / "prometheus.yml").write_text(json.dumps({
            "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
            "rule_files": RULES,
            "alerting": {"alertmanagers": [{"static_configs": [{"targets": [alertmanager.address]}]}]},
            "scrape_configs": [{"job_name": "mps-exporter", "static_configs": [{"targets": [target]}]}]}))
        super().__init__(
            os.environ.get("PROMETHEUS", "prometheus"), folder, f"--config.file={folder / 'prometheus.yml'}",
            f"--web.listen-address={self.address}", f"--storage.tsdb.path={folder / 'tsdb'}", "--log.level=warn")
        until("the Prometheus", lambda: answers(self, f"http://{self.address}/-/ready"))


def answers(program: Program, url: str) -> bool:
    assert program.is_running, program.log()
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def write_faster(speed: int, folder: Path) -> None:
    """The rules and the routing as they are shipped, so many times as fast."""
    subprocess.run([sys.executable, str(FASTER), str(speed), str(folder)], check=True, timeout=60)
