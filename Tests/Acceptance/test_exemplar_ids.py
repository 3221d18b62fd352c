"""Whatever an id holds, a real Prometheus takes the scrape and the exemplar."""

import json
import time

from expositions import OPENMETRICS
from format_proxy import FormatProxy
from format_store import FormatStore
from queued_replies import finished_page, finished_task
from running import Exporter, until

# By the seconds that the tasks took, each in a bucket of its own: the id, and what becomes of it. Prometheus 2.42 keeps
# escapes of an exemplar as they came, other than those of a series' labels.
IDS = {
    3: ("a\u0000b", "a\ufffdb"),
    20: ('"quoted" \\ and\nbroken', r'\"quoted\" \\ and\nbroken'),
    100: ('"} 1 # {task_id="b"} 2', r'\"} 1 # {task_id=\"b\"} 2'),
    500: ("\u202e任务", "\u202e任务"),
}


def test_hostile_ids_are_stored_as_exemplars(binary, tmp_path, api):
    listed = [finished_task(identity, time.time() - 20, seconds) for seconds, (identity, _) in IDS.items()]
    api.script = lambda request: finished_page(request, listed)
    (tmp_path / "mps.yml").write_text(json.dumps({"poll_interval": "1s", "accounts": [
        {"name": "default", "endpoint": api.url, "history": "1h"}]}))
    with Exporter(binary, tmp_path, "--config.file", "mps.yml", poll=None) as exporter, FormatProxy(
            f"http://{exporter.address}", OPENMETRICS) as proxy, FormatStore(
            tmp_path, {"openmetrics": proxy.address}) as store:
        store.wait_until_ready()

        def stored() -> set[str]:
            found = store.exemplars_of("openmetrics").get("mps_task_processing_duration_seconds_bucket", [])
            return {labels["task_id"] for labels, _, _ in found}

        until("the exemplars are stored", lambda: stored() == {shown for _, shown in IDS.values()})
