"""Everything that the dashboards ask of Prometheus, as it would be asked on the first look."""

import re
import time
from dataclasses import dataclass, field

from .prometheus import Prometheus, Refused
from .promql import chosen, expand, metric_names, parsed, split_variable_query
from .reading import targets, variables

# The scrape interval of the data source.
SCRAPES = "4s"
TIME_RANGE = "5m"


def rate_interval(step: str) -> str:
    """What Grafana makes of `$__rate_interval` over a short time range: four times the min step or scrape interval."""
    return f"{4 * int(step[:-1])}{step[-1]}"


@dataclass
class Question:
    """A query of a panel or of a variable, with Grafana's variables filled in."""

    name: str
    expression: str
    metrics: set[str]
    instant: bool = False
    exemplars: bool = False
    label: str = ""
    regex: str = ""
    found: list = field(default_factory=list)
    refusal: str = ""

    @property
    def answered(self) -> bool:
        return bool(self.found or self.refusal)

    def ask(self, prometheus: Prometheus) -> None:
        try:
            self.found = self._asked(prometheus)
        except Refused as refused:
            self.refusal = str(refused)

    def _asked(self, prometheus: Prometheus) -> list:
        if self.label:
            values = prometheus.label_values(self.label, self.expression)
            return [value for value in values if re.search(self.regex, value)]
        found = prometheus.instant(self.expression) if self.instant else prometheus.over_time(self.expression)
        if self.exemplars and found:
            return [one for one in prometheus.exemplars(self.expression) if "task_id" in one["labels"]]
        return found


def questions(board: dict) -> list[Question]:
    return [*_of_panels(board), *_of_variables(board)]


def _of_panels(board: dict) -> list[Question]:
    asked = []
    for panel, _, target in targets(board):
        step = target.get("interval")
        windows = {"__rate_interval": rate_interval(step or SCRAPES), "__interval": step or "5s",
                   "__range": TIME_RANGE}
        asked.append(Question(
            name=f"{board['uid']}: {panel['title']}: {target['refId']}",
            expression=expand(target["expr"], {**chosen(board), **windows}),
            metrics=metric_names(parsed(target["expr"], board)),
            instant=bool(target.get("instant")), exemplars=bool(target.get("exemplar")),
        ))
    return asked


def _of_variables(board: dict) -> list[Question]:
    asked = []
    for variable in variables(board, "query"):
        _, series, label = split_variable_query(variable["query"])
        asked.append(Question(
            name=f"{board['uid']}: variable {variable['name']}", expression=expand(series, chosen(board)),
            metrics=metric_names(parsed(series, board)), label=label, regex=(variable.get("regex") or "").strip("/"),
        ))
    return asked


def ask_all(asked: list[Question], prometheus: Prometheus, seconds: float) -> None:
    """Asks until each question has an answer or the time is over; rates need a few scrapes before they have one."""
    deadline = time.monotonic() + seconds
    while True:
        open_questions = [question for question in asked if not question.answered]
        for question in open_questions:
            question.ask(prometheus)
        if all(question.answered for question in asked) or time.monotonic() > deadline:
            return
        time.sleep(1)
