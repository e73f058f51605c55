"""Every choice of our own that the documentation lists stands where it says, and every one in the code is listed."""

import re
from collections.abc import Iterable
from typing import Final

import pytest

from tests.house.sources import ROOT, Source, expect_none, planted, sources

PLACE: Final = re.compile(r"^\|[^|]+\| `(emulator/[\w/.]+)` \|", re.MULTILINE)
# A comment may break its line anywhere.
CHOICE: Final = re.compile(r"\bour\W+own\W+choice", re.IGNORECASE)


def listed() -> list[str]:
    return PLACE.findall((ROOT / "docs" / "fidelity.md").read_text(encoding="utf-8"))


def unlisted(files: Iterable[Source], places: Iterable[str]) -> list[str]:
    known = set(places)
    return [f"{file.path} makes a choice that docs/fidelity.md does not list" for file in files if is_unlisted(file, known)]


def is_unlisted(file: Source, known: set[str]) -> bool:
    return CHOICE.search(file.text) is not None and str(file.path) not in known


def test_every_place_that_is_named_exists() -> None:
    assert len(listed()) > 20
    expect_none([place for place in listed() if not (ROOT / place).is_file()])


def test_every_choice_in_the_code_is_listed() -> None:
    expect_none(unlisted(sources("emulator"), listed()))


def test_a_place_is_read_from_its_row() -> None:
    assert PLACE.findall("| a choice | `emulator/core/ids.py` | something |\n| x | y | z |\n") == ["emulator/core/ids.py"]


@pytest.mark.parametrize("text", ["# Our own choice.", "# that is our own\n# choice", '"""How long is our\n    own choice."""'])
def test_a_choice_that_is_not_listed_is_found(text: str) -> None:
    file = planted(text)

    assert unlisted([file], []) != []
    assert unlisted([file], [str(file.path)]) == []
