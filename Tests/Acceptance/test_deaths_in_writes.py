"""The exporter dies amid writes of its state file, from the making of it on, and still counts every task exactly once.

Kills at random moments, as in test_kills.py, hardly ever fall into a write.
"""

import os
import random
import signal
import subprocess
import urllib.request
from collections import Counter

import pytest
from preloads import preloading
from running import Exporter, Simulator, until
from scrapes import Scrape
from test_kills import ORDERS, is_true, polling

LIVES = 60 if os.environ.get("MPS_TORTURE") else 10
# The file is made by the first 38 changes or so; a poll that counts something is about 15.
GROWTH, MOST = 12, 200
MAKING = range(1, 39) if os.environ.get("MPS_TORTURE") else range(1, 39, 5)
SECONDS = 90
QUEUE = ["--faults", "0.3", "--speed", "20", "--arrival-rate", "0.1", "--workers", "12", "--history", "300"]


@pytest.fixture(scope="module")
def spoiled_writes(tmp_path_factory) -> dict[str, str]:
    return preloading(tmp_path_factory.mktemp("library"), "spoiled_writes")


def lives(binary, folder, simulator, variables, at: int, halfway: bool) -> str:
    """Starts an exporter that ends at a change of its state file, or amid a write; which function was to make it."""
    mark = folder / "mark"
    mark.unlink(missing_ok=True)
    dying = {"DYING_AT": str(at), "DYING_MARK": str(mark)} | ({"DYING_HALFWAY": "1"} if halfway else {})
    with Exporter(binary, folder, endpoint=simulator.url, variables=simulator.keys | variables | dying) as exporter:
        try:
            status = exporter.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return "none"
        assert status == -signal.SIGKILL, exporter.log()
        return mark.read_text()


def test_totals_equal_the_truth_after_deaths_in_writes(binary, tmp_path, spoiled_writes):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    with Simulator(binary, tmp_path, "--order", chance.choice(ORDERS), *QUEUE) as simulator:
        deaths = Counter()
        for life in range(LIVES):
            at = chance.randint(1, min(GROWTH * (life + 1), MOST))
            deaths[lives(binary, tmp_path, simulator, spoiled_writes, at, halfway=life % 2 == 1)] += 1
        # A listing without an order is read whole for each task that ends, so at this pace it would always be behind.
        urllib.request.urlopen(f"{simulator.url}/workers?number=0", data=b"", timeout=10).close()
        with polling(binary, tmp_path, simulator) as exporter:
            until("every counter equals the truth", lambda: is_true(exporter, simulator), seconds=120, pause=0.05)
            assert exporter.end()[0] == 0
    print(deaths)
    assert LIVES - deaths["none"] > 0.8 * LIVES, "most died at a change"
    assert deaths["write"] + deaths["pwrite64"] > 0.3 * LIVES, "and those in a write that was cut off"


@pytest.mark.parametrize("halfway", [False, True])
def test_a_file_whose_making_was_cut_off_is_made_by_the_next_start(binary, tmp_path, spoiled_writes, halfway):
    with Simulator(binary, tmp_path, *QUEUE) as simulator:
        for at in MAKING:
            folder = tmp_path / str(at)
            folder.mkdir()
            assert lives(binary, folder, simulator, spoiled_writes, at, halfway) != "none"
            with polling(binary, folder, simulator) as exporter:
                until("a poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
                assert exporter.end()[0] == 0
