"""Callers of MDES at the front door of a running house."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Final

import pytest

from emulator.config import Settings
from emulator.core.context import Context, House
from emulator.core.journal import Exchange
from emulator.crypto.diagnosis import Finding
from emulator.domain.notices import StoredNotice
from emulator.storage.unit import Unit
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller, FrontDoor

NAMESPACE: Final = "default"


@pytest.fixture
def mdes(client: FrontDoor) -> Caller:
    """A client that does everything right."""
    return Caller(client)


class Observer:
    """Looks into the house from behind."""

    def __init__(self, house: House) -> None:
        self._house = house

    @property
    def exchange(self) -> Exchange:
        """The last request and its answer."""
        newest = self._house.journal.newest_first(NAMESPACE)
        return next(exchange for exchange in newest if exchange.direction == "inbound")

    @property
    def outbound(self) -> list[Exchange]:
        """What the emulator said first, the newest before the older."""
        return [exchange for exchange in self._house.journal.newest_first(NAMESPACE) if exchange.direction == "outbound"]

    @property
    def findings(self) -> list[Finding]:
        """What was found in the last request."""
        return self.exchange.findings

    @property
    def causes(self) -> list[str]:
        """The names of what was found in the last request."""
        return [finding.cause for finding in self.findings]

    async def notices(self) -> list[StoredNotice]:
        """The outbox, oldest first."""
        found = await self._house.store.read(NAMESPACE, lambda unit: unit.notices.newest(most=100))
        return found[::-1]

    async def advance(self, by: timedelta) -> datetime:
        """Move the world's clock and return its time."""

        async def work(unit: Unit) -> datetime:
            world = await unit.worlds.get(NAMESPACE)
            assert world is not None
            moved = world.clock.advanced(by)
            await unit.worlds.set_clock(NAMESPACE, moved)
            return moved.at(self._house.wall())

        now: datetime = await self._house.unit(self.context(), work)
        return now

    def context(self) -> Context:
        """Surroundings for work of the test's own."""
        return self._house.context(self._house.home, cause="test")


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
