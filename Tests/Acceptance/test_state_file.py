"""A state file that cannot be used: one clear line at start; at work no wrong number, and on again when it is mended."""

import errno
import sqlite3
import subprocess
from pathlib import Path

import pytest
from needs import need
from preloads import preloading
from running import KEYS, Exporter, Simulator, run, until
from scrapes import Scrape
from truths import TOTALS, wrong_totals
from web_clients import replaced

QUEUE = ["--speed", "10", "--arrival-rate", "0.1", "--workers", "5", "--history", "300"]
PAGE = 4096
# Errors of a write, and what is said of them.
REASONS = {"EROFS": "read-only; expected a file", "EDQUOT": "disk I/O error (", "ENOSPC": "no space left on the disk",
           "EIO": "disk I/O error ("}


@pytest.fixture
def state(binary, tmp_path, api):
    """A state file that an exporter has left in order."""
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        until("a poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
        assert exporter.end()[0] == 0
    return tmp_path / "state.sqlite"


def refused(binary, folder, path="state.sqlite") -> str:
    """What an exporter says of a state file that it cannot start with: one line, its place left out."""
    done = run(binary, "run", "--state.path", path, "--web.listen-address", "127.0.0.1:0", folder=folder, variables=KEYS)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"mps-exporter: state file {path}: ") and done.stderr.count("\n") == 1
    return done.stderr.removeprefix(f"mps-exporter: state file {path}: ").strip()


def mounting(binary, folder, command: str) -> str:
    """A command like `binary` that sees `folder/disk` as `command` mounts it: in a namespace that ends with it."""
    namespace = subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True)
    need(namespace.returncode == 0, "this user may not mount a file system")
    (folder / "disk").mkdir()
    script = folder / "mounting"
    script.write_text(f"""#!/bin/sh
exec unshare --map-root-user --mount sh -c '{command} && exec "$0" "$@"' '{binary}' "$@"
""")
    script.chmod(0o755)
    return str(script)


# At start


def test_a_newer_schema_is_refused_and_left_alone(binary, tmp_path, state):
    newer = bytearray(state.read_bytes())
    newer[60:64] = (2).to_bytes(4, "big")  # user_version in the header of an SQLite file
    state.write_bytes(newer)
    assert refused(binary, tmp_path) == (
        "schema version 2 is newer than this exporter's 1; run the newer exporter or move the file away")
    assert state.read_bytes() == newer


@pytest.mark.parametrize("damage", [
    pytest.param(lambda file: bytes(100) + file[100:], id="no header"),
    pytest.param(lambda file: b"queue: prod\n" * 500, id="another kind of file"),
    pytest.param(lambda file: file[:len(file) // 2], id="half of it"),
    pytest.param(lambda file: file[:PAGE] + b"\xa5" * (len(file) - PAGE), id="all but the first page"),
])
def test_a_damaged_file_is_refused_and_left_alone(binary, tmp_path, state, damage):
    damaged = damage(state.read_bytes())
    state.write_bytes(damaged)
    assert refused(binary, tmp_path).startswith("damaged or not a state file (")
    # Opening to write counts as a change in the header; nothing else may be touched.
    assert state.read_bytes()[100:] == damaged[100:]


def test_the_database_of_another_program_is_refused(binary, tmp_path):
    with sqlite3.connect(tmp_path / "state.sqlite") as other:
        other.execute("CREATE TABLE account (name TEXT)")
    other.close()
    before = (tmp_path / "state.sqlite").read_bytes()
    assert refused(binary, tmp_path).startswith("damaged or not a state file (a database of another program)")
    assert (tmp_path / "state.sqlite").read_bytes() == before


def test_a_file_that_another_process_holds_is_refused(binary, tmp_path, exporter):
    until("a poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
    assert refused(binary, tmp_path) == "another process holds it; expected one exporter for each state file"
    polls = Scrape.of(exporter).value("mps_polls_total")
    until("further polls", lambda: Scrape.of(exporter).value("mps_polls_total") > polls + 1)
    assert Scrape.of(exporter).value("mps_up") == 1


def test_a_place_where_no_file_can_be_is_refused(binary, tmp_path):
    (tmp_path / "folder").mkdir()
    for path in ("nowhere/state.sqlite", "folder"):
        assert refused(binary, tmp_path, path).startswith("cannot be opened (")


def test_a_read_only_folder_is_refused(binary, tmp_path):
    command = mounting(binary, tmp_path, "mount -t tmpfs -o ro none disk")
    assert refused(command, tmp_path, "disk/state.sqlite").startswith("cannot be opened (")


def test_a_read_only_file_is_refused(binary, tmp_path, state):
    mount = "mount --bind state.sqlite state.sqlite && mount -o remount,ro,bind state.sqlite"
    command = mounting(binary, tmp_path, mount)
    assert refused(command, tmp_path) == "read-only; expected a file and folder that this user may write"


def test_a_full_disk_is_refused(binary, tmp_path):
    fill = "mount -t tmpfs -o size=64k none disk && ! head -c 1M /dev/zero 2>/dev/null >disk/rest"
    command = mounting(binary, tmp_path, fill)
    assert refused(command, tmp_path, "disk/state.sqlite").startswith("no space left on the disk")


# At work


def totals_stand_still(exporter):
    """While polls fail, what was counted is served on and does not change."""
    def failed():
        return Scrape.of(exporter).value("mps_polls_failed_total")
    first = failed()
    until("two failed polls", lambda: failed() >= first + 2)
    before = Scrape.of(exporter).named(*TOTALS)
    until("three more", lambda: failed() >= first + 5)
    scrape = Scrape.of(exporter)
    assert scrape.named(*TOTALS) == before and scrape.total("mps_tasks_submitted_total") > 0
    assert (scrape.value("mps_state_writable"), scrape.value("mps_up")) == (0, 0)
    assert exporter.ask("/-/healthy")[0] == 200


def is_true(exporter, simulator) -> bool:
    scrape = Scrape.of(exporter)
    return (scrape.value("mps_state_writable"), scrape.value("mps_up")) == (1, 1) and not wrong_totals(
        simulator.url, scrape)


def test_counting_is_suspended_while_the_disk_is_full_and_exact_afterwards(binary, tmp_path):
    command = mounting(binary, tmp_path, "mount -t tmpfs -o size=1m none disk")
    with Simulator(binary, tmp_path, *QUEUE) as simulator, Exporter(
            command, tmp_path, endpoint=simulator.url, variables=simulator.keys, state="disk/state.sqlite") as exporter:
        until("something finished", lambda: Scrape.of(exporter).total("mps_tasks_finished_total") > 0)
        rest = Path(f"/proc/{exporter.process.pid}/root{tmp_path}/disk/rest")
        fill(rest)
        until("the failure to show", lambda: Scrape.of(exporter).value("mps_state_writable") == 0)
        totals_stand_still(exporter)
        assert exporter.is_running
        rest.unlink()
        until("every counter equals the truth", lambda: is_true(exporter, simulator), pause=0.05)
        log = exporter.log()
        assert 'msg="counting is suspended"' in log and "no space left on the disk" in log
        assert "the state file can be written again; counting goes on" in log
        assert exporter.end()[0] == 0


def test_counting_is_suspended_while_the_file_is_away_and_exact_afterwards(binary, tmp_path):
    with Simulator(binary, tmp_path, *QUEUE) as simulator, Exporter(
            binary, tmp_path, endpoint=simulator.url, variables=simulator.keys) as exporter:
        until("something finished", lambda: Scrape.of(exporter).total("mps_tasks_finished_total") > 0)
        (tmp_path / "state.sqlite").rename(tmp_path / "elsewhere.sqlite")
        until("the failure to show", lambda: Scrape.of(exporter).value("mps_state_writable") == 0)
        totals_stand_still(exporter)
        (tmp_path / "state.sqlite").write_bytes(b"another file")
        assert Scrape.of(exporter).value("mps_state_writable") == 0
        (tmp_path / "elsewhere.sqlite").replace(tmp_path / "state.sqlite")
        until("every counter equals the truth", lambda: is_true(exporter, simulator), pause=0.05)
        assert "removed or replaced while in use" in exporter.log()
        assert exporter.end()[0] == 0


@pytest.mark.parametrize("error", REASONS)
def test_counting_is_suspended_while_writes_fail_and_exact_afterwards(binary, tmp_path, error):
    """As when the file system turns read-only, a quota is used up or the disk breaks."""
    failing = tmp_path / "failing"
    with Simulator(binary, tmp_path, *QUEUE) as simulator:
        variables = preloading(tmp_path, "spoiled_writes") | {"FAILING_WRITES": str(failing)} | simulator.keys
        with Exporter(binary, tmp_path, endpoint=simulator.url, variables=variables) as exporter:
            until("something finished", lambda: Scrape.of(exporter).total("mps_tasks_finished_total") > 0)
            replaced(failing, str(getattr(errno, error)))
            until("the failure to show", lambda: Scrape.of(exporter).value("mps_state_writable") == 0)
            totals_stand_still(exporter)
            failing.unlink()
            until("every counter equals the truth", lambda: is_true(exporter, simulator), pause=0.05)
            suspended = next(line for line in exporter.log().splitlines() if 'msg="counting is suspended"' in line)
            assert f"state file state.sqlite: {REASONS[error]}" in suspended
            assert exporter.end()[0] == 0


def fill(file: Path):
    """Writes until nothing fits on the disk any more."""
    with file.open("wb", buffering=0) as out:
        for size in (PAGE, 1):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC


def test_damage_that_shows_at_work_suspends_counting(binary, tmp_path):
    with Simulator(binary, tmp_path, *QUEUE[:-1], "7000") as simulator:
        (tmp_path / "fast.yml").write_text(
            f"accounts: [{{name: default, rate_limit: 100, endpoint: '{simulator.url}'}}]\n")
        flags = ["--config.file", "fast.yml"]
        with Exporter(binary, tmp_path, *flags, variables=simulator.keys) as exporter:
            until("the sweep", lambda: (Scrape.of(exporter).value("mps_ledger_tasks") or 0) > 7000)
            assert exporter.end()[0] == 0
        damage_rows(tmp_path / "state.sqlite")
        with Exporter(binary, tmp_path, *flags, variables=simulator.keys) as exporter:
            until("the failure to show", lambda: Scrape.of(exporter).value("mps_state_writable") == 0)
            totals_stand_still(exporter)
            assert "damaged or not a state file" in exporter.log()


def damage_rows(file: Path):
    """Wipes the rows of finished tasks, but for the first leaf of their tree, which is read at start."""
    database = sqlite3.connect(file)
    root, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'task'").fetchone()
    database.close()
    content = bytearray(file.read_bytes())
    page = content[(root - 1) * PAGE:root * PAGE]
    assert page[0] == 2, "the tree has no leaves of its own"
    cells = int.from_bytes(page[3:5], "big")
    starts = [int.from_bytes(page[12 + 2 * cell:14 + 2 * cell], "big") for cell in range(cells)]
    leaves = [int.from_bytes(page[start:start + 4], "big") for start in starts] + [int.from_bytes(page[8:12], "big")]
    for leaf in leaves[1:]:
        content[(leaf - 1) * PAGE:leaf * PAGE] = b"\xff" * PAGE
    file.write_bytes(content)
