"""The exporter is killed at random moments while calls fail, and still counts every task exactly once."""

import os
import random
import signal
import time

import pytest
from running import Exporter, Simulator, until
from scrapes import Scrape
from truth import differences, truth

ORDERS = ["create-desc", "create-asc", "finish-desc", "finish-asc", "shuffled"]
KILLS = 20 if os.environ.get("MPS_TORTURE") else 2


@pytest.mark.parametrize("order", ORDERS)
def test_totals_equal_the_truth_after_kills(binary, tmp_path, order):
    chance = random.Random(f"kills {order}")
    flags = ["--order", order, "--faults", "0.3", "--speed", "10", "--arrival-rate", "0.1",
             "--workers", "5", "--history", "300"]
    with Simulator(binary, tmp_path, *flags) as simulator:
        for _ in range(KILLS):
            with Exporter(binary, tmp_path, endpoint=simulator.url, variables=simulator.keys) as exporter:
                until("the ledger has begun", lambda: epoch(exporter))
                time.sleep(chance.uniform(0, 4))
                exporter.process.send_signal(signal.SIGKILL)
                exporter.process.wait(10)
        with Exporter(binary, tmp_path, endpoint=simulator.url, variables=simulator.keys) as exporter:
            until("every counter equals the truth", lambda: is_true(exporter, simulator), seconds=120, pause=0.05)
            assert Scrape.of(exporter).total("mps_tasks_finished_total") > 0


def epoch(exporter) -> float | None:
    return Scrape.of(exporter).value("mps_ledger_epoch_timestamp_seconds")


def is_true(exporter, simulator) -> bool:
    """Whether a scrape equals the truth. The queue moves on meanwhile, but a task that was lost or counted twice would
    never let them agree again."""
    scrape = Scrape.of(exporter)
    since = scrape.value("mps_ledger_epoch_timestamp_seconds")
    if not scrape.total("mps_tasks_finished_total") or since is None:
        return False
    return not differences(scrape, truth(simulator, since))
