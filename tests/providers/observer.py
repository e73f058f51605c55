"""What went on behind the front door, for the tests of every provider."""

from datetime import datetime, timedelta
from typing import Final

from emulator.core.context import Context, House
from emulator.core.journal import Exchange
from emulator.crypto.diagnosis import Finding
from emulator.domain.notices import StoredNotice
from emulator.storage.unit import Unit

NAMESPACE: Final = "default"


class Observer:
    """Looks into the house from behind."""

    def __init__(self, house: House) -> None:
        self.house = house

    @property
    def exchange(self) -> Exchange:
        """The last request and its answer."""
        newest = self.house.journal.newest_first(NAMESPACE)
        return next(exchange for exchange in newest if exchange.direction == "inbound")

    @property
    def outbound(self) -> list[Exchange]:
        """What the emulator said first, the newest before the older."""
        return [exchange for exchange in self.house.journal.newest_first(NAMESPACE) if exchange.direction == "outbound"]

    @property
    def findings(self) -> list[Finding]:
        """What was found in the last request."""
        return self.exchange.findings

    @property
    def causes(self) -> list[str]:
        """The names of what was found in the last request."""
        return [finding.cause for finding in self.findings]

    async def notices(self, *names: str) -> list[StoredNotice]:
        """The outbox, oldest first; of these names where any are given."""
        found = await self.house.store.read(NAMESPACE, lambda unit: unit.notices.newest(most=100))
        return [notice for notice in found[::-1] if not names or notice.name in names]

    async def advance(self, by: timedelta) -> datetime:
        """Move the world's clock and return its time."""

        async def work(unit: Unit) -> datetime:
            world = await unit.worlds.get(NAMESPACE)
            assert world is not None
            moved = world.clock.advanced(by)
            await unit.worlds.set_clock(NAMESPACE, moved)
            return moved.at(self.house.wall())

        now: datetime = await self.house.unit(self.context(), work)
        return now

    def context(self) -> Context:
        """Surroundings for work of the test's own."""
        return self.house.context(self.house.home, cause="test")
