"""Callers of MDES at the front door of a running house."""

from collections.abc import AsyncIterator

import pytest

from emulator.config import Settings
from emulator.core.context import House
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller, FrontDoor
from tests.providers.observer import Observer


@pytest.fixture
def mdes(client: FrontDoor) -> Caller:
    """A client that does everything right."""
    return Caller(client)


@pytest.fixture
def behind(house: House) -> Observer:
    """What went on behind the front door."""
    return Observer(house)


@pytest.fixture
async def bank() -> AsyncIterator[Bank]:
    """The issuer of the demo world, where a test's settings say so."""
    listening = Bank()
    await listening.start()
    yield listening
    await listening.close()


@pytest.fixture
def with_bank(bank: Bank) -> Settings:
    """Settings of a house that knows where the issuer listens."""
    return Settings(database="sqlite://", seed=1, issuer_url=bank.url)
