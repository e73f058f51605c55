"""A house whose time stands still, an issuer that listens, and a courier that works only when asked."""

from collections.abc import AsyncIterator

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.outbound.courier import Courier
from tests.outbound.receiver import Receiver
from tests.outbound.sample import API, frozen, open_house


@pytest.fixture
async def second_receiver() -> AsyncIterator[Receiver]:
    listening = Receiver()
    await listening.start()
    yield listening
    await listening.close()


@pytest.fixture
def settings(receiver: Receiver) -> Settings:
    return Settings(database="sqlite://", seed=1, issuer_url=receiver.url)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    opened = await open_house(API, settings=settings, clock=frozen())
    yield opened
    await opened.close()


@pytest.fixture
async def courier(house: House) -> AsyncIterator[Courier]:
    working = Courier(house)
    yield working
    await working.close()
