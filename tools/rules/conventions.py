"""The conventions of the rules, after mixtool and pint; each is a function from a Book to findings."""

import re

from rulebook import aggregated, metric_names, plain, seconds

SEVERITIES = {"critical", "warning", "info"}
COMPONENTS = {"queue", "exporter"}
KINDS = ("positive", "negative", "boundary", "flapping", "missing data", "counter reset", "low traffic")
# Where a kind of test does not apply, with the reason.
PASSED_OVER = {
    ("MPSThresholdMissing", "flapping"): "a row stands in a file that is loaded, or not",
    ("MPSThresholdMissing", "missing data"): "all its tests are about what is missing",
}
SECTIONS = ("## Meaning", "## Likely causes", "## What to look at", "## What to do")
# What these alerts are about has no account.
WITHOUT_ACCOUNT = {"MPSCertificateExpiring", "MPSExporterInstanceDown", "MPSReloadFailed", "MPSThresholdMissing"}
NO_ACCOUNT_YET = {
    "MPSExporterDown positive: never seen", "MPSExporterDown positive: no target at all",
    "MPSExporterDown positive: no target but that of a job of some metrics",
}
# Each of these is about one scrape target.
WITH_INSTANCE = {
    ("MPSExporterInstanceDown", "warning"), ("MPSPollFailing", "warning"), ("MPSStateNotWritable", "warning"),
}
# Counters that are read as they are: one is a counter again, the other looks for series that are new.
RAW_COUNTERS = {"instance:mps_wait_slo_error:count", "account_code:mps_api_request_failures:recent15m"}
# What a template leaves of what it could not render; a label that is not there leaves nothing behind its space.
HOLE = r"<no value>|<error expanding|%!|\bNaN\b| (?=[ ,.:;])"
# Numbers that nobody chooses: for how long the API lists tasks, and the quantile that the record is named by.
CONSTANTS = {
    "instance_status:mps_last_successful_poll:timestamp_seconds": {"604800"},
    "account_type:mps_task_processing_duration_seconds:p99_rate1d": {"0.99"},
}
# Targets' health, which Prometheus itself writes.
FOREIGN = {"up"}


def names(book):
    """CamelCase names of at most 40 characters; severity and component from fixed sets; a `for`."""
    for rule in book.alerts:
        if not re.fullmatch(r"(?:[A-Z]+[a-z0-9]+)+", rule.name) or len(rule.name) > 40:
            yield f"{rule}: the name is not CamelCase of at most 40 characters"
        if rule.labels.get("severity") not in SEVERITIES or rule.labels.get("component") not in COMPONENTS:
            yield f"{rule}: severity or component is not a known one: {rule.labels}"
        if not rule.hold or not seconds(rule.hold):
            yield f"{rule}: has no `for`"


def annotations(book):
    """A summary of one sentence, the same for every instance; a description that says which."""
    for rule in book.alerts:
        summary, description = rule.annotations.get("summary", ""), rule.annotations.get("description", "")
        if not re.fullmatch(r"[A-Z][^.{}]*[.]", summary):
            yield f"{rule}: the summary is not one sentence without template: {summary!r}"
        if "{{" not in description and rule.name != "MPSThresholdMissing":
            yield f"{rule}: the description is not templated"
        for label in re.findall(r"\$labels\.(\w+)", description):
            if label in rule.labels:
                yield f"{rule}: the label {label} is given by the rule, so its own template does not see it"
            elif not any(label in fired for name, fired, _ in annotated(book) if name == rule.name):
                yield f"{rule}: no firing test has the label {label} of the description"
    for name, _, rendered in annotated(book):
        for key, text in rendered.items():
            if hole := re.search(HOLE, str(text)):
                yield f"{name}: {key} as rendered has {hole[0]!r}: {text!r}"


def runbook_addresses(book):
    """One base for all, then the alert's name in lower case."""
    bases = set()
    for rule in book.alerts:
        address = rule.annotations.get("runbook_url", "")
        if not re.match(r"https?://", address) or not address.endswith("/" + rule.name.lower()):
            yield f"{rule}: runbook_url does not end in /{rule.name.lower()}: {address!r}"
        bases.add(address[: -len(rule.name)])
    if len(bases) > 1:
        yield f"the runbook addresses have different bases: {sorted(bases)}"


def groups(book):
    """At most 20 rules a group, names of at most 40 characters, intervals of at most 5 minutes."""
    for file, group in book.groups:
        if len(group["rules"]) > 20 or len(group["name"]) > 40 or not 0 < seconds(group.get("interval", "")) <= 300:
            yield f"{file}: group {group['name']}: more than 20 rules, a name over 40, or an interval not within 5m"


def comparisons(book):
    """Every alert compares; absent() only with `for`; no topk; equal rules only once."""
    seen = {}
    for rule in book.rules:
        if rule.is_alert and not re.search(r"[<>]|==|!=|\babsent\b", plain(rule.expr)):
            yield f"{rule}: compares nothing, so it always fires"
        if "absent" in rule.expr and not rule.hold:
            yield f"{rule}: absent() without `for` fires at every restart"
        if rule.is_alert and re.search(r"\b(?:topk|bottomk)\b", rule.expr):
            yield f"{rule}: topk changes its labels at every turn"
        same = (rule.name, tuple(sorted(rule.labels.items())))
        if same in seen or any(rule.expr == other for other in seen.values()) and "vector" not in rule.expr:
            yield f"{rule}: repeats another rule"
        seen[same] = rule.expr


def counters(book):
    """Counters only under a range; no division inside an aggregation; windows of at least two scrapes."""
    for rule in book.rules:
        for name in re.findall(r"\bmps_\w+_(?:total|bucket|count|sum)\b(?!(?:\{[^}]*\})?\s*\[|:)", rule.expr):
            if rule.name not in RAW_COUNTERS and not re.search(r":" + name, rule.expr):
                yield f"{rule}: the counter {name} is used raw"
        if any("/" in body for body in aggregated(rule.expr)):
            yield f"{rule}: divides inside an aggregation, where a NaN spoils the rest"
        for window in re.findall(r"\[(\w+)\]", rule.expr):
            if seconds(window) < 120:
                yield f"{rule}: the window {window} may hold fewer than two scrapes"


def numbers(rule):
    """The numbers in a rule's expression, but those that its labels name: the seconds of the window, the quantile."""
    known = {"0", "1", str(seconds(rule.labels.get("window", ""))), rule.labels.get("quantile")}
    found = re.findall(r"(?<![\w:.])\d+(?:\.\d+)?(?![\w.])", plain(rule.expr))
    return [number for number in found if number not in known | CONSTANTS.get(rule.name, set())]


def thresholds(book):
    """Numbers stand in the thresholds, once; each is used, and missed if it is not there."""
    stated, used = {}, set()
    for rule in book.records:
        if rule.name.startswith("mps:threshold:"):
            row = (rule.name, tuple(sorted(rule.labels.items())))
            if row in stated or not re.fullmatch(r"vector\([\d.]+\)", rule.expr):
                yield f"{rule}: is stated twice, or is no plain number"
            stated[row] = rule
    for rule in book.rules:
        used |= {name for name in metric_names(rule.expr) if name.startswith("mps:threshold:")}
        for number in numbers(rule) if not rule.name.startswith("mps:threshold:") else ():
            yield f"{rule}: the number {number} belongs in mps-thresholds.rules.yml"
    missed = "".join(rule.expr for rule in book.alerts if rule.name == "MPSThresholdMissing")
    for name in sorted({name for name, _ in stated} ^ used):
        yield f"{name}: is {'not used' if name not in used else 'nowhere stated'}"
    for name, labels in stated:
        keys = dict(labels)
        selector = f'{{{"severity" if "severity" in keys else "long"}="{keys.get("severity") or keys.get("long")}"}}'
        if "account" in keys or "task_type" in keys:
            continue
        if f"absent({name}" not in missed or {"severity", "long"} & set(keys) and f"{name}{selector}" not in missed:
            yield f"{name}{keys or ''}: MPSThresholdMissing would not miss it"


def identity(book):
    """`account` stays and `instance` goes, so that an HA pair is one alert."""
    for rule in book.alerts:
        for labels in re.findall(r"\bby\s*\(([^)]+)\)", rule.expr):
            if "instance" in labels and (rule.name, rule.labels.get("severity")) not in WITH_INSTANCE:
                yield f"{rule}: groups by instance"
    for case in book.cases:
        for fired in case.firing:
            alert = fired.get("alertname", "")
            if alert and "account" not in fired and alert not in WITHOUT_ACCOUNT and case.name not in NO_ACCOUNT_YET:
                yield f"{case.file}: {case.name}: {alert} has lost its account"
            if "instance" in fired and alert and (alert, fired.get("severity")) not in WITH_INSTANCE:
                yield f"{case.file}: {case.name}: {alert} has an instance"
    for rule in book.records:
        levels = rule.name.split(":")
        if len(levels) != 3 or not all(re.fullmatch(r"[a-z][a-z0-9_]*", level) for level in levels):
            if not rule.name.startswith("mps:"):
                yield f"{rule}: is not named level:metric:operation"


def runbooks(book):
    """A page for each alert and no other, with its four sections; the guide lists each."""
    alerts = {rule.name.lower(): rule.name for rule in book.alerts}
    for name in sorted(alerts.keys() ^ book.pages.keys()):
        yield f"docs/runbooks/{name}.md: {'is missing' if name in alerts else 'belongs to no alert'}"
    for name, text in book.pages.items():
        title = f"# {alerts.get(name, '')}\n"
        if not text.startswith(title) or any(text.count(section + "\n") != 1 for section in SECTIONS):
            yield f"docs/runbooks/{name}.md: title or one of the sections {SECTIONS} is missing"
        if name in alerts and f"(runbooks/{name}.md)" not in book.guide:
            yield f"docs/alerts.md: does not name {alerts[name]}"


def guide(book):
    """The guide's tables say of each alert, and of each burn rate, what the rules say."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in book.guide.splitlines()]
    told = {row[0]: row[1:] for row in rows if row[0].startswith("MPS") and len(row) == 4}
    for alert in dict.fromkeys(rule.name for rule in book.alerts):
        rules = [rule for rule in book.alerts if rule.name == alert]
        severities, holds = (", ".join(dict.fromkeys(values)) for values in (
            [rule.labels.get("severity", "") for rule in rules], [str(rule.hold) for rule in rules]))
        severity, hold, words = told.pop(alert, ["no line", "", ""])
        if (severity, hold) != (severities, holds):
            yield f"docs/alerts.md: {alert}: {severity}, {hold} is in the rules {severities}, {holds}"
        text = re.match(r"\[([^]]+)\]", words)
        if not text or not rules[0].annotations.get("summary", "").startswith(text[1]):
            yield f"docs/alerts.md: {alert}: the summary is {rules[0].annotations.get('summary')!r}"
    yield from (f"docs/alerts.md: {name}: there is no such alert" for name in told if re.fullmatch(r"MPS\w+", name)
                and told[name][0] in SEVERITIES)
    rates = {rule.labels.get("long"): rule.expr for rule in book.records
             if rule.name == "mps:threshold:wait_slo_burn_rate"}
    burns = {(rule.labels["long"], rule.labels.get("short"), rates.get(rule.labels["long"]), rule.labels["severity"])
             for rule in book.alerts if "long" in rule.labels}
    listed = {(row[0], row[1], f"vector({row[2]})", row[4]) for row in rows
              if len(row) == 5 and re.fullmatch(r"\d+[hd]", row[0])}
    for one in sorted(burns ^ listed, key=str):
        yield f"docs/alerts.md: {one}: is {'missing' if one in burns else 'in no rule'}"


def annotated(book):
    return [one for case in book.cases for one in case.annotated]


def kinds_that_apply(book, alert):
    """Counters can start again, and where something is divided a few tasks make wild numbers."""
    used = book.closure(alert)
    names = {name for rule in used for name in metric_names(rule.expr)}
    needed = ["positive", "negative", "boundary", "flapping", "missing data"]
    if any(re.fullmatch(r"mps_\w+_(?:total|bucket|count|sum)", name) for name in names):
        needed.append("counter reset")
    if any("/" in plain(rule.expr) for rule in used):
        needed.append("low traffic")
    return [kind for kind in needed if (alert, kind) not in PASSED_OVER]


def tests(book):
    """Each alert has a test of each kind that applies; it fires with its text, and both ways at its boundary."""
    order = [group["name"] for _, group in book.groups]
    for name, content in book.test_files.items():
        if [one for one in content.get("group_eval_order") or [] if one in order] != order:
            yield f"tests/{name}: group_eval_order is not that of the rule files"
    for case in book.cases:
        if case.subject in {rule.name for rule in book.records}:
            continue
        if not re.match(r"MPS\w+ (?:" + "|".join(KINDS) + "): ", case.name) or not (case.silent or case.firing):
            yield f"tests/{case.file}: {case.name!r}: is not named `Alert kind: …`, or checks nothing"
    for alert in dict.fromkeys(rule.name for rule in book.alerts):
        own = [case for case in book.cases if case.name.startswith(alert + " ")]
        for kind in kinds_that_apply(book, alert):
            if not any(case.name.startswith(f"{alert} {kind}: ") for case in own):
                yield f"{alert}: has no {kind} test"
        edge = [case for case in own if case.name.startswith(f"{alert} boundary: ")]
        if not any(case.silent for case in edge) or not any(case.firing for case in edge):
            yield f"{alert}: does not both fire and stay silent at its boundary"
        if not any(case.silent for case in own):
            yield f"{alert}: has no test in which it is silent"
    for rule in book.alerts:
        if not any(name == rule.name and rule.labels.items() <= {k: str(v) for k, v in labels.items()}.items()
                   for name, labels, _ in annotated(book)):
            yield f"{rule}: has no test in which it fires with its text"


def recordings(book):
    """What no alert uses is evaluated by a test of its own, named `record: arithmetic`, that asks for the record."""
    used = {rule.name for alert in book.alerts for rule in book.closure(alert.name)}
    evaluated = set()
    for case in book.cases:
        if not case.subject.startswith("MPS"):
            evaluated.add(case.subject)
            if not re.match(r"[a-z0-9_:]+: \S", case.name) or not any(case.subject in one for one in case.asked):
                yield f"tests/{case.file}: {case.name!r}: is not named `record: …`, or does not ask for it"
    for rule in book.records:
        if rule.name not in used | evaluated:
            yield f"{rule}: no alert uses it and no test evaluates it"


def metrics(book, known):
    """Only metrics that the exporter has and series that a rule records, in rules, runbooks and guide."""
    recorded = {rule.name for rule in book.records}
    histograms = {name + suffix for name in known for suffix in ("_bucket", "_sum", "_count")}
    for rule in book.rules:
        for name in metric_names(rule.expr):
            if name not in recorded | known | histograms | FOREIGN:
                yield f"{rule}: nothing has the name {name}"
    for file, text in [("docs/alerts.md", book.guide), *((f"docs/runbooks/{k}.md", v) for k, v in book.pages.items())]:
        for name in re.findall(r"(?<![\w/.-])(?:mps_\w+|\w+:\w+:\w+)(?![\w.])", text):
            if name not in recorded | known | histograms and name != "mps_exporter":
                yield f"{file}: nothing has the name {name}"


CONVENTIONS = [
    names, annotations, runbook_addresses, groups, comparisons, counters, thresholds, identity, runbooks, guide, tests,
    recordings,
]
