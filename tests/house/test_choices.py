"""Every choice of our own that the documentation lists stands where it says."""

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"^\|[^|]+\| `(emulator/[\w/.]+)` \|", re.MULTILINE)


def test_every_place_that_is_named_exists() -> None:
    places = PLACE.findall((TOP / "docs" / "fidelity.md").read_text())

    assert len(places) > 20
    assert [place for place in places if not (TOP / place).is_file()] == []


def test_a_place_is_read_from_its_row() -> None:
    assert PLACE.findall("| a choice | `emulator/core/ids.py` | something |\n| x | y | z |\n") == ["emulator/core/ids.py"]
