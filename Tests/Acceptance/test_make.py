"""The one door: what a newcomer types first."""

import os
import re
import signal
import subprocess
import urllib.request
from pathlib import Path

from running import until

ROOT = Path(__file__).resolve().parents[2]
FLAGS = "--listen 127.0.0.1:0 --web.listen-address 127.0.0.1:0 --poll.interval 1s --speed 10 --history 200"


def test_make_demo_brings_the_metrics_up(tmp_path):
    """In a session of its own, as make would else leave the program running."""
    with (tmp_path / "out").open("wb") as out:
        make = subprocess.Popen(["make", "demo", f"DEMO_FLAGS={FLAGS}"], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
                                start_new_session=True)
    try:
        def address():
            assert make.poll() is None, (tmp_path / "out").read_text()
            return re.search(r"^metrics: (http://\S+)$", (tmp_path / "out").read_text(), re.M)
        url = until("the demo", address, seconds=600)[1]

        def read():
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read().decode()
        until("a poll", lambda: 'mps_up{account="demo"} 1\n' in read())
        depth = float(re.search(r'^mps_queue_depth{account="demo",status="FINISH"} (\S+)$', read(), re.M)[1])
        assert depth >= 200
    finally:
        os.killpg(make.pid, signal.SIGTERM)
        make.wait(30)


def test_make_without_a_target_lists_what_there_is():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    listed = re.findall(r"^make (\w+)", done.stdout, re.M)
    assert {"demo", "build", "test", "lint", "bench", "install"} <= set(listed)
