"""States of an exporter, by name, and how one is brought into each."""

import json
import ssl
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from certificates import Authorities, install
from delimited_protobuf import protobuf
from expositions import OPENMETRICS, PROTOBUF, TEXT, openmetrics, text_format, values
from running import Exporter, until
from scrapes import Scrape
from scripted_api import ScriptedAPI, page, refusal
from test_state_file import fill, mounting
from web_files import tls

HOSTILE = ['a "quoted" type', "back\\slash", "two\nlines", "\r\n\t", "Überführung", "转码任务", "\u202eright to left",
           '"} 1 # {a="b"} 2', "{}", "", " ", "le=\"+Inf\"", "x" * 1000, "\U0001f3ac", "a\u0000b", "# EOF", "other"]
UNSET = "0000-00-00T00:00:00Z"


def busy(request, now: float, types=("WorkflowTask", "EditMediaTask"), name="task"):
    """One task of each type in each status, with the times that belong to it, a little while before `now`. All have
    failed."""
    if request.get("SubTaskHasFailed") is False:
        return page()
    times = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - second)) for second in (21, 18, 11)]
    known = ("WAITING", "PROCESSING", "FINISH").index(request["Status"]) + 1
    named = dict(zip(("CreateTime", "BeginProcessTime", "FinishTime"), times[:known] + [UNSET] * (3 - known)))
    return page(*[{"TaskId": f"{name}-{request['Status']}-{number}", "TaskType": kind, "SubTaskTypes": [kind]} | named
                  for number, kind in enumerate(types)])


def without_filter(request, now: float):
    return refusal("UnknownParameter") if "SubTaskHasFailed" in request else busy(request, now)


def without_end(request, now: float):
    """A page that says of each listing that there is another."""
    return busy(request, now) if request["Status"] == "FINISH" else page(
        {"TaskId": f"{request['Status']}-{time.time()}", "TaskType": "EditMediaTask"}, total=9999, token="on")


def is_up(scrape: Scrape) -> bool:
    return scrape.value("mps_up") == 1


def has_finished(scrape: Scrape) -> bool:
    return is_up(scrape) and scrape.total("mps_tasks_finished_total") > 0


@dataclass
class State:
    """`reply` answers the API's calls, by request and the time of the start, or none does; `shows` says of a scrape of
    one account that it is in this state, `look` is what the status page calls it."""

    reply: object = busy
    shows: object = has_finished
    look: str = "ok"
    configuration: dict = field(default_factory=dict)
    account: dict = field(default_factory=dict)
    # What answers until something was counted.
    after: object = None
    has_full_disk: bool = False
    has_tls: bool = False


def refused(code: str) -> State:
    return State(lambda request, now: refusal(code, 'why "so"\n'), lambda scrape: (
        scrape.value("mps_up") == 0 and scrape.value(
            "mps_api_request_failures_total", action="DescribeTasks", code=code) > 0), "failing")


STATES = {
    "before the first poll": State(None, lambda scrape: not is_up(scrape), "starting"),
    "empty": State(lambda request, now: page(), lambda scrape: (
        is_up(scrape) and scrape.named("mps_queue_depth") and not scrape.total("mps_queue_depth"))),
    "busy": State(),
    "API failing": refused("FailedOperation"),
    "wrong credentials": refused("AuthFailure.SignatureFailure"),
    "throttled": refused("RequestLimitExceeded"),
    "failing after it was busy": State(
        lambda request, now: refusal("FailedOperation"), lambda scrape: (
            scrape.value("mps_up") == 0 and scrape.total("mps_tasks_finished_total") > 0), "failing", after=busy),
    "stale": State(None, look="stale", after=busy),
    "several accounts": State(configuration={"accounts": ["one", "two", 'a "third"', "v\\ierte ü"]}),
    "hostile types": State(lambda request, now: busy(request, now, HOSTILE, name='a\u0000 "b"\\c\nd')),
    "folded types": State(lambda request, now: busy(request, now, [f"type {number}" for number in range(50)]),
                          lambda scrape: scrape.value("mps_tasks_finished_total", task_type="other") == 50,
                          configuration={"labels": {"max_task_types": 2, "max_sub_task_types": 3}}),
    "without the failed filter": State(without_filter, lambda scrape: (
        has_finished(scrape) and scrape.value("mps_api_filters", filter="SubTaskHasFailed") == 0)),
    "listing longer than a poll reads": State(without_end, lambda scrape: (
        has_finished(scrape) and scrape.value("mps_queue_listing_complete", status="WAITING") == 0),
        account={"max_pages": 2}),
    "TLS": State(has_tls=True),
    # Something new at every call, so that there is something to write.
    "state file not writable": State(
        lambda request, now: busy(request, now, name=str(time.time())),
        lambda scrape: scrape.value("mps_state_writable") == 0, "failing", after=busy, has_full_disk=True),
}


@dataclass
class Told:
    """What an exporter told in a state, in each format, about the same."""

    openmetrics: str
    text: bytes
    protobuf: bytes


class Running:
    """An exporter that is brought into a state."""

    def __init__(self, name: str, state: State, binary: str, folder: Path, made: Authorities,
                 stack: ExitStack):
        self.name, self.state, self.began = name, state, time.time()
        self.api = stack.enter_context(ScriptedAPI())
        self.let_answer(state.after or state.reply)
        names = state.configuration.get("accounts", ["default"])
        accounts = [{"name": name, "endpoint": self.api.url, "history": "1m"} | state.account for name in names]
        (folder / "mps.yml").write_text(json.dumps(state.configuration | {"accounts": accounts}))
        where, program = "state.sqlite", binary
        if state.has_full_disk:
            where, program = "disk/state.sqlite", mounting(binary, folder, "mount -t tmpfs -o size=1m none disk")
        flags = ["--config.file", "mps.yml"]
        if state.has_tls:
            install(made.server, folder)
            (folder / "web.yml").write_text(tls().text)
            flags += ["--web.config.file", "web.yml"]
        self.exporter = stack.enter_context(Exporter(program, folder, *flags, state=where))
        if state.has_tls:
            self.exporter.context = ssl.create_default_context(cafile=made.servers.certificate)
        self.disk = Path(f"/proc/{self.exporter.process.pid}/root{folder}/disk")

    def let_answer(self, reply):
        if reply:
            self.api.script = lambda request: reply(request, self.began)
        else:
            self.api.answers.clear()

    def told(self) -> Told:
        assert self.exporter.address
        if self.state.after:
            until(f"a count before the state: {self.name}", lambda: self.each(has_finished))
            if self.state.has_full_disk:
                fill(self.disk / "rest")
            self.let_answer(self.state.reply)
        until(f"the state: {self.name}", lambda: (
            self.each(self.state.shows) and set(self.looks()) == {self.state.look}))
        return until("the same in all formats", self.same)

    def each(self, shows) -> bool:
        found = Scrape.by_account(self.exporter)
        return all(shows(scrape) for name, scrape in found.items() if name)

    def looks(self) -> list[str]:
        return [account["state"] for account in json.loads(self.exporter.ask("/api/v1/status")[2])["accounts"]]

    def same(self) -> Told | None:
        """Polls go on, so it may take several looks."""
        bodies = []
        for accept in (OPENMETRICS, TEXT, PROTOBUF):
            status, headers, body = self.exporter.ask(Accept=accept)
            assert (status, headers["Content-Type"]) == (200, accept)
            bodies.append(body)
        told = Told(bodies[0].decode(), bodies[1], bodies[2])
        one, other, third = openmetrics(told.openmetrics), text_format(bodies[1].decode()), protobuf(bodies[2])
        return told if one.keys() == other.keys() == third.keys() and values(one, "mps_") == values(
            other, "mps_") == values(third, "mps_") else None
