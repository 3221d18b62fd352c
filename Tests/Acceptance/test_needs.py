"""A test that cannot run here is not left out in silence."""

import re
from pathlib import Path

import pytest
from needs import need

# What is about something else than what is here, in the words in which it is left out.
OF_SOMETHING_ELSE = {
    "test_conformance.py": "this user may not mount a file system",  # after `need` left out the state with a full disk
    "test_container.py": "packages have other names on other releases than the image's",
    "test_debian_package.py": "the binary under test has the Swift runtime linked in",
    "test_rules.py": "takes minutes",
}


def test_what_is_missing_fails_the_test(monkeypatch):
    monkeypatch.delenv("MPS_ALLOW_SKIPS", raising=False)
    need(True, "nothing")
    with pytest.raises(pytest.fail.Exception, match="there is no such program; MPS_ALLOW_SKIPS=1 leaves out"):
        need(None, "there is no such program")


def test_what_is_missing_is_left_out_if_that_is_asked_for(monkeypatch):
    monkeypatch.setenv("MPS_ALLOW_SKIPS", "1")
    need(True, "nothing")
    with pytest.raises(pytest.skip.Exception, match="^there is no such program$") as skipped:
        need(None, "there is no such program")
    assert skipped.value.allow_module_level, "charts.py is imported by whole files of tests"


def test_no_test_is_left_out_in_another_way():
    found, call = {}, re.compile(r"\b(?:importorskip|pytest\.skip|mark\.skip(?:if)?)\((.*)\)$", re.MULTILINE)
    for file in Path(__file__).parent.glob("*.py"):
        calls = call.findall(file.read_text())
        if calls and file.name != "needs.py":
            found[file.name] = "; ".join(re.sub(r'.*?"([^"]*)"$', r"\1", one) for one in calls)
    assert found == OF_SOMETHING_ELSE
