"""Whatever docs/reliability.md promises of a machine that misbehaves is tested, and whatever is tested is promised."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tests.house.sources import ROOT, expect_none

NAMED: Final = re.compile(r"`(test_\w+)`")
FLOWS: Final = ROOT / "tests" / "flows"


def drills() -> list[str]:
    """The rows of the table of what happens, its head left out."""
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    table = text[text.index("| what happens |") :].partition("\n\n")[0]
    return table.splitlines()[2:]


def names_in(paths: Iterable[Path]) -> Iterator[str]:
    """The names of all tests in these files."""
    for path in paths:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield node.name


def untested(rows: Iterable[str], tests: set[str]) -> list[str]:
    """Rows that name no test, and names that no test has."""
    rows = list(rows)
    nameless = [row[:60] for row in rows if not NAMED.search(row)]
    return [*nameless, *(name for row in rows for name in NAMED.findall(row) if name not in tests)]


def test_every_drill_names_tests_that_there_are() -> None:
    assert len(drills()) >= 8
    expect_none(untested(drills(), set(names_in(FLOWS.rglob("test_*.py")))))


def test_every_test_of_a_drill_is_named() -> None:
    named = {name for row in drills() for name in NAMED.findall(row)}

    expect_none(sorted(set(names_in((FLOWS / "drills").glob("test_*.py"))) - named))


def test_a_drill_without_a_test_is_found() -> None:
    rows = ["| it burns | it is put out | nothing | |", "| it floods | it floats | nothing | `test_gone` `test_there` |"]

    assert untested(rows, {"test_there"}) == ["| it burns | it is put out | nothing | |", "test_gone"]
