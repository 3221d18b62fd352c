"""What tells that a scrape, or one after the other, breaks a rule of OpenMetrics: it finds each breach."""

import pytest
from expositions import openmetrics
from succession import faults_between, faults_of_exemplars, faults_of_text

GOOD = """# TYPE a counter
# HELP a What is counted.
a_total{of="x"} 5 # {task_id="t1"} 1 100
a_total{of="y"} 1
# TYPE h_seconds histogram
# UNIT h_seconds seconds
# HELP h_seconds What is measured.
h_seconds_bucket{le="1.0"} 2 # {task_id="t1"} 0.5 100
h_seconds_bucket{le="+Inf"} 3
h_seconds_sum 4
h_seconds_count 3
# TYPE g gauge
# HELP g What goes up and down.
g 7
# EOF
"""


def test_a_good_scrape_has_no_fault():
    assert faults_of_text(GOOD) == [] and faults_between(openmetrics(GOOD), openmetrics(GOOD)) == []


@pytest.mark.parametrize(("old", "new"), [
    ("# EOF\n", ""), ("# EOF\n", "# EOF\ng 8\n"), ("g 7", "g 7\n"), ("g 7", "# comment\ng 7"), ("g 7", "g 7 100"),
    ("g 7", "g 7\r"), ("# TYPE a counter\n", "# TYPE a counter\n# TYPE a counter\n"),
    ("# TYPE a counter\n", "\ufeff# TYPE a counter\n"),
    ("# HELP g What goes up and down.\n", ""), ("# HELP g What goes up and down.\n", "# HELP g A \"bare\" quote.\n"),
    ("# TYPE g gauge", "# TYPE g unknown"), ("a_total", "a"), ("# UNIT h_seconds seconds", "# UNIT h_seconds meters"),
    ('a_total{of="y"} 1', 'a_total{of="y"} NaN'), ('a_total{of="y"} 1', 'a_total{of="y"} -1'),
    ('a_total{of="y"} 1', 'a_total{of="x"} 1'), ('{of="y"}', '{of="y",of="z"}'),
    ('le="+Inf"', 'le="9.0"'), ('le="1.0"', 'le="1"'), ('le="1.0"} 2', 'le="1.0"} 4'),
    ('le="1.0"', 'le="-1.0"'), ("h_seconds_sum 4\n", ""), ("h_seconds_count 3", "h_seconds_count 4"),
    ("g 7", 'g 7 # {task_id="t1"} 1 100'), ("0.5 100", "1.5 100"), ("0.5 100", "0.5"), ("t1", "t" * 122),
    ('+Inf"} 3', '+Inf"} 3 # {task_id="t1"} 0.5 100'), ("g 7", 'g{of="x"} 7\ng{of="y"} 7\ng{of="x"} 7'),
    ("g 7\n# EOF", 'g 7\na_total{of="z"} 3\n# EOF'),
    ("# TYPE g gauge\n", "# TYPE a_total gauge\n# HELP a_total Clashes.\na_total 1\n# TYPE g gauge\n"),
], ids=lambda text: text.strip()[:30].replace("\n", "~"))
def test_a_bad_scrape_is_found(old, new):
    """Each breaks one rule."""
    assert old in GOOD and faults_of_text(GOOD.replace(old, new)) != []


def test_a_label_that_every_series_has_is_found():
    """Such a label is the scraper's business."""
    text = "# TYPE a gauge\n# HELP a A.\na{of=\"x\",%s=\"z\"} 1\n# TYPE b gauge\n# HELP b B.\nb{by=\"z\"} 1\n# EOF\n"
    assert [len(faults_of_text(text % label)) for label in ("in", "by")] == [0, 1]


@pytest.mark.parametrize(("changes", "said"), [
    ({'of="x"} 5': 'of="x"} 4'}, "fell"), ({'le="1.0"} 2': 'le="1.0"} 1'}, "fell"), ({"_sum 4": "_sum 3.5"}, "fell"),
    ({'+Inf"} 3': '+Inf"} 2', "_count 3": "_count 2"}, "fell"), ({'a_total{of="y"} 1\n': ""}, "the series is gone"),
    ({"# TYPE g gauge\n# HELP g What goes up and down.\ng 7\n": ""}, "the family is gone"),
    ({'h_seconds_bucket{le="1.0"} 2 # {task_id="t1"} 0.5 100\n': ""}, "the series is gone"),
    ({"# TYPE g gauge": "# TYPE g unknown"}, "another type"), ({"up and down": "down and up"}, "another help"),
    ({"# UNIT h_seconds seconds\n": ""}, "another unit"), ({"g 7": 'g{of="x"} 7'}, "other label names"),
    ({'"t1"} 0.5 100': '"t2"} 0.5 100'}, "not newer"), ({'"t1"} 0.5 100': '"t1"} 0.5 99'}, "not newer"),
    ({'"t1"} 0.5 100': '"t1"} 0.6 100'}, "not newer"), ({'"t1"} 1 100': '"t2"} 1 99.999'}, "not newer"),
    ({'"t1"} 0.5 100': '"t2"} 0.6 101', 'of="x"} 5': 'of="x"} 6', "g 7": "g 0"}, None),
], ids=lambda value: str(value)[:40].replace("\\n", "~"))
def test_a_bad_succession_is_found(changes, said):
    after = GOOD
    for old, new in changes.items():
        assert GOOD.count(old) == 1
        after = after.replace(old, new)
    faults = faults_between(openmetrics(GOOD), openmetrics(after))
    assert [fault for fault in faults if said is None or said not in fault] == [] and bool(faults) == bool(said), faults


def test_an_exemplar_that_comes_back_older_is_found():
    """Between two scrapes that lack it nothing is to be seen."""
    newer = GOOD.replace('"t1"} 0.5 100', '"t2"} 0.6 101')
    without = GOOD.replace(' # {task_id="t1"} 0.5 100', "")
    texts = [GOOD, newer, without, GOOD, newer, GOOD.replace('"t1"} 0.5 100', '"t3"} 0.7 101.001')]
    expositions = [openmetrics(text) for text in texts]
    assert [len(faults_of_exemplars(expositions[:count])) for count in range(1, 7)] == [0, 0, 0, 1, 1, 1]
    assert faults_between(expositions[1], expositions[2]) == faults_between(expositions[2], expositions[3]) == []


@pytest.mark.parametrize(("change", "restarted", "said"), [
    ({"start": 50.0}, False, "another start"), ({"start": 50.0}, True, "another start"),
    ({"start": 200.0}, False, "another start"), ({"start": 200.0, "value": 0.0}, True, None),
    ({"value": 4.0}, True, "fell"), ({"start": None}, True, "another start"), ({"value": 6.0}, False, None),
])
def test_a_count_may_begin_anew_only_with_a_later_start(change, restarted, said):
    before, after = openmetrics(GOOD), openmetrics(GOOD)
    series = ("a_total", (("of", "x"),))
    before["a"].points[series].start = after["a"].points[series].start = 100.0
    for name, value in change.items():
        setattr(after["a"].points[series], name, value)
    faults = faults_between(before, after, {"a"} if restarted else frozenset())
    assert [said in fault for fault in faults] == ([True] if said else [])
