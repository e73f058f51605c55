"""A store on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from emulator.storage.store import Store, wipe


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    """An open store with nothing in it."""
    opened = await Store.open(postgres_url)
    yield opened
    await opened.close()
    await wipe(postgres_url)
