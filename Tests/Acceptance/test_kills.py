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


def test_a_task_that_is_counted_twice_would_be_found(binary, tmp_path):
    """The comparison above can fail: once the row of a finished task is lost, it is counted again."""
    with Simulator(binary, tmp_path, *QUEUE) as simulator:
        with polling(binary, tmp_path, simulator) as exporter:
            until("every counter equals the truth", lambda: is_true(exporter, simulator), seconds=120, pause=0.05)
            assert exporter.end()[0] == 0
        with closing(sqlite3.connect(tmp_path / "state.sqlite")) as database:
            database.executescript("DELETE FROM task; DELETE FROM journal;")
        with polling(binary, tmp_path, simulator) as exporter:
            until("polls", lambda: (Scrape.of(exporter).value("mps_polls_total") or 0) > 10)
            assert all(wrong_totals(simulator.url, Scrape.of(exporter)) for _ in range(20))


def polling(binary, folder, simulator) -> Exporter:
    return Exporter(binary, folder, endpoint=simulator.url, variables=simulator.keys)


def is_true(exporter, simulator) -> bool:
    scrape = Scrape.of(exporter)
    return scrape.total("mps_tasks_finished_total") > 0 and not wrong_totals(simulator.url, scrape)
