"""The status page in a real browser, and the status as JSON: now and over an hour, without claiming what is not known."""

import gzip
import itertools
import json
import os
import re
import time
from pathlib import Path

import browser as browsers
import pytest
from needs import need
from queued_replies import busy_page, moving_page
from readability import assert_has_contrast, assert_is_readable
from running import Exporter, Simulator, until
from scrapes import Scrape
from scripted_api import REQUEST_ID, ScriptedAPI, refusal
from web_files import USER_INFO, USERS

SIZES = {"desktop": browsers.DESKTOP, "phone": browsers.PHONE}
LOOKS = list(itertools.product(SIZES, (False, True), (True, False)))
# Where screenshots are kept to be looked at.
PICTURES = os.environ.get("MPS_SCREENSHOTS")


def status(exporter) -> dict:
    code, headers, body = exporter.ask("/api/v1/status")
    assert code == 200
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(body)


def picture(page, name: str, whole=True):
    if PICTURES:
        page.screenshot(Path(PICTURES) / f"{name}.png", whole)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    need(browsers.PROGRAM, "there is no chromium")
    with browsers.Browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def queue(binary, tmp_path_factory):
    """An exporter on a simulated queue that moves."""
    folder = tmp_path_factory.mktemp("queue")
    with Simulator(binary, folder, "--speed", "20", "--arrival-rate", "1.2", "--workers", "25", "--history",
                   "500") as simulator, \
            Exporter(binary, folder, endpoint=simulator.url, variables=simulator.keys) as exporter:
        until("rates are known", lambda: "rates" in status(exporter)["accounts"][0])
        until("a task waits", lambda: status(exporter)["accounts"][0]["waiting"]["depth"], seconds=120)
        yield exporter


@pytest.fixture(scope="module")
def many(binary, tmp_path_factory):
    """An exporter with fifty accounts, one of which has no queue behind it."""
    folder = tmp_path_factory.mktemp("many")
    with Simulator(binary, folder, "--speed", "20", "--arrival-rate", "0.5", accounts=49) as simulator:
        accounts = [{"name": f"media-{number:02}", "endpoint": simulator.url, "credentials": keys}
                    for number, keys in enumerate(simulator.credentials)]
        accounts.append({"name": "nowhere", "endpoint": "http://127.0.0.1:9", "credentials": simulator.credentials[0]})
        (folder / "mps.yml").write_text(json.dumps({"accounts": accounts}))
        with Exporter(binary, folder, "--config.file", folder / "mps.yml", poll="10s", variables={}) as exporter:
            until("all accounts were polled", lambda: exporter.ask("/-/ready")[0] == 200)
            yield exporter


def test_json_says_what_the_metrics_say(queue):
    def agree() -> bool:
        """Polls go on and the status is rendered once a second, so both need not be of the same poll at once."""
        scrape, account = Scrape.of(queue), status(queue)["accounts"][0]
        oldest = scrape.value("mps_queue_oldest_task_timestamp_seconds", status="PROCESSING")
        return (account["polls"] == scrape.value("mps_polls_total")
                and all(account[key]["depth"] == scrape.value("mps_queue_depth", status=key.upper())
                        for key in ("waiting", "processing", "finish"))
                and account["processing"].get("oldestTimestampSeconds") == oldest)
    until("both say the same", agree)


def test_answers_are_small_and_made_once(queue):
    plain, packed = queue.ask("/api/v1/status"), queue.ask("/api/v1/status", **{"Accept-Encoding": "gzip"})
    assert packed[1]["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain[1]
    assert json.loads(gzip.decompress(packed[2]))["accounts"]
    bodies = [queue.ask("/api/v1/status")[2] for _ in range(50)]
    assert len(set(bodies)) < 25, "many requests in a second get the same bytes"
    assert queue.ask("/", "HEAD")[2] == b""
    assert queue.ask("/", "POST")[0] == 405


@pytest.mark.parametrize(("size", "dark", "script"), LOOKS)
def test_one_account_is_shown(browser, queue, size, dark, script):
    page = browser.open(queue.url, SIZES[size], dark, script)
    account = status(queue)["accounts"][0]["account"]
    assert page.state(account) == "ok"
    texts = page.texts(account)
    assert re.fullmatch(r"[\d,]+", texts["waiting"])
    assert re.fullmatch(r"succeeded at \d\d:\d\d:\d\d UTC, took [\d.]+ s; 0 of \d+ failed since the start",
                        texts["poll"])
    assert texts["error"] == "none since the start"
    assert texts["notice"] == ""
    assert texts["drain"] in ("growing", "steady", "nothing waits") or re.match(r"\d", texts["drain"])
    assert all(curve.startswith("M") for curve in page.curves(account).values())
    assert page.ask("document.querySelectorAll('.overview').length") == 0
    assert_is_readable(page, SIZES[size], dark)
    assert page.complaints() == []
    assert {url for url in page.requests() if not url.startswith("data:")} <= {
        f"{queue.url}/", f"{queue.url}/api/v1/status"}
    picture(page, f"one-{size}-{'dark' if dark else 'light'}-{'script' if script else 'plain'}")


@pytest.mark.parametrize(("size", "dark", "script"), LOOKS)
def test_fifty_accounts_are_shown(browser, many, size, dark, script):
    page = browser.open(many.url, SIZES[size], dark, script)
    assert page.ask("document.querySelectorAll('section').length") == 50
    assert page.ask("document.querySelectorAll('.overview tbody tr').length") == 50
    assert page.state("media-00") == "ok", page.texts("media-00")["error"]
    assert page.state("nowhere") == "failing"
    texts = page.texts("nowhere")
    assert texts["waiting"] == "unknown"
    assert texts["error"].startswith("transport for ")
    assert texts["notice"].startswith("The last poll failed.")
    assert page.ask("document.querySelector('tr[data-account=nowhere] [data-f=state]').textContent") == "failing"
    assert_is_readable(page, SIZES[size], dark)
    assert page.complaints() == []
    picture(page, f"fifty-{size}-{'dark' if dark else 'light'}-{'script' if script else 'plain'}", whole=False)


# By account, whose SecretId has this name: what is polled of it, and the trend that follows.
TRENDS = {"draining": "draining", "filling": "growing", "resting": "stalled"}


@pytest.fixture(scope="module")
def frozen(binary, tmp_path_factory):
    """An exporter whose polls hang since each account had its trend, so that all who ask render the same snapshot."""
    folder, began = tmp_path_factory.mktemp("frozen"), time.time()
    with ScriptedAPI() as api:
        api.script = lambda request: (
            busy_page(request) if request.secret_id == "resting" else moving_page(request, began))
        accounts = [{"name": name, "endpoint": api.url, "history": "10m",
                     "credentials": {"secret_id": name, "secret_key": "key"}} for name in TRENDS]
        (folder / "mps.yml").write_text(json.dumps({"accounts": accounts}))
        with Exporter(binary, folder, "--config.file", "mps.yml", variables={}) as exporter:
            def shown() -> dict[str, dict]:
                return {account["account"]: account for account in status(exporter)["accounts"]}
            until("each has its trend", lambda: {
                name: account["drain"]["trend"] for name, account in shown().items()} == TRENDS)
            until("waits were counted", lambda: all(
                shown()[name]["wait"]["tasks"] > 1 for name in TRENDS if name != "resting"))
            api.answers.clear()
            until("no poll ends any more", lambda: {account["state"] for account in shown().values()} == {"stale"})
            yield exporter
            api.answers.set()


@pytest.fixture(scope="module")
def served_and_filled(browser, frozen):
    """The page as the server made it, and as the script has filled it since: texts, curves and state by account."""
    def seen(page) -> dict[str, tuple]:
        return {account: (page.texts(account), page.curves(account), page.state(account)) for account in TRENDS}
    # At once, as it loads itself again after a while.
    plain, page = seen(browser.open(frozen.url, script=False)), browser.open(frozen.url)
    before = page.ask("document.getElementById('made').textContent")
    page.wait(f"document.getElementById('made').textContent !== '{before}'", "the script has filled the page")
    picture(page, "stale")
    return plain, seen(page)


@pytest.mark.parametrize("account", TRENDS)
def test_the_script_says_the_same_as_the_server(served_and_filled, account):
    moving = {"waiting-oldest", "processing-oldest"}
    both = [page[account] for page in served_and_filled]
    served, filled = ({key: text for key, text in texts.items() if key not in moving} for texts, *_ in both)
    assert filled == served
    curves, drawn = ({name: browsers.shape(curve) for name, curve in curves.items()} for _, curves, _ in both)
    assert drawn == curves
    assert served["waiting"] == "1,234"
    for note in ("waiting-note", "drain-note"):
        assert re.fullmatch(r"as of \d\d:\d\d:\d\d UTC", served[note])
    assert re.fullmatch(r"mean of [\d.]+ s until \d\d:\d\d:\d\d UTC", served["window"])
    assert {state for *_, state in both} == {"stale"}
    if account == "resting":
        assert (served["median"], served["p95"], served["drain"]) == ("none started", "none started", "stalled")
        assert re.fullmatch(r"0 started in [\d.]+ s until \d\d:\d\d:\d\d UTC", served["started"])
        for texts, *_ in both:
            assert re.fullmatch(r"\d+ d \d+ h", texts["waiting-oldest"])
            assert re.fullmatch(r"\d+ min \d+ s", texts["processing-oldest"])
    else:
        # All have waited for half a minute, or almost an hour.
        waited = r"(29|30|31) s" if account == "filling" else r"5\d min \d+ s|1 h \d min"
        assert re.fullmatch(waited, served["median"]) and re.fullmatch(waited, served["p95"])
        assert re.fullmatch(r"[1-9]\d* started in [\d.]+ s until \d\d:\d\d:\d\d UTC", served["started"])
        assert re.fullmatch("growing" if account == "filling" else r"\d+ min \d+ s|\d+ h \d+ min", served["drain"])


def test_a_failing_api_is_shown_with_code_and_request_id(browser, binary, tmp_path, api):
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        api.script = lambda request: busy_page(request)
        until("it was polled", lambda: exporter.ask("/-/ready")[0] == 200)
        page = browser.open(exporter.url)
        assert page.texts("default")["waiting-note"] == ""
        api.script = lambda request: refusal("UnauthorizedOperation", "<b>too</b> many & \"more\"")
        page.wait("document.querySelector('section').dataset.state === 'failing'", "the script shows the failure")
        texts = page.texts("default")
        assert texts["waiting"] == "1,234", "the last known depth stays"
        assert re.fullmatch(r"as of \d\d:\d\d:\d\d UTC", texts["waiting-note"])
        assert "UnauthorizedOperation for " in texts["error"]
        assert "<b>too</b> many & \"more\"" in texts["error"], "as text, not as markup"
        assert f"(RequestId {REQUEST_ID})" in texts["error"]
        picture(page, "failing")
        plain = browser.open(exporter.url, browsers.PHONE, script=False)
        assert f"(RequestId {REQUEST_ID})" in plain.texts("default")["error"]
        picture(plain, "failing-phone")

        api.script = lambda request: busy_page(request)
        # A page that nobody looks at asks for nothing.
        page.call("Page.bringToFront")
        page.wait("document.querySelector('section').dataset.state === 'ok'", "the script shows the mended state")
        assert ", mended: " in page.texts("default")["error"]
        assert page.complaints() == []


def test_before_the_first_poll_nothing_is_claimed(browser, binary, tmp_path, api):
    api.answers.clear()
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        page = browser.open(exporter.url)
        assert page.state("default") == "starting"
        texts = page.texts("default")
        assert {texts[name] for name in ("waiting", "processing", "finish", "submitted", "finished", "drain",
                                         "started", "median", "p95")} == {"unknown"}
        assert texts["poll"] == "none has ended yet"
        assert set(page.curves("default").values()) == {""}
        picture(page, "starting")
        api.answers.set()
        page.wait("document.querySelector('section').dataset.state === 'ok'", "the first poll")
        texts = page.texts("default")
        assert (texts["waiting"], texts["waiting-oldest"], texts["drain"]) == ("0", "none", "nothing waits")
        picture(page, "empty")


def test_any_name_that_an_account_may_have_is_shown_as_it_is(browser, binary, tmp_path, api):
    names = ["<b>&amp;\"quoted\"'", "  blanks  ", "\u8f6c\u7801", "u\u0308", "\u202eback", "\u2028", "\ufffd"]
    accounts = [{"name": name, "endpoint": api.url} for name in names]
    (tmp_path / "mps.yml").write_text(json.dumps({"accounts": accounts}))
    with Exporter(binary, tmp_path, "--config.file", "mps.yml") as exporter:
        until("all were polled", lambda: exporter.ask("/-/ready")[0] == 200)
        page = browser.open(exporter.url)
        page.ask("window.mark = 'not loaded again'")
        before = page.ask("document.getElementById('made').textContent")
        page.wait(f"document.getElementById('made').textContent !== '{before}'", "the script has filled the page")
        assert page.ask("window.mark") == "not loaded again"
        assert set(page.ask("[...document.querySelectorAll('section')].map((each) => each.dataset.account)")) == set(names)
        assert page.complaints() == []


def test_an_exporter_that_is_gone_is_told(browser, binary, tmp_path, api):
    with Exporter(binary, tmp_path, endpoint=api.url) as exporter:
        until("it was polled", lambda: exporter.ask("/-/ready")[0] == 200)
        page = browser.open(exporter.url)
        assert page.ask("document.getElementById('alarm').hidden")
        exporter.end()
        alarm = page.wait("document.querySelector('#alarm:not([hidden])')?.textContent", "the script tells")
        assert "The exporter does not answer" in alarm
        assert_has_contrast(page)
        picture(page, "gone")


def test_it_refreshes_itself_where_the_address_has_a_password(browser, serve):
    exporter = serve(USERS)
    page = browser.open(exporter.url.replace("//", f"//{USER_INFO}@"))
    made = page.ask("document.getElementById('made').textContent")
    page.wait(f"document.getElementById('made').textContent !== '{made}'", "the script has filled the page")
    assert page.ask("document.getElementById('alarm').hidden") and page.complaints() == []


def test_without_script_it_loads_itself_again_every_15_seconds(browser, queue):
    began = time.monotonic()
    page = browser.open(queue.url, script=False)
    made = page.ask("document.getElementById('made').textContent")
    page.wait(f"(document.getElementById('made')?.textContent ?? '{made}') !== '{made}'", "a page of another time", 60)
    assert time.monotonic() - began > 13, "and no sooner"


def test_foreign_script_and_style_do_not_run(browser, queue):
    page = browser.open(queue.url)
    page.ask("""document.body.insertAdjacentHTML('beforeend', '<p id=styled style="color: red">x</p>');
        const script = document.createElement('script'); script.textContent = 'window.evil = true';
        document.body.append(script)""")
    assert page.ask("window.evil") is None
    assert page.ask("getComputedStyle(document.getElementById('styled')).color") != "rgb(255, 0, 0)"
    assert len(page.complaints()) == 2, "the policy forbids both"
