"""The whole house, in which Stripe lives."""

from collections.abc import AsyncIterator

import pytest

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """A house with every provider."""
    running = await bootstrap.start(settings)
    yield running
    await running.close()
