"""The exporter is killed at random moments while calls fail, and still counts every task exactly once."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from running import Exporter, Simulator, until
from scrapes import Scrape
from truths import wrong_totals

ORDERS = ["create-desc", "create-asc", "finish-desc", "finish-asc", "shuffled"]
KILLS = 20 if os.environ.get("MPS_TORTURE") else 2
QUEUE = ["--faults", "0.3", "--speed", "10", "--arrival-rate", "0.1", "--workers", "5", "--history", "300"]


@pytest.mark.parametrize("order", ORDERS)
def test_totals_equal_the_truth_after_kills(binary, tmp_path, order):
    chance = random.Random(f"kills {order}")
    with Simulator(binary, tmp_path, "--order", order, *QUEUE) as simulator:
        for _ in range(KILLS):
            with polling(binary, tmp_path, simulator) as exporter:
                until("the ledger has begun", lambda: Scrape.of(exporter).value("mps_ledger_epoch_timestamp_seconds"))
                time.sleep(chance.uniform(0, 4))
                exporter.process.send_signal(signal.SIGKILL)
                exporter.process.wait(10)
        with polling(binary, tmp_path, simulator) as exporter:
            until("every counter equals the truth", lambda: is_true(exporter, simulator), seconds=120, pause=0.05)


def test_tasks_that_are_counted_twice_would_be_found(binary, tmp_path):
    """The comparison above can fail: once the rows of finished tasks are lost, these are counted again."""
    with Simulator(binary, tmp_path, "--arrival-rate", "0.001", "--history", "7000") as simulator:
        (tmp_path / "fast.yml").write_text(
            f"accounts: [{{name: default, rate_limit: 100, history: 6d, endpoint: '{simulator.url}'}}]\n")

        def polling() -> Exporter:
            return Exporter(binary, tmp_path, "--config.file", "fast.yml", variables=simulator.keys)

        with polling() as exporter:
            until("every counter equals the truth", lambda: is_true(exporter, simulator), seconds=120)
            counted = Scrape.of(exporter).total("mps_tasks_finished_total")
            assert exporter.end()[0] == 0
        with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as database:
            assert database.execute("DELETE FROM task").rowcount > 1000
        with polling() as exporter:
            until("tasks that are counted again",
                  lambda: Scrape.of(exporter).total("mps_tasks_finished_total") > counted + 50)
            assert wrong_totals(simulator.url, Scrape.of(exporter))


def polling(binary, folder, simulator) -> Exporter:
    return Exporter(binary, folder, endpoint=simulator.url, variables=simulator.keys)


def is_true(exporter, simulator) -> bool:
    scrape = Scrape.of(exporter)
    return scrape.total("mps_tasks_finished_total") > 0 and not wrong_totals(simulator.url, scrape)
