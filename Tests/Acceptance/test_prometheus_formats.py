"""A real Prometheus with exemplars and native histograms scrapes all formats of a queue that moves, over a restart.

Two simulators: `busy` moves all the time, `calm` slowly enough to be compared with its truth. At the end both halt, so
that all formats must tell the same; what the configuration shows is changed; then scrapes are spoiled, which must show.
"""

import json
import signal
import time
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
import truths
from expositions import OPENMETRICS, TEXT, openmetrics
from format_proxy import FormatProxy, with_old_exemplars, with_old_samples
from format_store import QUANTILES, FormatStore, Native
from running import Exporter, Simulator, free_port, until
from scrapes import Scrape
from simulated_tasks import duration, tasks_of

SCRAPES = 50
JOBS = ("protobuf", "openmetrics", "text")
GROWTH = 2 ** (1 / 8)  # schema 3
# Reloads while nothing is counted: a lower schema and a name for one type alone, a higher schema, a name for none, and
# other buckets with a name for one again.
RELOADS = [{"histograms": {"native_schema": 2}, "labels": {"max_task_types": 1}},
           {"histograms": {"native_schema": 5}, "labels": {"max_task_types": 1}},
           {"histograms": {"native_schema": 5}, "labels": {"max_task_types": 0}},
           {"histograms": {"native_schema": 5, "processing": [7, 60, 700, 1800]}, "labels": {"max_task_types": 1}}]
QUEUES = {"busy": ["--seed", "8", "--speed", "20", "--arrival-rate", "0.3", "--workers", "60", "--history", "200"],
          "calm": ["--seed", "3", "--speed", "20", "--arrival-rate", "0.02", "--workers", "1", "--history", "350"]}


@dataclass
class Story:
    scrapes: dict = field(default_factory=dict)
    content_types: list = field(default_factory=list)
    moved: float = 0
    truth: dict | None = None
    differences: dict | None = None
    natives: dict = field(default_factory=dict)
    quantiles: dict = field(default_factory=dict)
    fine: dict | None = None
    exemplars: dict = field(default_factory=dict)
    tasks: dict = field(default_factory=dict)
    frozen: dict = field(default_factory=dict)
    # While nothing is counted: what the exporter shows, and the newest exemplars that are stored.
    shown: dict = field(default_factory=dict)
    newest: dict = field(default_factory=dict)
    # Before the reloads and after each: what `increase` is and what the counters are.
    reloads: list = field(default_factory=list)
    refusals: dict = field(default_factory=dict)
    log: str = ""
    refusals_when_spoiled: dict = field(default_factory=dict)
    log_when_spoiled: str = ""


@pytest.fixture(scope="module")
def story(binary, tmp_path_factory) -> Story:
    folder, port, told = tmp_path_factory.mktemp("formats"), free_port(), Story()
    url = f"http://127.0.0.1:{port}"
    with Simulator(binary, folder, *QUEUES["busy"]) as busy, Simulator(binary, folder, *QUEUES["calm"]) as calm, \
            FormatProxy(url, OPENMETRICS) as open_metrics, FormatProxy(url, TEXT) as text:
        simulators = {"busy": busy, "calm": calm}
        configuration = {"poll_interval": "1s", "accounts": [
            {"name": name, "endpoint": one.url, "history": "6d", "credentials": {
                key.removeprefix("TENCENTCLOUD_").lower(): value for key, value in one.keys.items()}}
            for name, one in simulators.items()]}
        (folder / "mps.yml").write_text(json.dumps(configuration))

        def start() -> Exporter:
            return Exporter(binary, folder, "--config.file", "mps.yml", port=port, poll=None, variables={})

        targets = {"protobuf": f"127.0.0.1:{port}", "openmetrics": open_metrics.address, "text": text.address}
        with FormatStore(folder, targets) as store:
            store.wait_until_ready()
            with start() as exporter:
                scraped(store, SCRAPES / 2)
                assert exporter.end()[0] == 0
            with start() as exporter:
                scraped(store, SCRAPES)
                told.scrapes = store.scrapes()
                told.moved = store.one('sum(increase(mps_tasks_finished_total{job="text",account="busy"}[1h]))')
                tell_of_calm(told, calm, store)
                tell_of_exemplars(told, simulators, store)
                tell_of_formats(told, simulators, store)
                # What was polled last may be rendered two seconds later.
                scraped(store, max(store.scrapes().values()) + 8)
                told.shown = openmetrics(exporter.ask(Accept=OPENMETRICS)[2].decode())
                told.newest = {job: store.newest_exemplars_of(job) for job in JOBS}
                tell_of_reload(told, store)
                for change in RELOADS:
                    (folder / "mps.yml").write_text(json.dumps(configuration | change))
                    assert exporter.ask("/-/reload", "POST")[0] == 200
                    tell_of_reload(told, store)
                told.content_types = [open_metrics.content_types, text.content_types]
                told.refusals, told.log = store.refusals(), store.output()
                open_metrics.spoil, text.spoil = with_old_exemplars, with_old_samples
                until("refusals of either kind", lambda: len(
                    [1 for name, value in store.refusals().items() if value > told.refusals[name]]) >= 2)
                told.refusals_when_spoiled, told.log_when_spoiled = store.refusals(), store.output()
    return told


def scraped(store: FormatStore, times: float):
    until(f"{times} scrapes of each format", lambda: len(
        [1 for count in store.scrapes().values() if count >= times]) == len(JOBS), seconds=120)


def tell_of_calm(told: Story, calm: Simulator, store: FormatStore, seconds: float = 180):
    """At a moment when the truth before and after equals what the text format told, if there is one."""
    deadline = time.monotonic() + seconds
    while True:
        since = store.known('mps_ledger_epoch_timestamp_seconds{job="text",account="calm"}')
        told.truth = truths.ask(calm.url, since)
        shown, natives = Scrape(), {}
        for (name, labels), value in store.of_job("text").items():
            if ("account", "calm") in labels:
                shown.add(name, dict(labels), value)
        for (name, labels), value in store.of_job("protobuf").items():
            if ("account", "calm") in labels and isinstance(value, Native):
                natives[name, dict(labels)["task_type"]] = value
        told.quantiles, told.natives = store.quantiles(), natives
        bounds = sorted({bound for native in natives.values() for lower, upper, _ in native.buckets
                         for bound in (lower, upper) if bound > 0})
        told.fine = truths.ask(calm.url, since, bounds)
        told.differences = truths.differences(told.truth, shown)
        same = not told.differences and truths.ask(calm.url, since) == told.truth and told.natives and told.quantiles
        if same and all(native.count == shown.value(f"{name}_count", task_type=task_type)
                        for (name, task_type), native in natives.items()) or time.monotonic() > deadline:
            return
        time.sleep(0.1)


def tell_of_exemplars(told: Story, simulators: dict[str, Simulator], store: FormatStore):
    told.exemplars = {job: store.exemplars_of(job) for job in JOBS}
    told.tasks = {account: tasks_of(simulator) for account, simulator in simulators.items()}


def tell_of_formats(told: Story, simulators: dict[str, Simulator], store: FormatStore):
    """Nothing is counted while all polls hang, so all formats must come to tell the same."""
    for simulator in simulators.values():
        simulator.process.send_signal(signal.SIGSTOP)

    def look() -> bool:
        told.frozen = {job: {series: value for series, value in store.of_job(job).items()
                             if series[0] in (*truths.TOTALS, *truths.GAUGES, *truths.DURATIONS.values(),
                                              "mps_ledger_tasks", "mps_ledger_epoch_timestamp_seconds")}
                       for job in JOBS}
        return all(told.frozen.values()) and told.frozen["text"] == told.frozen["openmetrics"] and all(
            told.frozen["text"].get(series) == value for series, value in told.frozen["protobuf"].items()
            if not isinstance(value, Native))
    deadline = time.monotonic() + 60
    while not look() and time.monotonic() < deadline:
        time.sleep(0.2)


def tell_of_reload(told: Story, store: FormatStore, scrapes: int = 4):
    scraped(store, max(store.scrapes().values()) + scrapes)
    calm = 'job="protobuf",account="calm"'
    told.reloads.append(store.all_of({
        "increase of histograms": f"sum(histogram_count(increase({truths.DURATIONS['processing']}{{{calm}}}[1h])))",
        "in histograms": f"sum(histogram_count({truths.DURATIONS['processing']}{{{calm}}}))",
        "finished": f"sum(mps_tasks_finished_total{{{calm}}})"
    }, {"increase of other": f'increase(mps_tasks_finished_total{{{calm},task_type="other"}}[1h])',
        "in other": f'mps_tasks_finished_total{{{calm},task_type="other"}}'}))


def test_all_three_formats_were_scraped_while_the_queue_moved(story):
    assert set(story.scrapes) == set(JOBS) and min(story.scrapes.values()) >= SCRAPES
    assert story.content_types == [{OPENMETRICS}, {TEXT}]
    assert story.moved > 20
    assert any(isinstance(value, Native) for value in story.frozen["protobuf"].values()), "that job asked for protobuf"


def test_values_are_equal_across_formats(story):
    text, open_metrics, protobuf = (story.frozen[job] for job in ("text", "openmetrics", "protobuf"))
    assert len(text) > 300
    assert open_metrics == text
    assert {series: value for series, value in protobuf.items() if not isinstance(value, Native)} == {
        series: value for series, value in text.items() if not series[0].startswith(tuple(truths.DURATIONS.values()))}
    natives = {series: value for series, value in protobuf.items() if isinstance(value, Native)}
    for suffix, attribute in (("_count", "count"), ("_sum", "sum")):
        assert {(name + suffix, labels): getattr(native, attribute) for (name, labels), native in natives.items()} == {
            series: value for series, value in text.items()
            if series[0] in [name + suffix for name in truths.DURATIONS.values()]}


def test_native_histograms_hold_the_truth(story):
    """Bucket by bucket: the simulator is asked for the very bounds."""
    assert story.differences == {} and story.truth["exact"]
    counted = 0
    for kind, name in truths.DURATIONS.items():
        bounds = [float("-inf"), *story.fine["bounds"][kind], float("inf")]
        for task_type, totals in story.fine["types"].items():
            native = story.natives[name, task_type]
            assert native.count == totals[kind]["count"] and native.sum * 1000 == totals[kind]["sumMilliseconds"]
            truly = {upper: count for upper, count in zip(bounds[1:], totals[kind]["buckets"]) if count}
            assert {upper: inside for _, upper, inside in native.buckets if inside} == truly
            assert all(upper / lower == pytest.approx(GROWTH) for lower, upper, _ in native.buckets if lower > 0)
            counted += native.count
    assert counted > 500


def test_quantiles_agree_with_the_truth_within_the_resolution(story):
    """The true quantile lies in the bucket that Prometheus' answer lies in, so both are within a factor of 2^(1/8)."""
    fitting, wrong_found = 0, 0
    for (quantile, kind, task_type), answer in story.quantiles.items():
        native = story.natives[truths.DURATIONS[kind], task_type]
        totals, bounds = story.fine["types"][task_type][kind], story.fine["bounds"][kind]

        def fits(value: float) -> bool:
            """Whether the observation of that rank is in the same bucket."""
            def reached(limit):
                return sum(count for bound, count in zip(bounds, totals["buckets"]) if bound <= limit)
            rank = quantile * totals["count"]
            return any(lower < value * (1 - 1e-9) <= upper and reached(lower) <= rank <= reached(upper)
                       for lower, upper, _ in native.buckets)
        if totals["count"]:
            assert fits(answer), (quantile, kind, task_type, answer)
            fitting += 1
            wrong_found += not fits(answer * GROWTH ** 3)
    assert fitting == len(QUANTILES) * len(truths.DURATIONS) * len([
        1 for totals in story.fine["types"].values() if totals["wait"]["count"]])
    assert wrong_found > fitting / 2, "an answer that is three buckets off would be found"


def grown(story: Story, what: str) -> list[float]:
    """What each reload added to an increase; Prometheus guesses some percent at the ends of the range."""
    return [after[what] - before[what] for before, after in zip(story.reloads, story.reloads[1:])]


def test_reloads_change_no_count(story):
    assert len({told["finished"] for told in story.reloads}) == 1 and story.reloads[0]["finished"] > 300
    assert [told["in other"] > 0 for told in story.reloads] == [False, True, True, True, True]


def test_a_limit_of_names_makes_other_look_counted_again(story):
    """As docs/configuration.md says: a lower one by what comes into `other`, a higher one by what is left in it."""
    without, few, same, all_of_them, left = (told["in other"] for told in story.reloads)
    assert without < few == same == left < all_of_them == story.reloads[0]["finished"]
    added = grown(story, "increase of other")
    assert added[:2] == [0, 0] and added[2] == pytest.approx(all_of_them - few, rel=0.2)
    assert added[3] == pytest.approx(left, rel=0.2)


def test_a_higher_native_schema_makes_histograms_look_counted_again(story):
    """As decision 5 says; a lower one does not."""
    inside = story.reloads[0]["in histograms"]
    added = grown(story, "increase of histograms")
    assert abs(added[0]) < inside / 10 and added[1] == pytest.approx(inside, rel=0.2)


@pytest.mark.parametrize("job", ["protobuf", "openmetrics"])
def test_exemplars_name_tasks_that_took_as_long(story, job):
    suffix = "" if job == "protobuf" else "_bucket"
    assert story.exemplars[job].keys() == {name + suffix for name in truths.DURATIONS.values()}
    for kind, name in truths.DURATIONS.items():
        found = story.exemplars[job][name + suffix]
        assert len(found) > 10
        for labels, value, series in found:
            task = story.tasks[series["account"]][labels["task_id"]]
            assert labels.keys() == {"task_id"} and task["TaskType"] == series["task_type"]
            assert duration(task, kind) == value <= float(series.get("le", "inf"))
    accounts = {series["account"] for found in story.exemplars[job].values() for *_, series in found}
    assert accounts == {"busy", "calm"}


@pytest.mark.parametrize("job", ["protobuf", "openmetrics"])
def test_exemplars_are_taken_of_each_bucket_but_one_of_a_native_histogram(story, job):
    """As docs/configuration.md says of Prometheus 2.42: of a native histogram the newest, where no two ended then."""
    shown = defaultdict(list)
    for name in truths.DURATIONS.values():
        for (bucket, labels), point in story.shown[name].points.items():
            if point.exemplar:
                series = (bucket, frozenset(labels)) if job == "openmetrics" else (
                    name, frozenset(label for label in labels if label[0] != "le"))
                shown[series].append((point.exemplar.timestamp, dict(point.exemplar.labels), point.exemplar.value))
    found = {series: [rest for at, *rest in own if at == max(one[0] for one in own)] for series, own in shown.items()}
    alone = {series: tuple(exemplars[0]) for series, exemplars in found.items() if len(exemplars) == 1}
    assert len(alone) > 10 and {series: story.newest[job].get(series) for series in alone} == alone


def test_the_text_format_has_no_exemplars(story):
    assert story.exemplars["text"] == {}


def test_prometheus_refused_nothing(story):
    assert len(story.refusals) > 10 and {name for name, value in story.refusals.items() if value} == set()
    assert story.log == ""


def test_a_refusal_would_show(story):
    """The check above can fail."""
    assert {name for name, value in story.refusals_when_spoiled.items() if value} == {
        "prometheus_target_scrapes_exemplar_out_of_order_total", "prometheus_target_scrapes_sample_out_of_bounds_total"}
    for told in ("Error on ingesting out-of-order exemplars", "Error on ingesting samples that are too old"):
        assert told in story.log_when_spoiled
