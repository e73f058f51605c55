"""The timekeeper: settles what falls due in worlds whose time passes by itself."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

from emulator.core.context import Context, House
from emulator.core.deadlines.settling import DAWN, Met, next_due, settle_once
from emulator.domain.errors import DomainError
from emulator.domain.worlds import ClockMode, Namespace
from emulator.storage.clockwork import micros
from emulator.storage.engine.statements import StorageError
from emulator.storage.unit import Unit

log = logging.getLogger(__name__)

# What the timekeeper does itself bears this cause, so that it does not keep itself awake.
CAUSE: Final = "deadline/"
# How long a world is left alone in which something went wrong, and every world while the storage refuses.
PAUSE: Final = timedelta(seconds=5)
# Others on the same database may die with what they alone knew of: every world is looked at again after this long.
ROUND: Final = timedelta(seconds=30)


class Timekeeper:
    """Settles the deadlines of one house.

    It looks at every world once, and then only at those that were changed, or in which something falls due. A frozen
    world is left alone: whoever moves its clock settles what falls due on the way.
    """

    def __init__(self, house: House, *, interval: float) -> None:
        """Serve a house; `interval` is the number of seconds after which changed worlds are looked at."""
        self._house = house
        self._interval = interval
        self._changed: set[str] = set()
        self._due: dict[str, datetime] = {}
        self._moved = Counter[str]()
        self._round_at: datetime | None = None
        self._woken = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work without being asked to."""
        self._worker = asyncio.create_task(self.run(), name="timekeeper")
        self._worker.add_done_callback(_told)

    @property
    def alive(self) -> bool:
        """Whether deadlines are settled without being asked for."""
        return self._worker is not None and not self._worker.done()

    def note(self, ctx: Context) -> None:
        """Remember that a world was changed, so that something new may fall due in it."""
        if not ctx.cause.startswith(CAUSE):
            self._changed.add(ctx.namespace.id)

    def wake(self) -> None:
        """Say that there may be something to do now: a clock was moved."""
        self._woken.set()

    @contextmanager
    def standing_aside(self, namespace_id: str) -> Iterator[None]:
        """Leave a world to somebody who moves its clock, and settles and reports what falls due on the way."""
        self._moved[namespace_id] += 1
        try:
            yield
        finally:
            self._moved[namespace_id] -= 1
            self._changed.add(namespace_id)

    async def run(self) -> None:
        """Work until cancelled: whenever woken, when something falls due, and after every interval."""
        while True:
            self._woken.clear()
            await self.look()
            # Not `wait_for`: Python 3.11's loses a cancellation that comes together with what it waits for.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause()):
                    await self._woken.wait()

    async def look(self) -> list[Met]:
        """Settle what is due in every world that may have something due; return what was done."""
        return [met for namespace_id in await self._worlds() for met in await self._safely(namespace_id)]

    async def close(self) -> None:
        """Stop working."""
        if self._worker:
            self._worker.cancel()
            await asyncio.wait([self._worker])

    def _pause(self) -> float:
        until_due = [(moment - self._house.wall()).total_seconds() for moment in self._due.values()]
        return max(0.0, min([self._interval, *until_due]))

    async def _worlds(self) -> list[str]:
        """Return the worlds to look at now."""
        wall = self._house.wall()
        if self._round_at is None or (self._house.store.shared and wall >= self._round_at):
            return await self._all(wall)
        changed, self._changed = self._changed, set()
        return sorted(changed | {namespace_id for namespace_id, moment in self._due.items() if moment <= wall})

    async def _all(self, wall: datetime) -> list[str]:
        async def work(unit: Unit) -> list[Namespace]:
            return await unit.worlds.all()

        try:
            found = await self._house.store.read(self._house.home.id, work)
        except StorageError as error:
            log.warning("timekeeper.storage_refused", extra={"why": str(error)})
            self._due = {namespace_id: max(moment, wall + PAUSE) for namespace_id, moment in self._due.items()}
            return []
        self._round_at = wall + ROUND
        self._changed = set()
        return [namespace.id for namespace in found]

    async def _safely(self, namespace_id: str) -> list[Met]:
        """Look at one world; what goes wrong in it is logged, and keeps no other world waiting."""
        (outcome,) = await asyncio.gather(self._visit(namespace_id), return_exceptions=True)
        if not isinstance(outcome, BaseException):
            return outcome
        self._due[namespace_id] = self._house.wall() + PAUSE
        if isinstance(outcome, StorageError | DomainError):
            log.warning("timekeeper.refused", extra={"namespace": namespace_id, "why": str(outcome)})
        else:
            log.error("timekeeper.stumbled", exc_info=outcome, extra={"namespace": namespace_id})
        return []

    async def _visit(self, namespace_id: str) -> list[Met]:
        self._due.pop(namespace_id, None)
        world = await self._enter(namespace_id)
        if world is None or world.namespace.clock.mode is ClockMode.FROZEN or self._moved[namespace_id]:
            return []
        first = await next_due(world, after=DAWN)
        met = await settle_once(world) if first and first <= world.now else []
        for one in met:
            log.info("deadline.met", extra={"namespace": namespace_id, "api": one.api, "deadline": one.deadline, "what": one.what})
        if met:
            # What was done may be due again, or have made something else due.
            self._changed.add(namespace_id)
        following = await next_due(world, after=world.now)
        if following:
            # The world's time runs as fast as the wall's.
            self._due[namespace_id] = world.wall + (following - world.now)
        return met

    async def _enter(self, namespace_id: str) -> Context | None:
        async def work(unit: Unit) -> Namespace | None:
            return await unit.worlds.get(namespace_id)

        found = await self._house.store.read(namespace_id, work)
        if found is None:
            return None
        now = micros(found.clock.at(self._house.wall()))
        return self._house.context(found, cause=f"{CAUSE}{now}")


def _told(worker: asyncio.Task[None]) -> None:
    if not worker.cancelled() and (error := worker.exception()):
        log.critical("timekeeper.died", exc_info=error)
