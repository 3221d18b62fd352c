"""A real Prometheus that stores exemplars and native histograms, and asks for each format by a job of its own."""

import os
import re
import time
import urllib.request
from itertools import product

import truths
from prometheus_client.parser import text_string_to_metric_families
from prometheus_store import Store
from running import until

INTERVAL = "400ms"
# As far back as the tasks of a history end, in seconds.
WEEK = 7 * 86_400
QUANTILES = (0.1, 0.5, 0.9, 0.99)
# What Prometheus counts of what it did not take.
REFUSALS = re.compile(
    r"prometheus_(target_scrapes|tsdb)_.*(out_of_order|out_of_bounds|duplicate_timestamp|exceeded|too_old|outside_time"
    r"|refused|failed|forced).*_total")


class Native:
    """A native histogram as Prometheus returns it: buckets of bounds and count, from low to high."""

    def __init__(self, count: str, sum: str, buckets=()):
        self.count, self.sum = float(count), float(sum)
        self.buckets = [(float(lower), float(upper), float(inside)) for _, lower, upper, inside in buckets]


class FormatStore(Store):
    """A Prometheus that asks for each format by a job of its own."""

    def __init__(self, folder, targets: dict[str, str]):
        jobs = [{"job_name": job, "static_configs": [{"targets": [target]}]} for job, target in targets.items()]
        super().__init__(os.environ.get("PROMETHEUS", "prometheus"), folder, [], "", {
            "global": {"scrape_interval": INTERVAL, "scrape_timeout": INTERVAL}, "scrape_configs": jobs,
        }, "exemplar-storage,native-histograms")

    def of_job(self, job: str) -> dict:
        """What is stored of a job by name and labels: numbers, and native histograms as they come."""
        found = self._ask("query", query=f'{{__name__=~"mps_.+",job="{job}"}}', time=time.time())["result"]
        return {(one["metric"].pop("__name__"), frozenset(
            (label, text) for label, text in one["metric"].items() if label not in ("job", "instance"))):
            Native(**one["histogram"][1]) if "histogram" in one else float(one["value"][1]) for one in found}

    def scrapes(self) -> dict[str, float]:
        found = self._ask("query", query="sum by (job) (sum_over_time(up[1h]))", time=time.time())["result"]
        return {one["metric"]["job"]: float(one["value"][1]) for one in found}

    def all_of(self, needed: dict[str, str], wanted: dict[str, str]) -> dict[str, float]:
        """A value by name for each expression, 0 for those of the wanted that have none. As nothing at all has one when
        a scrape was missed, those are asked in between two looks at which all the needed have theirs."""
        def look() -> dict[str, float] | None:
            before = [self.one(expression) for expression in needed.values()]
            found = {name: self.one(expression) or 0 for name, expression in wanted.items()}
            found |= {name: self.one(expression) for name, expression in needed.items()}
            return None if None in (*before, *found.values()) else found
        return until("a value of each", look)

    def quantiles(self) -> dict:
        """By quantile, duration and task type, of the account `calm`."""
        found = {}
        for quantile, kind in product(QUANTILES, truths.DURATIONS):
            query = f'histogram_quantile({quantile}, {truths.DURATIONS[kind]}{{job="protobuf",account="calm"}})'
            for one in self._ask("query", query=query, time=time.time())["result"]:
                found[quantile, kind, one["metric"]["task_type"]] = float(one["value"][1])
        return found

    def exemplars_of(self, job: str) -> dict:
        """Task, value and account by series name."""
        found = {}
        for labels, exemplars in self._exemplars(job):
            found.setdefault(labels["__name__"], []).extend(
                (exemplar["labels"], float(exemplar["value"]), labels) for exemplar in exemplars)
        return found

    def newest_exemplars_of(self, job: str) -> dict:
        """Labels and value by the name and labels of the series."""
        found = {}
        for labels, exemplars in self._exemplars(job):
            newest = max(exemplars, key=lambda exemplar: exemplar["timestamp"])
            own = frozenset(item for item in labels.items() if item[0] not in ("__name__", "job", "instance"))
            found[labels["__name__"], own] = newest["labels"], float(newest["value"])
        return found

    def _exemplars(self, job: str):
        now, query = time.time(), f'{{__name__=~"mps_task_.+",job="{job}"}}'
        for one in self._ask("query_exemplars", query=query, start=now - WEEK, end=now + 60):
            yield one["seriesLabels"], one["exemplars"]

    def refusals(self) -> dict[str, float]:
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=10) as answer:
            families = list(text_string_to_metric_families(answer.read().decode()))
        return {sample.name: sample.value for family in families for sample in family.samples
                if REFUSALS.fullmatch(sample.name)}
