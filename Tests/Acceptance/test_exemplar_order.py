"""Prometheus 2.42 takes one exemplar of a native histogram at a scrape, and refuses one that is no newer than the last: so
none may be shown that it would refuse, in whatever order tasks of several buckets are listed."""

import json
import time

import pytest
from format_store import FormatStore
from queued_replies import finished_page, finished_task
from running import Exporter, until
from scrapes import Scrape

DURATION = "mps_task_processing_duration_seconds"


@pytest.mark.parametrize("earlier", [1, 0])
def test_a_quick_task_that_ended_no_later_than_a_slow_one_is_no_refused_exemplar(binary, tmp_path, api, earlier):
    """And one that ends after both comes through."""
    ended = int(time.time()) - 20
    listed = [finished_task("task-1", ended, 300)]
    api.script = lambda request: finished_page(request, listed)
    (tmp_path / "mps.yml").write_text(json.dumps({"poll_interval": "1s", "accounts": [
        {"name": "default", "endpoint": api.url, "history": "1h"}]}))
    with Exporter(binary, tmp_path, "--config.file", "mps.yml", poll=None) as exporter, FormatStore(
            tmp_path, {"protobuf": exporter.address}) as store:

        store.wait_until_ready()

        def newest() -> str | None:
            found = {name: labels["task_id"] for (name, _), (labels, _) in store.newest_exemplars_of("protobuf").items()}
            return found.get(DURATION)

        def count(tasks: int, scrapes: int):
            until("the count", lambda: Scrape.of(exporter).total("mps_tasks_finished_total") == tasks)
            before = store.scrapes()["protobuf"]
            until("scrapes", lambda: store.scrapes()["protobuf"] > before + scrapes)

        until("the first is stored", lambda: newest() == "task-1")
        listed.append(finished_task("task-2", ended - earlier, 3))
        count(2, scrapes=5)
        assert newest() == "task-1"
        listed.append(finished_task("task-3", ended + 10, 3))
        count(3, scrapes=2)
        until("the last is stored", lambda: newest() == "task-3")
        assert {name: value for name, value in store.refusals().items() if value} == {}
