"""An engine in memory and in a file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emulator.storage.engine.sqlite import SqliteEngine
from tests.storage.engine.sqlite.things import engine_at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of `on_file` lies."""
    return tmp_path / "things.db"


@pytest.fixture
async def on_file(path: Path) -> AsyncIterator[SqliteEngine]:
    """An engine on a file."""
    async with engine_at(str(path)) as engine:
        yield engine


@pytest.fixture(params=["memory", "file"])
async def engine(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[SqliteEngine]:
    """An engine of either kind."""
    async with engine_at("" if request.param == "memory" else str(path)) as opened:
        yield opened
