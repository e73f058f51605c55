"""A store on every engine: SQLite in memory, SQLite in a file, and PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emulator.storage.store import Store, wipe


@pytest.fixture(params=["memory", "file", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'emulator.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store with nothing in it."""
    opened = await Store.open(url)
    yield opened
    await opened.close()
    await wipe(url)
