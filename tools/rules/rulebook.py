"""The rule files, their unit tests and their runbooks, read into values."""

import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
FILES = ("mps-thresholds.rules.yml", "mps-recording.rules.yml", "mps-alerts.rules.yml")
AGGREGATION = r"\b(?:sum|min|max|avg|count|group|stddev|stdvar|topk|bottomk|quantile|count_values)\b"
GROUPING = r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)"
KEYWORDS = set("and or unless offset bool by without on ignoring group_left group_right Inf".split())


# The same language; the one in C is ten times faster and not in every build of PyYAML.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class BrokenFile(Exception):
    """One line: which file, where, what is wrong."""


@dataclass
class Rule:
    file: str
    group: str
    name: str
    is_alert: bool
    expr: str
    labels: dict = field(default_factory=dict)
    annotations: dict = field(default_factory=dict)
    hold: str | None = None

    def __str__(self):
        told = {key: value for key, value in self.labels.items() if key != "component"}
        return f"{self.file}: {self.name}{told or ''}"


@dataclass
class Case:
    """One test of a `promtool test rules` file."""

    file: str
    name: str
    firing: list = field(default_factory=list)
    annotated: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    silent: int = 0

    @property
    def subject(self):
        """The alert or the record that the case is named for."""
        return subject(self.name)


def read_text(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenFile(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BrokenFile(f"{path}: byte {error.start}: not UTF-8") from error


def read_yaml(path):
    try:
        content = yaml.load(read_text(path), Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1} column {mark.column + 1}:" if mark else ""
        raise BrokenFile(f"{path}:{where} not YAML: {getattr(error, 'problem', error)}") from error
    if not isinstance(content, dict):
        raise BrokenFile(f"{path}: expected a mapping, got {type(content).__name__}")
    return content


class Book:
    """Everything that the conventions speak of."""

    def __init__(self, root=REPOSITORY):
        self.root = Path(root)
        self.folder = self.root / "deploy" / "prometheus"
        self.groups = [(name, group) for name in FILES for group in read_yaml(self.folder / name).get("groups") or []]
        self.rules = [rule for name, group in self.groups for rule in self._rules(name, group)]
        self.alerts = [rule for rule in self.rules if rule.is_alert]
        self.records = [rule for rule in self.rules if not rule.is_alert]
        self.test_files = {path.name: read_yaml(path) for path in sorted((self.folder / "tests").glob("*.test.yml"))}
        self.cases = [case for name in self.test_files for case in self._checked_cases(name)]
        self.pages = {path.stem: read_text(path) for path in (self.root / "docs" / "runbooks").glob("*.md")}
        self.guide = read_text(self.root / "docs" / "alerts.md")

    def _rules(self, file, group):
        for row in group.get("rules") or []:
            name = row.get("alert") or row.get("record")
            if not name or "expr" not in row:
                raise BrokenFile(f"{self.folder / file}: group {group.get('name')}: a rule without name or expr: {row}")
            labels = {key: str(value) for key, value in (row.get("labels") or {}).items()}
            yield Rule(file, group["name"], name, "alert" in row, str(row["expr"]), labels,
                       row.get("annotations") or {}, row.get("for"))

    def _checked_cases(self, file):
        try:
            return list(self._cases(file, self.test_files[file]))
        except KeyError as error:
            raise BrokenFile(f"{self.folder / 'tests' / file}: a check without {error.args[0]}") from error
        except (AttributeError, TypeError) as error:
            raise BrokenFile(f"{self.folder / 'tests' / file}: not the form of promtool's tests: {error}") from error

    @staticmethod
    def _cases(file, content):
        for test in content.get("tests") or []:
            case = Case(file, test.get("name", ""))
            for check in test.get("alert_rule_test") or []:
                expected = check.get("exp_alerts") or []
                case.silent += not expected
                case.firing += [{"alertname": check["alertname"], **one["exp_labels"]} for one in expected]
                case.annotated += [(check["alertname"], one["exp_labels"], {**one["exp_annotations"]})
                                   for one in expected if "exp_annotations" in one]
            for check in test.get("promql_expr_test") or []:
                case.asked.append(check["expr"])
                for sample in check.get("exp_samples") or []:
                    case.firing.append(dict(re.findall(r'(\w+)="([^"]*)"', sample["labels"])))
            yield case

    def subjects(self, file):
        """What the cases of a test file are about."""
        return list(dict.fromkeys(case.subject for case in self.cases if case.file == file))

    def closure(self, *names):
        """The rules of these names, alerts or records, and all that they use."""
        wanted, found = [rule for rule in self.rules if rule.name in names], []
        while wanted:
            rule = wanted.pop()
            found.append(rule)
            for name in metric_names(rule.expr):
                wanted += [one for one in self.records if one.name == name and one not in found and one not in wanted]
        return found


def subject(name):
    """The alert or the record that a test of this name is about."""
    return name.split(" ")[0].rstrip(":")


def plain(expr):
    """The expression without strings, ranges, selectors and groupings."""
    expr = re.sub(r'"(?:[^"\\]|\\.)*"', '""', expr)
    return re.sub(GROUPING, " ", re.sub(r"\[[^\]]*\]", " ", re.sub(r"\{[^}]*\}", " ", expr)))


def metric_names(expr):
    names = re.findall(r"(?<![\w:.])[a-zA-Z_:][\w:]*(?![\w:])(?!\s*\()", plain(expr))
    return [name for name in dict.fromkeys(names) if name not in KEYWORDS]


def aggregated(expr):
    """The bodies of the expression's aggregations."""
    expr = re.sub(r'"(?:[^"\\]|\\.)*"', '""', expr)
    for match in re.finditer(AGGREGATION + r"\s*(?:(?:by|without)\s*\([^)]*\)\s*)?\(", expr):
        depth, end = 1, match.end()
        while depth and end < len(expr):
            depth += {"(": 1, ")": -1}.get(expr[end], 0)
            end += 1
        yield expr[match.end():end - 1]


def seconds(duration):
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)([smhdw])", str(duration)))


def run_tests(book, subjects, test_files, folder, promtool="promtool"):
    """Runs the unit tests of these names, on these rules and what they use, which is many times faster than on all."""
    kept = {(rule.file, rule.group, rule.name, tuple(rule.labels.items())): rule for rule in book.closure(*subjects)}
    with tempfile.TemporaryDirectory(prefix="rules-") as name:
        root = Path(name)
        (root / "tests").mkdir()
        for file in FILES:
            groups = []
            for _, group in (one for one in book.groups if one[0] == file):
                rows = [row for row in group["rules"] if _key(file, group, row) in kept]
                rows = [{**row, "expr": kept[_key(file, group, row)].expr, **_held(kept[_key(file, group, row)])}
                        for row in rows]
                if rows:
                    groups.append({**group, "rules": rows})
            (root / file).write_text(yaml.safe_dump({"groups": groups}, sort_keys=False))
        for path in folder.glob("*.yml"):
            text = path.read_text()
            if path.name in test_files:
                content = yaml.load(text, Loader=LOADER)
                content["tests"] = [test for test in content["tests"] if subject(test.get("name", "")) in subjects]
                text = yaml.dump(content, Dumper=DUMPER)
            (root / "tests" / path.name).write_text(text)
        command = [promtool, "test", "rules", *(str(root / "tests" / file) for file in test_files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
        return done.returncode == 0, done.stdout.replace(name + "/", "") + done.stderr


def _key(file, group, row):
    labels = tuple((key, str(value)) for key, value in (row.get("labels") or {}).items())
    return file, group["name"], row.get("alert") or row.get("record"), labels


def _held(rule):
    return {"for": rule.hold} if rule.is_alert else {}
