"""The shipped contracts, and small ones made for a test."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from emulator.config import shipped
from emulator.contracts.checks.library import Library

Made = Callable[[str, Mapping[str, Any]], Library]


@pytest.fixture
def library() -> Library:
    """The contracts of this version."""
    return Library(shipped("contracts"))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Makes a library of a folder's name and contracts by name."""

    def make(folder: str, schemas: Mapping[str, Any]) -> Library:
        for name, schema in schemas.items():
            path = tmp_path / folder / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(schema))
        return Library(tmp_path / folder)

    return make
