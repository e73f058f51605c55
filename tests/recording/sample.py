"""Tapes to test with."""

import json
from pathlib import Path
from typing import Any, Final

FIXTURES: Final = Path(__file__).resolve().parents[2] / "fixtures"


def taped(place: str) -> Any:
    """The JSON of a committed tape."""
    return json.loads((FIXTURES / f"{place}.json").read_text())


def suspended() -> Any:
    """A token made and suspended."""
    return taped("mdes/digital_enablement/suspend/lost_phone")
