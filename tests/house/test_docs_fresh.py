"""Tables in the documentation are generated between markers, and are what the rows say today."""

from pathlib import Path

import pytest

from scripts.docs_tables import MarkerError, Tables, changes, documents, emulator_tables, filled
from tests.house.sources import ROOT, expect_none

STALE = "# Coverage\n<!-- generated: coverage -->\n| old |\n<!-- end -->\nAfter.\n"
FRESH = "# Coverage\n<!-- generated: coverage -->\n| new |\n<!-- end -->\nAfter.\n"


def new_tables() -> Tables:
    return {"coverage": "| new |\n"}


def no_tables() -> Tables:
    pytest.fail("nobody asked for tables")


def test_the_tables_in_the_documentation_are_fresh() -> None:
    stale = changes(ROOT, emulator_tables)

    expect_none(f"{path.relative_to(ROOT)} is stale: run scripts/docs_tables" for path in stale)


@pytest.mark.parametrize("before", [STALE, FRESH, STALE.replace("| old |\n", "")])
def test_a_passage_between_markers_is_replaced_and_nothing_else(before: str) -> None:
    assert filled(before, new_tables()) == FRESH


def test_every_passage_is_filled_with_its_own_table() -> None:
    text = "<!-- generated: a -->\n<!-- end -->\nbetween\n<!-- generated: b -->\nold\n<!-- end -->\n"

    assert filled(text, {"a": r"\1", "b": "2"}) == (
        "<!-- generated: a -->\n\\1\n<!-- end -->\nbetween\n<!-- generated: b -->\n2\n<!-- end -->\n"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<!-- generated: coverage -->\n| old |\n", "no `<!-- end -->`"),
        ("<!-- generated: coverage -->\n| old |\n" + STALE, "no `<!-- end -->`"),
        (STALE.replace("coverage", "gone"), "no table is called gone; there are: coverage"),
    ],
)
def test_a_marker_that_cannot_be_filled_is_named(text: str, problem: str) -> None:
    with pytest.raises(MarkerError, match=problem):
        filled(text, new_tables())


def test_only_stale_documents_change(tmp_path: Path) -> None:
    (tmp_path / "docs" / "providers").mkdir(parents=True)
    (tmp_path / "README.md").write_text(FRESH)
    (tmp_path / "docs" / "providers" / "mdes.md").write_text(STALE)
    (tmp_path / "docs" / "plain.md").write_text("no marker")

    stale = changes(tmp_path, new_tables)

    assert stale == {tmp_path / "docs" / "providers" / "mdes.md": FRESH}


def test_documents_without_markers_need_no_tables(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no marker")

    assert (documents(tmp_path), changes(tmp_path, no_tables)) == ([], {})
