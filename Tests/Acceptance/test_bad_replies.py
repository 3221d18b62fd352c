"""Bad replies of the API are counted as failures by their kind; nothing of them is published, nothing crashes."""

import json
import time

import pytest
from running import KEYS, Exporter, until
from scrapes import Scrape, series
from scripted_api import REQUEST_ID, Reply, ScriptedAPI, page, refusal

SECRET = KEYS["TENCENTCLOUD_SECRET_KEY"]


def task(task_id: str, created: float, **changes) -> dict:
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(created))
    unset = "0000-00-00T00:00:00Z"
    return {"TaskId": task_id, "TaskType": "WorkflowTask", "SubTaskTypes": ["Transcode"], "CreateTime": when,
            "BeginProcessTime": unset, "FinishTime": unset} | changes


def written(response) -> Reply:
    return Reply(json.dumps({"Response": response}).encode())


def bad_page(**changes) -> Reply:
    """A page of one good row that must not count, spoiled by `changes`."""
    rows = [task("good", time.time() + 60)]
    return written({"TotalCount": 77077, "TaskSet": rows, "ScrollToken": "", "RequestId": REQUEST_ID} | changes)


def bad_row(**changes) -> Reply:
    later = time.time() + 60
    return bad_page(TaskSet=[task("good", later), task("bad", later) | changes])


WHOLE = page(task("good", time.time() + 3600), total=77077).body
HTML = b"<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>"
AS_HTML = {"Content-Type": "text/html"}
BAD_REPLIES = {
    "empty": (Reply(b""), "malformed"),
    "blanks": (Reply(b" \n "), "malformed"),
    "cut": (Reply(WHOLE[:-7]), "malformed"),
    "cut on the way": (Reply(WHOLE[:-7], claimed_length=len(WHOLE)), "transport"),
    "followed by more": (Reply(WHOLE + b"{}"), "malformed"),
    "HTML": (Reply(HTML, headers=AS_HTML), "malformed"),
    "HTML of a gateway": (Reply(HTML, 502, AS_HTML), "http_5xx"),
    "HTML of a proxy": (Reply(HTML, 403, AS_HTML), "http_4xx"),
    "a redirect": (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), "other"),
    "null": (Reply(b"null"), "malformed"),
    "a null response": (written(None), "malformed"),
    "a list": (Reply(b"[]"), "malformed"),
    "a text": (Reply(b'"Response"'), "malformed"),
    "no response": (Reply(b"{}"), "malformed"),
    "not UTF-8": (Reply(WHOLE.replace(b"good", b"g\xff\xfed")), "malformed"),
    "a count that is a text": (bad_page(TotalCount="77077"), "malformed"),
    "a negative count": (bad_page(TotalCount=-1), "malformed"),
    "a count that no queue has": (bad_page(TotalCount=2**53 + 1), "malformed"),
    "the greatest number": (bad_page(TotalCount=2**63 - 1), "malformed"),
    "a count beyond all bounds": (Reply(WHOLE.replace(b"77077", b"1e400")), "malformed"),
    "tasks that are an object": (bad_page(TaskSet={}), "malformed"),
    "a task that is a number": (bad_page(TaskSet=[task("good", time.time() + 60), 7]), "malformed"),
    "a token that is a number": (bad_page(ScrollToken=6), "malformed"),
    "an id that is a number": (bad_row(TaskId=7), "malformed"),
    "a type that is a list": (bad_row(TaskType=["WorkflowTask"]), "malformed"),
    "subtasks that are a text": (bad_row(SubTaskTypes="Transcode"), "malformed"),
    "a time that is a number": (bad_row(CreateTime=1795461631), "malformed"),
    "a deep nest": (Reply(b'{"Response":' + b"[" * 100_000), "malformed"),
    "huge": (Reply(b'{"Response":"' + b"x" * (17 * 1024 * 1024) + b'"}'), "malformed"),
    "an error without code": (written({"Error": {"Message": "?"}, "RequestId": REQUEST_ID}), "malformed"),
    "an unknown error": (refusal("Never.HeardOf"), "other"),
    "a known error": (refusal("AuthFailure.UnauthorizedOperation"), "AuthFailure.UnauthorizedOperation"),
}


HARMLESS_REPLIES = {
    "a page without count and token": {"TotalCount": None, "ScrollToken": None},
    "rows that are null": {"TaskSet": None, "TotalCount": 0},
    "members that nobody knows": {"Novelty": {"deep": [1, {"x": None}]}},
}
KEPT = ("mps_queue_depth", "mps_queue_tasks", "mps_queue_oldest_task_timestamp_seconds", "mps_tasks_submitted_total",
        "mps_tasks_started_total", "mps_tasks_finished_total", "mps_subtasks_finished_total", "mps_ledger_tasks")


class Accounts:
    """An exporter with an account for every odd reply: before WAITING is answered with it, meanwhile and after."""

    def __init__(self, binary, folder, api: ScriptedAPI):
        self.replies = {name: reply for name, (reply, _) in BAD_REPLIES.items()}
        for name, changes in HARMLESS_REPLIES.items():
            empty = {"TotalCount": 0, "TaskSet": [], "ScrollToken": "", "RequestId": REQUEST_ID}
            self.replies[name] = written(empty | changes)
        self.names = list(self.replies)
        self.is_odd, self.created = False, time.time() + 60
        api.script = self.reply
        (folder / "config.yml").write_text("poll_interval: 1s\naccounts:\n" + "".join(
            f"  - name: {json.dumps(name)}\n    endpoint: {api.url}\n"
            f"    credentials: {{secret_id: AKID{number}, secret_key: {SECRET}}}\n"
            for number, name in enumerate(self.names)))
        with Exporter(binary, folder, "--config.file", "config.yml", poll=None, variables={}) as self.exporter:
            self.before = self.when(dict.fromkeys(self.names, 1))
            self.is_odd = True
            self.meanwhile = self.when({name: 0 for name in BAD_REPLIES})
            more = {name: scrape.value("mps_polls_total") + 2 for name, scrape in self.meanwhile.items()}
            self.harmless = until("two more polls", lambda: self.look(lambda name, scrape: (
                name in BAD_REPLIES or scrape.value("mps_polls_total") >= more[name])), seconds=120, pause=0.5)
            self.is_odd = False
            self.after = self.when(dict.fromkeys(self.names, 1))
            self.log = self.exporter.log()
            self.status = self.exporter.end()[0]

    def reply(self, request) -> Reply:
        if request["Status"] != "WAITING":
            return page()
        if self.is_odd:
            return self.replies[self.names[int(request.secret_id.removeprefix("AKID"))]]
        return page(task("taskId1", self.created), total=1)

    def look(self, good) -> dict[str, Scrape] | None:
        assert self.exporter.is_running, self.exporter.log()
        found = Scrape.by_account(self.exporter)
        found.pop("")
        return found if found.keys() == set(self.names) and all(good(*one) for one in found.items()) else None

    def when(self, up: dict[str, int]) -> dict[str, Scrape]:
        return until(f"mps_up {up}", lambda: self.look(lambda name, scrape: (
            name not in up or scrape.value("mps_up") == up[name])), seconds=120, pause=0.5)


@pytest.fixture(scope="module")
def accounts(binary, tmp_path_factory):
    with ScriptedAPI() as api:
        return Accounts(binary, tmp_path_factory.mktemp("replies"), api)


def failures(scrape: Scrape) -> dict[str, float]:
    found = scrape.named("mps_api_request_failures_total")
    return {dict(labels)["code"]: value for (_, labels), value in found.items()}


@pytest.mark.parametrize("name", BAD_REPLIES)
def test_a_bad_reply_is_counted_by_its_kind_and_nothing_of_it_is_published(accounts, name):
    before, meanwhile, after = accounts.before[name], accounts.meanwhile[name], accounts.after[name]
    assert before.value("mps_queue_depth", status="WAITING") == 1
    assert before.value("mps_tasks_submitted_total", task_type="WorkflowTask") == 1
    assert {code for code, count in failures(before).items() if count} == set()
    assert {code for code, count in failures(meanwhile).items() if count} == {BAD_REPLIES[name][1]}
    assert meanwhile.named(*KEPT) == before.named(*KEPT) == after.named(*KEPT)
    assert meanwhile.named("mps_poll_success") == {
        series("mps_poll_success", status=status): value
        for status, value in {"WAITING": 0, "PROCESSING": 1, "FINISH": 1}.items()}
    stamp = "mps_queue_listing_timestamp_seconds"
    assert meanwhile.value(stamp, status="PROCESSING") > meanwhile.value(stamp, status="WAITING")


@pytest.mark.parametrize("name", HARMLESS_REPLIES)
def test_what_may_be_missing_or_new_does_no_harm(accounts, name):
    scrape = accounts.harmless[name]
    assert scrape.value("mps_up") == 1 and not any(failures(scrape).values())
    assert scrape.total("mps_queue_tasks", status="WAITING") == 0
    depth = None if name == "a page without count and token" else 0
    assert scrape.value("mps_queue_depth", status="WAITING") == depth


def test_bad_replies_are_told_once_each_without_their_content(accounts):
    assert accounts.status == 0
    lines = [line for line in accounts.log.splitlines() if 'msg="poll failed"' in line]
    assert len(lines) == len(BAD_REPLIES)
    for name, (_, code) in BAD_REPLIES.items():
        told = [line for line in lines if f'account="{name}"' in line or f"account={name} " in line]
        assert len(told) == 1 and f" code={code} " in told[0] and " status=WAITING" in told[0], (name, told)
    assert SECRET not in accounts.log and "77077" not in accounts.log and "gateway</h1>" not in accounts.log
