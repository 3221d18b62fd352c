"""A changed configuration comes into force while the exporter runs: all of it or nothing, and no count is lost."""

import re
import signal
import sqlite3
import time

import pytest
from configured import SECRET, Configured, account
from delimited_protobuf import protobuf
from expositions import OPENMETRICS, PROTOBUF, openmetrics
from running import Simulator, until
from scrapes import Scrape
from scripted_api import page
from succession import faults_of_exemplars
from truths import wrong_totals

RELOAD = "mps_exporter_config_last_reload_successful"
RELOADED = "mps_exporter_config_last_reload_success_timestamp_seconds"


@pytest.fixture
def exporter(binary, tmp_path, api):
    with Configured(binary, tmp_path, accounts=[account("one", api.url), account("two", api.url)]) as running:
        until("scrapes show a poll of every account", lambda: all(
            scrape.value("mps_up") == 1 for name, scrape in Scrape.by_account(running).items() if name))
        yield running
        assert running.is_running, running.log()
        assert SECRET not in running.log()


def test_accounts_come_and_go(exporter, api):
    warning = 'level=warning msg="two accounts with the same credentials, endpoint and region: each task is counted for both"'
    assert exporter.accounts() == {"one", "two"}
    assert re.findall(rf"{warning} (.*)$", exporter.log(), re.MULTILINE) == ["account=two other=one"]
    exporter.write(accounts=[account("two", api.url), account("three", api.url)])
    assert exporter.reload()[0] == 200
    until("the accounts of the new configuration", lambda: exporter.accounts() == {"two", "three"})
    until("the new account was polled", lambda: exporter.ask("/-/ready")[0] == 200)
    assert re.search(r'msg="configuration reloaded".* added=three .*removed=one', exporter.log())
    assert re.findall(rf"{warning} (.*)$", exporter.log(), re.MULTILINE)[1:] == ["account=three other=two"]


def test_an_account_that_stays_is_left_alone(exporter, api):
    polls = Scrape.by_account(exporter)["two"].value("mps_polls_total")
    exporter.write(accounts=[account("two", api.url), account("one", api.url, max_pages=7)])
    assert exporter.reload()[0] == 200
    after = Scrape.by_account(exporter)
    assert after["two"].value("mps_polls_total") >= polls
    assert after["one"].value("mps_up") == 1, "what the last poll of a changed account showed stays until the next"
    assert after["one"].value("mps_polls_total") >= 1
    assert "changed=one" in exporter.log()
    assert "max_pages: 7" in exporter.ask("/config")[2].decode()


def polls_began(exporter) -> dict[str, float]:
    """Since when the polls of each account count, by the format that tells it."""
    family = protobuf(exporter.ask(Accept=PROTOBUF)[2])["mps_polls"]
    return {dict(labels)["account"]: point.start for (_, labels), point in family.points.items()}


def test_an_account_that_went_and_came_back_counts_anew_and_tells_since_when(exporter, api):
    before = polls_began(exporter)
    exporter.write(accounts=[account("two", api.url, max_pages=7)])
    assert exporter.reload()[0] == 200
    until("the account is gone", lambda: exporter.accounts() == {"two"})
    exporter.write(accounts=[account("one", api.url), account("two", api.url)])
    assert exporter.reload()[0] == 200
    until("the account is back", lambda: exporter.accounts() == {"one", "two"})
    after = polls_began(exporter)
    assert after["two"] == before["two"], "an account that changes goes on"
    assert after["one"] > before["one"]


def test_sighup_reloads(exporter, api):
    exporter.write(accounts=[account("four", api.url)])
    exporter.process.send_signal(signal.SIGHUP)
    until("the accounts of the new configuration", lambda: exporter.accounts() == {"four"})


@pytest.mark.parametrize(("change", "reason"), [
    ({"accounts": []}, "accounts: expected at least one account"),
    ({"account": []}, "the unknown key"),
    ({"accounts": [{"name": "one", "credentials": {"secret_id_file": "gone", "secret_key_file": "gone"}}]}, "gone"),
    ({"poll_interval": "soon"}, "poll_interval: expected a duration"),
])
def test_a_bad_file_changes_nothing_and_is_told_why(exporter, api, change, reason):
    before = exporter.ask("/config")[2]
    loaded = exporter.own().value(RELOADED)
    exporter.write(**{"accounts": [account("five", api.url)]} | change)
    status, body = exporter.reload()
    assert status == 500
    assert reason in body
    assert SECRET not in body
    assert exporter.ask("/config")[2] == before
    until("the metrics say so", lambda: exporter.own().value(RELOAD) == 0)
    assert exporter.own().value(RELOADED) == loaded
    assert exporter.accounts() == {"one", "two"}
    assert "configuration not reloaded" in exporter.log()

    exporter.write(accounts=[account("six", api.url)])
    assert exporter.reload()[0] == 200
    until("the metrics say so", lambda: exporter.own().value(RELOAD) == 1)
    assert exporter.own().value(RELOADED) >= loaded


def test_a_file_that_vanishes_changes_nothing(exporter):
    exporter.file.unlink()
    exporter.process.send_signal(signal.SIGHUP)
    until("the metrics say so", lambda: exporter.own().value(RELOAD) == 0)
    assert exporter.accounts() == {"one", "two"}


def test_the_state_file_changes_only_at_a_restart(binary, tmp_path, api):
    with Configured(binary, tmp_path, accounts=[account("one", api.url)], state_path="first.sqlite") as running:
        # The flag of the start stands in for the file's path, at a reload too.
        until("it was polled", lambda: running.ask("/-/ready")[0] == 200)
        running.write(accounts=[account("one", api.url)], state_path="second.sqlite")
        assert running.reload()[0] == 200
        assert not (tmp_path / "second.sqlite").exists()
        assert "state_path: state.sqlite" in running.ask("/config")[2].decode()


def counted(scrape: Scrape) -> dict:
    """Counters and buckets of tasks: with their labels, so that other buckets are other keys."""
    return {key: value for key, value in scrape.items() if key[0].startswith(("mps_tasks_", "mps_task_"))}


def finished(number: int, epoch: float) -> dict:
    times = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch + number + second)) for second in (0, 3, 10)]
    task = {"TaskId": f"1256000001-WorkflowTask-{number}", "TaskType": "WorkflowTask", "SubTaskTypes": ["Transcode"]}
    return task | dict(zip(("CreateTime", "BeginProcessTime", "FinishTime"), times))


def test_a_ledger_that_cannot_be_opened_leaves_the_old_configuration_at_work(binary, tmp_path, api):
    """Accounts that were to change or go had been ended by then: they go on, and nothing that they count is lost."""
    one, two, broken = (account(name, api.url) for name in ("one", "two", "broken"))
    with Configured(binary, tmp_path, accounts=[one, two, broken]) as running:
        until("every account was polled", lambda: running.ask("/-/ready")[0] == 200)
        assert running.end()[0] == 0
    with sqlite3.connect(tmp_path / "state.sqlite") as state:
        state.execute("UPDATE account SET tasks = -1 WHERE name = 'broken'")
    state.close()

    def shows(running, tasks: int) -> bool:
        return all(Scrape.by_account(running)[name].value("mps_tasks_finished_total", task_type="WorkflowTask") == tasks
                   for name in ("one", "two"))

    with Configured(binary, tmp_path, accounts=[one, two]) as running:
        until("every account was polled", lambda: running.ask("/-/ready")[0] == 200)
        epoch = max(Scrape.by_account(running)[name].value("mps_ledger_epoch_timestamp_seconds")
                    for name in ("one", "two"))
        tasks = [finished(number, epoch) for number in (1, 2)]
        api.script = lambda request: page(*tasks) if request["Status"] == "FINISH" and not request.get("SubTaskHasFailed") \
            else page()
        until("the counts", lambda: shows(running, 2))
        before, configuration = Scrape.by_account(running), running.ask("/config")[2]
        loaded = running.own().value(RELOADED)

        three = account("three", api.url)
        running.write(accounts=[one | {"max_pages": 7}, three, broken], histograms={"wait": [1, 7]})
        status, body = running.reload()
        reason = "state file state.sqlite: damaged or not a state file (tasks cannot be -1)"
        assert status == 500 and body.startswith(f"The old configuration stays in force.\n{reason}")
        assert re.search(rf'msg="configuration not reloaded[^"]*" error="{re.escape(reason)}', running.log())
        until("the metrics say so", lambda: running.own().value(RELOAD) == 0)
        assert running.own().value(RELOADED) == loaded
        assert running.ask("/config")[2] == configuration

        after = Scrape.by_account(running)
        assert set(after) == {"", "one", "two"}
        for name in ("one", "two"):
            assert counted(after[name]) == counted(before[name])
        tasks.append(finished(3, epoch))
        until("what finishes now is counted by all", lambda: shows(running, 3))
        with_three = counted(Scrape.by_account(running)["one"])
        assert with_three.keys() == counted(before["one"]).keys(), "the old buckets"

        running.write(accounts=[one | {"max_pages": 7}, three])
        assert running.reload()[0] == 200
        until("the new account was polled", lambda: running.ask("/-/ready")[0] == 200)
        assert counted(Scrape.by_account(running)["one"]) == with_three
        assert running.own().value(RELOAD) == 1


def test_only_post_reloads(exporter):
    for method in ("GET", "HEAD", "PUT"):
        status, headers, _ = exporter.ask("/-/reload", method)
        assert (status, headers["Allow"]) == (405, "POST")
    assert exporter.ask("/metrics", "POST")[0] == 405
    assert "configuration reloaded" not in exporter.log()


def test_the_configuration_in_force_is_shown_without_secrets(exporter, api):
    status, headers, body = exporter.ask("/config")
    assert status == 200
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    text = body.decode()
    assert f'endpoint: "{api.url}"' in text
    assert 'secret_key: "<secret>"' in text
    assert SECRET not in text
    assert "AKIDacceptance" not in text


def test_a_key_that_is_replaced_in_the_file_is_used_after_a_reload(binary, tmp_path):
    with Simulator(binary, tmp_path) as simulator:
        right = simulator.credentials[0]
        wrong = right | {"secret_key": SECRET}
        with Configured(binary, tmp_path, accounts=[account("one", simulator.url, credentials=wrong)]) as exporter:
            until("a refused poll", lambda: Scrape.by_account(exporter)["one"].value("mps_up") == 0)
            assert "AuthFailure" in exporter.log()
            exporter.write(accounts=[account("one", simulator.url, credentials=right)])
            assert exporter.reload()[0] == 200
            until("a poll with the new key", lambda: Scrape.by_account(exporter)["one"].value("mps_up") == 1)


def test_no_count_is_lost_by_reloads_amid_polls(binary, tmp_path):
    flags = ["--speed", "10", "--arrival-rate", "0.3", "--workers", "5", "--history", "300", "--faults", "0.1"]
    bounds = [[1, 10, 100], [2, 20, 200, 2000]]
    with Simulator(binary, tmp_path, *flags) as simulator:
        def configuration(turn: int) -> dict:
            one = {"name": "one", "endpoint": simulator.url, "credentials": simulator.credentials[0],
                   "poll_interval": "1s" if turn % 2 else "1500ms", "rate_limit": 10 + turn}
            changed = {"histograms": {"wait": bounds[turn % 3 % 2]}} if turn < 12 else {}
            return {"accounts": [one]} | changed

        with Configured(binary, tmp_path, **configuration(0)) as exporter:
            until("it was polled", lambda: exporter.ask("/-/ready")[0] == 200)
            last, buckets, told = {}, {}, []
            for turn in range(1, 13):
                exporter.write(**configuration(turn))
                assert exporter.reload() == (200, "The configuration was reloaded.\n")
                scrape = Scrape.by_account(exporter)["one"]
                totals = {key: value for key, value in scrape.items() if key[0].endswith(("_total", "_count", "_sum"))}
                fallen = [key for key, value in last.items() if totals.get(key, 0) < value]
                assert not fallen, "no counter falls by a reload"
                last = totals
                now = {key: value for key, value in scrape.items() if key[0].endswith("_bucket")}
                fallen = [key for key, value in now.items() if value < buckets.get(key, 0)]
                assert not fallen, "nor does what a bound counts, when it comes back"
                buckets |= now
                told.append(exporter.ask(Accept=OPENMETRICS)[2].decode())
                time.sleep(0.4)

            def is_true() -> bool:
                scrape = Scrape.by_account(exporter)["one"]
                return scrape.total("mps_tasks_finished_total") and not wrong_totals(simulator.url, scrape)

            until("every counter and bucket equals the truth", is_true, seconds=300, pause=0.05)
            told.append(exporter.ask(Accept=OPENMETRICS)[2].decode())
            assert any("# {" in text for text in told) and len(buckets) > 20
            assert faults_of_exemplars(openmetrics(text) for text in told) == []
