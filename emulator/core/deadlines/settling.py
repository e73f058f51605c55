"""One world's deadlines: when the next one is due, and what is done about those that are."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from emulator.core.context import Context
from emulator.core.provider import Deadline
from emulator.storage.unit import Unit

# Before every deadline: no world's time goes back so far.
DAWN: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Met:
    """A deadline that was met: `what` happened, in words, at the world's time."""

    at: datetime
    api: str
    deadline: str
    what: str


async def settle_once(world: Context) -> list[Met]:
    """Do what is due in a world at its present time, each API's deadlines in their order and each in a unit of its own.

    Raises:
        StorageError: nothing of the deadline was kept that it met.
        DomainError: somebody else has just done what was due.
    """
    return [
        Met(world.now, api.name, deadline.name, what)
        for api in world.house.apis
        for deadline in api.deadlines
        for what in await _settled(world, deadline)
    ]


async def next_due(world: Context, *, after: datetime) -> datetime | None:
    """Return the first moment after this one at which anything falls due in a world; None when nothing does.

    Raises:
        StorageError: the database refused.
    """

    async def work(unit: Unit) -> list[datetime | None]:
        return [await deadline.next_due(unit, after) for api in world.house.apis for deadline in api.deadlines]

    moments = await world.house.store.read(world.namespace.id, work)
    # A moment that is not later would never be passed.
    return min((moment for moment in moments if moment and moment > after), default=None)


async def _settled(world: Context, deadline: Deadline) -> list[str]:
    async def work(unit: Unit) -> list[str]:
        return await deadline.settle(world, unit, world.now)

    done: list[str] = await world.house.unit(world, work)
    return done
