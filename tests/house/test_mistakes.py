"""Every mistake that can be named is made by a test, and named there."""

from pathlib import Path
from typing import Final

from emulator import bootstrap
from scripts.docs_messages import DOCUMENT, rows
from tests.house.sources import expect_none

TESTS: Final = Path(__file__).resolve().parents[1]


def unmade(causes: list[str], tests: str) -> list[str]:
    """Return the causes that no test names."""
    return [cause for cause in causes if f'"{cause}"' not in tests]


def test_every_mistake_is_named_by_a_test() -> None:
    causes = [row.cause for api in bootstrap.APIS for catalogue in api.mistakes for row in catalogue.rows]
    tests = "\n".join(path.read_text() for path in TESTS.rglob("test_*.py"))
    tests += "\n".join(path.read_text() for path in (TESTS / "witness" / "vectors").glob("*.json"))

    assert len(causes) > 50
    expect_none(unmade(causes, tests))


def test_a_mistake_that_nobody_makes_is_found() -> None:
    assert unmade(["made", "unmade"], 'assert cause == "made"') == ["unmade"]


def test_what_is_said_of_every_mistake_is_documented() -> None:
    told = DOCUMENT.read_text(encoding="utf-8").partition("<!-- heard: messages -->")[2]

    expect_none(sorted({cause for cause, _ in rows() if f"| `{cause}` | " not in told}))


def test_causes_of_one_part_differ() -> None:
    for api in bootstrap.APIS:
        for catalogue in api.mistakes:
            causes = [row.cause for row in catalogue.rows]
            assert len(causes) == len(set(causes)), catalogue.check
