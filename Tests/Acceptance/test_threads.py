"""Who runs first where more threads are ready than there are processors."""

import os
import re
import signal
from collections import Counter
from pathlib import Path

from running import KEYS, Exporter, Simulator

NAMES = {os.SCHED_OTHER: "first", os.SCHED_BATCH: "behind"}


def precedence(program) -> Counter:
    """How many threads of the library that serves, and of all others, come first or stand behind."""
    counts = Counter()
    for thread in Path(f"/proc/{program.process.pid}/task").iterdir():
        kind = "serving" if (thread / "comm").read_text().startswith("MHD") else "other"
        counts[kind, NAMES[os.sched_getscheduler(int(thread.name))]] += 1
    return counts


def test_the_threads_that_accept_and_serve_come_first(exporter):
    assert exporter.ask()[0] == 200
    found = precedence(exporter)
    assert found["serving", "first"] == 1 and found["serving", "behind"] == 0
    assert found["other", "first"] == 1, "the one that accepts connections"
    assert found["other", "behind"] >= 2


def test_the_simulator_stands_for_an_api_that_is_far_away(binary, tmp_path):
    with Simulator(binary, tmp_path) as simulator, Exporter(
            binary, tmp_path, endpoint=simulator.url, variables=simulator.keys) as exporter:
        exporter.told(r"first poll succeeded", exporter.log)
        assert {kind for _, kind in precedence(simulator)} == {"behind"}


def test_where_that_is_not_allowed_all_threads_are_alike_and_the_log_says_so(binary, tmp_path, api):
    """The kernel refuses as a sandbox without sched_setattr does."""
    wrapper = tmp_path / "refused"
    wrapper.write_text("#!/bin/sh\nexec strace -f -o /dev/null -e trace=sched_setattr "
                       f'-e inject=sched_setattr:error=EPERM {binary} "$@"\n')
    wrapper.chmod(0o755)
    with Exporter(str(wrapper), tmp_path, "--log.level", "debug", endpoint=api.url, variables=KEYS) as exporter:
        assert exporter.ask()[0] == 200
        assert "the threads that serve come first" in exporter.log()
        strace = exporter.process.pid
        [child] = re.findall(r"\d+", Path(f"/proc/{strace}/task/{strace}/children").read_text())
        policies = {os.sched_getscheduler(int(thread)) for thread in os.listdir(f"/proc/{child}/task")}
        assert policies == {os.SCHED_OTHER}
        os.kill(int(child), signal.SIGTERM)
        assert exporter.process.wait(20) == 0
