"""Pages, memory and catching up: what counting costs."""

import json
import subprocess
import time
from contextlib import ExitStack

from .building import PROGRAMS
from .processes import wait_for
from .simulation import Exporter, simulated_accounts

PAGE_HEAD = [
    "tasks in the ledger", "call, decode", "account, commit", "CPU a page", "× the smallest ledger", "wall a page",
]


def measure_pages(report, sizes):
    command = [PROGRAMS / "PageBenchmark", *map(str, sizes)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600).stdout.splitlines()
    report.say("\n### Pages")
    report.table(PAGE_HEAD, ["---:"] * 6)
    costs = []
    for line in lines:
        tasks, calling, calling_wall, recording, recording_wall = map(float, line.split("\t"))
        costs.append(calling + recording)
        report.row([f"{tasks:,.0f}", f"{calling:.2f} ms", f"{recording:.2f} ms", f"{costs[-1]:.2f} ms",
                    f"{costs[-1] / costs[0]:.2f}", f"{calling_wall + recording_wall:.2f} ms"])
    report.goal("CPU of a page of 100 tasks", "≤ 2 ms", f"{min(costs):.2f} to {max(costs):.2f} ms", max(costs) <= 2)


def measure_memory(report, program, folder, tasks):
    """Memory of the ledger alone, and of the exporter after some polls, on a state file with so many tasks."""
    state = folder / "large.sqlite"
    tool = PROGRAMS / "LedgerBenchmark"
    subprocess.run([tool, "fill", state, str(tasks)], check=True, timeout=600)
    size = state.stat().st_size / 2**20
    alone = subprocess.run([tool, "resident", state], check=True, capture_output=True, text=True, timeout=60).stdout
    with ExitStack() as stack:
        _, entries = simulated_accounts(stack, program, 1, "--history", "300")
        configuration = {"accounts": entries, "poll_interval": "1s"}
        exporter = stack.enter_context(Exporter(program, folder, "large", configuration, state))
        wait_for(lambda: exporter.value("mps_polls_total"), "the first poll")
        early = exporter.resident_mebibytes()
        # Half a minute after its start it gives back the code that only the start needed.
        wait_for(lambda: (exporter.value("mps_polls_total") or 0) >= 45, "45 polls", seconds=90)
        resident, held = exporter.resident_mebibytes(), exporter.value("mps_ledger_tasks")
        own = exporter.own_mebibytes()
    report.say("\n### Memory")
    report.say(f"\nResident with {held:,.0f} tasks in a state file of {size:.0f} MiB, in MiB: a process with the "
               f"ledger alone {float(alone):.1f}, mps-exporter after 45 polls, each a second after the one before, "
               f"{resident:.1f}, of which its own (anonymous; the rest are pages of files, most of them code) {own:.1f}; "
               f"after the first poll {early:.1f}.")
    measure_backlog(report, program, folder, 100_000)
    report.goal("resident with a million tasks in the ledger", "≤ 32 MiB", f"{resident:.1f} MiB", resident <= 32)


def measure_backlog(report, program, folder, tasks):
    """Memory with so many tasks that wait: what has not finished is kept with its id, to be known when it has."""
    with ExitStack() as stack:
        simulator, [entry] = simulated_accounts(stack, program, 1, "--workers", "1", "--arrival-rate", "0.01")
        simulator.get(f"/burst?tasks={tasks}", method="POST")
        configuration = {"accounts": [{**entry, "rate_limit": 100, "max_pages": 2 * tasks // 100}]}
        exporter = stack.enter_context(Exporter(program, folder, "backlog", configuration | {"poll_interval": "15s"}))
        began = time.monotonic()

        def is_listed():
            listed = exporter.value("mps_queue_tasks") or 0
            return listed >= tasks and exporter.value("mps_polls_total") >= 3 and time.monotonic() - began > 40

        wait_for(is_listed, "every waiting task to be listed", seconds=180)
        resident, own = exporter.resident_mebibytes(), exporter.own_mebibytes()
    report.say(f"\nWith {tasks:,} tasks that wait, each listed at every poll: {resident:.1f}, of which its own {own:.1f}.")


def measure_catching_up(report, program, folder, tasks, rate=100, latency=0.05):
    """How long a first start takes to count the finished tasks that are there, beside what bounds it."""
    flags = ["--history", str(tasks), "--latency", f"{latency * 1000:.0f}ms", "--arrival-rate", "0.1"]
    with ExitStack() as stack:
        simulator, [entry] = simulated_accounts(stack, program, 1, *flags)
        configuration = {"accounts": [{**entry, "rate_limit": rate, "history": "6d"}]}
        exporter = stack.enter_context(Exporter(program, folder, "catching-up", configuration))
        began = time.monotonic()

        def has_caught_up():
            if exporter.value("mps_ledger_unaccounted_tasks") != 0:
                return None
            since = exporter.value("mps_ledger_epoch_timestamp_seconds")
            truth = json.loads(simulator.get(f"/truth?account=1&since={since:.0f}")[1])
            return exporter.value("mps_tasks_finished_total") == sum(of["finished"] for of in truth["types"].values())

        wait_for(has_caught_up, "every finished task to be counted", seconds=60 + tasks / 500)
        seconds = time.monotonic() - began
    pages = tasks / 100
    report.say("\n### Catching up")
    report.say(f"\n{tasks:,} finished tasks at {latency * 1000:.0f} ms a call and `rate_limit: {rate}`: {seconds:.0f} s, "
               f"{tasks / seconds:,.0f} tasks a second. Bounds: the API's limit {pages / 100:.0f} s, one call after "
               f"another {pages * latency:.0f} s, the background calls' share {pages / (rate / 5):.0f} s.")
