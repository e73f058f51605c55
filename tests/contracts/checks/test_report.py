"""Results for people, for CI and for programs."""

import json
from xml.etree import ElementTree

from emulator.contracts.checks.report import as_json, as_junit, as_table
from emulator.contracts.checks.trial import Result

RESULTS = [Result("a/b/good", 2), Result("a/b/bad", 1, ["POST /x /y: <no>"]), Result("a/b/never")]


def test_people_read_a_table_and_counts() -> None:
    assert as_table(RESULTS).splitlines() == [
        "passed   a/b/good (2 calls)",
        "failed   a/b/bad (1 calls)",
        "    POST /x /y: <no>",
        "untried  a/b/never (0 calls)",
        "1 passed, 1 failed, 1 untried",
    ]


def test_ci_reads_junit() -> None:
    suite = ElementTree.fromstring(as_junit(RESULTS, "http://t"))  # noqa: S314  # our own text

    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    assert [(case.get("classname"), case.get("name"), [child.tag for child in case]) for case in suite] == [
        ("a.b", "good", []),
        ("a.b", "bad", ["failure"]),
        ("a.b", "never", ["skipped"]),
    ]


def test_programs_read_json() -> None:
    told = json.loads(as_json(RESULTS, "http://t"))

    assert told["target"] == "http://t"
    assert told["results"][1] == {"contract": "a/b/bad", "state": "failed", "calls": 1, "breaches": ["POST /x /y: <no>"]}
