"""Keys of the configuration file and flags away from their defaults, and what the exporter does because of them."""

import re
import time

import pytest
from running import KEYS, Exporter, Program, until
from scrapes import Scrape
from scripted_api import page

KEY_ID, KEY = KEYS["TENCENTCLOUD_SECRET_ID"], KEYS["TENCENTCLOUD_SECRET_KEY"]


def task(number: int, kind: str = "WorkflowTask", created: float = 0, wait: int = 7, run: int = 20, sub=("Transcode",)):
    def text(seconds):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    return {"TaskId": f"1256000001-{kind}-{number:04}", "TaskType": kind, "SubTaskTypes": list(sub),
            "CreateTime": text(created), "BeginProcessTime": text(created + wait), "FinishTime": text(created + wait + run)}


def finished(*tasks):
    return lambda request: page(*tasks) if request["Status"] == "FINISH" and not request.get("SubTaskHasFailed") \
        and "StartTime" not in request else page()


@pytest.fixture
def configured(binary, tmp_path, api):
    """Starts an exporter with these lines for its account and these for the rest of the file."""
    running = []

    def start(account: str = "", rest: str = "", flags=(), variables=None):
        credentials = f"\n    credentials:\n      secret_id: {KEY_ID}\n      secret_key: {KEY}\n"
        own = account if "credentials:" in account else account + credentials
        (tmp_path / "mps.yml").write_text(
            f"accounts:\n  - name: prod\n    endpoint: {api.url}\n    {own}\n{rest}".replace("\n\n", "\n"))
        exporter = Exporter(binary, tmp_path, "--config.file", "mps.yml", *flags, variables=variables or {})
        running.append(exporter)
        exporter.__enter__()
        return exporter
    yield start
    for exporter in running:
        exporter.__exit__()


def test_the_region_is_sent_if_there_is_one(configured, api):
    configured("region: ap-singapore")
    headers, _ = until("a call", lambda: api.calls)[0]
    assert headers["X-TC-Region"] == "ap-singapore"


def test_no_region_is_sent_unless_there_is_one(configured, api):
    configured()
    headers, _ = until("a call", lambda: api.calls)[0]
    assert "X-TC-Region" not in headers


def test_a_token_is_sent_with_temporary_keys(configured, api):
    configured(f"credentials:\n      secret_id: {KEY_ID}\n      secret_key: {KEY}\n      token: temporary-1")
    headers, _ = until("a call", lambda: api.calls)[0]
    assert headers["X-TC-Token"] == "temporary-1"


def test_keys_come_from_files_that_the_environment_names(binary, tmp_path, api):
    (tmp_path / "id").write_text(KEY_ID + "\n")
    (tmp_path / "key").write_text(KEY + "\n")
    variables = {"TENCENTCLOUD_SECRET_ID_FILE": str(tmp_path / "id"), "TENCENTCLOUD_SECRET_KEY_FILE": str(tmp_path / "key")}
    with Exporter(binary, tmp_path, endpoint=api.url, variables=variables) as exporter:
        until("a poll", lambda: Scrape.of(exporter).value("mps_up") == 1)
        assert {call.secret_id for _, call in api.calls} == {KEY_ID}
        (tmp_path / "id").write_text("AKIDrotated\n")
        until("a call with the new key", lambda: api.calls[-1][1].secret_id == "AKIDrotated")


def test_the_rate_limit_holds_calls_back(configured, api):
    exporter = configured("rate_limit: 1")
    until("eight calls", lambda: len(api.calls) >= 8)
    began = time.monotonic()
    seen = len(api.calls)
    until("four more", lambda: len(api.calls) >= seen + 4)
    assert time.monotonic() - began > 2
    assert Scrape.of(exporter).value("mps_api_rate_limit_wait_seconds_total") > 3


def test_the_bounds_of_histograms_are_those_of_the_file(configured):
    exporter = configured(rest="histograms:\n  wait: [3, 9.5]\n  processing: [1]\n  turnaround: [100000]\n  native_schema: -2\n")
    until("a poll", lambda: Scrape.of(exporter).value("mps_polls_total") >= 1)
    text = exporter.ask()[2].decode()
    for duration, bounds in (("wait", ["3.0", "9.5", "+Inf"]), ("processing", ["1.0", "+Inf"]),
                             ("turnaround", ["100000.0", "+Inf"])):
        name = f"mps_task_{duration}_duration_seconds_bucket"
        assert re.findall(rf'^{name}{{.*task_type="WorkflowTask".*le="(.*?)"', text, re.M) == bounds


def test_label_values_beyond_the_limits_become_other(configured, api):
    exporter = configured("history: 1d", rest="labels:\n  max_task_types: 4\n  max_sub_task_types: 2\n")
    created = time.time() - 3600
    tasks = [task(number, f"Type{number}Task", created, wait=number, sub=(f"Sub{number}",)) for number in range(6)]
    api.script = finished(*tasks)
    until("the count", lambda: Scrape.of(exporter).total("mps_tasks_finished_total") == 6)
    scrape = Scrape.of(exporter)
    shown = {dict(labels)["task_type"] for _, labels in scrape.named("mps_tasks_finished_total")}
    assert "other" in shown and len(shown) == 5
    assert scrape.total("mps_task_wait_duration_seconds_sum") == sum(range(6))
    assert scrape.value("mps_task_wait_duration_seconds_count", task_type="other") == scrape.value(
        "mps_tasks_finished_total", task_type="other") > 1
    subs = {dict(labels)["sub_task_type"]: value for (_, labels), value in scrape.named("mps_subtasks_finished_total").items()}
    assert len(subs) == 3 and subs["other"] == 4 and sum(subs.values()) == 6


def test_history_reaches_back_before_the_first_poll(configured, api):
    now = time.time()
    api.script = finished(task(1, created=now - 2 * 3600), task(2, created=now - 26 * 3600))
    exporter = configured("history: 1d")
    until("the count", lambda: Scrape.of(exporter).value("mps_tasks_finished_total", task_type="WorkflowTask") == 1)
    epoch = Scrape.of(exporter).value("mps_ledger_epoch_timestamp_seconds")
    assert abs(epoch - (now - 86400)) < 30


def test_a_listing_longer_than_max_pages_says_so(configured, api):
    """The first page promises more for ever; with one page a poll, WAITING stays incomplete while the rest is read."""
    def script(request):
        if request["Status"] != "WAITING":
            return page()
        number = int(request.get("ScrollToken", "0"))
        token = str(number + 1) if number < 400 else ""
        return page(task(number, created=time.time()), total=401, token=token)
    api.script = script
    exporter = configured("max_pages: 1")
    until("a poll", lambda: Scrape.of(exporter).value("mps_polls_total") >= 2)
    scrape = Scrape.of(exporter)
    assert scrape.value("mps_queue_listing_complete", status="WAITING") == 0
    assert scrape.value("mps_queue_listing_complete", status="PROCESSING") == 1
    assert scrape.value("mps_queue_depth", status="WAITING") == 401


def test_the_state_file_goes_where_systemd_says(binary, tmp_path, api):
    folder = tmp_path / "state"
    folder.mkdir()
    flags = ["run", "--web.listen-address", "127.0.0.1:0", "--mps.endpoint", api.url, "--poll.interval", "1s"]
    with Program(binary, tmp_path, *flags, variables=KEYS | {"STATE_DIRECTORY": str(folder)}):
        until("a call", lambda: api.calls)
        state = folder / "state.sqlite"
        until("the state file", state.exists)
        assert state.stat().st_mode & 0o077 == 0, "others can read the state file"
    assert not (tmp_path / "state.sqlite").exists()


def test_the_telemetry_path_can_be_moved_and_own_metrics_left_out(binary, tmp_path, api):
    flags = ["--web.telemetry-path", "/queue/metrics", "--web.disable-exporter-metrics"]
    with Exporter(binary, tmp_path, *flags, endpoint=api.url) as exporter:
        until("a poll", lambda: b'mps_up{account="default"} 1\n' in exporter.ask("/queue/metrics")[2])
        names = set(re.findall(rb"^# TYPE (\w+)", exporter.ask("/queue/metrics")[2], re.MULTILINE))
        assert names and not [name for name in names if name.startswith((b"process_", b"mps_exporter_"))]
        assert exporter.ask("/metrics")[0] == 404
        assert b'href="./queue/metrics"' in exporter.ask("/")[2], "relative, and no scheme whatever its colons"
