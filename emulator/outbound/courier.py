"""The courier: sees what is due in every world, and works through it one receiver at a time."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from emulator.core.context import Context, House
from emulator.domain.notices import StoredNotice
from emulator.domain.worlds import ClockMode, Namespace
from emulator.outbound.attempt import make_attempt
from emulator.outbound.post import TIMEOUT, Post
from emulator.storage.engine.statements import StorageError
from emulator.storage.notices import waiting_worlds
from emulator.storage.unit import Unit

log = logging.getLogger(__name__)

# Whoever dies during an attempt leaves it to others after this long: longer than any attempt takes.
LEASE: Final = timedelta(seconds=3 * TIMEOUT)
# How long the courier leaves a storage alone that has refused, and how long the last attempts may take at the end.
STORAGE_PAUSE: Final = 1.0
GRACE: Final = 2.0
# How often the courier looks for what other processes left undelivered.
SHARED_PAUSE: Final = 1.0

Lane = asyncio.Task[list[str]]


class UnknownNotice(LookupError):
    """The outbox of this world holds no such notice."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a world waits for: the receivers for whom something is due now, and when more will be."""

    namespace: Namespace
    receivers: tuple[str, ...]
    now: datetime
    next_at: datetime | None

    @property
    def pause(self) -> float | None:
        """Seconds until more is due; None when nothing will be by itself, because the clock stands still."""
        if self.next_at is None or self.namespace.clock.mode is ClockMode.FROZEN:
            return None
        return (self.next_at - self.now).total_seconds()


class Courier:
    """Delivers the outboxes of one house.

    Each receiver of each world has a lane: its notices go out one after another, in the order in which they were made,
    and a receiver that hangs keeps nobody else waiting.
    """

    def __init__(self, house: House, *, grace: float = GRACE) -> None:
        """Serve a house; `grace` is how many seconds the last attempts may take when the courier is closed."""
        self._house = house
        self._grace = grace
        self._post = Post(house.settings)
        self._woken = asyncio.Event()
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver without being asked for."""
        self._worker = asyncio.create_task(self.run(), name="courier")
        self._worker.add_done_callback(_told)

    @property
    def alive(self) -> bool:
        """Whether notices are delivered without being asked for."""
        return self._worker is not None and not self._worker.done()

    def wake(self) -> None:
        """Say that there may be something to deliver, or that a clock was moved."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until cancelled: whenever woken, and whenever something falls due."""
        while True:
            self._woken.clear()
            pause = await self._round()
            # Not `wait_for`: Python 3.11's loses a cancellation that comes together with what it waits for.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def deliver(self, namespace: str) -> list[str]:
        """Try every notice that is due in this world and wait for what is under way; return the ids of those tried.

        Raises:
            StorageError: what is due cannot be read, or what came of it cannot be kept.
        """
        tried: list[str] = []
        while lanes := await self._busy(namespace):
            # Whoever asked may leave; what is under way goes on.
            rounds = await asyncio.gather(*(asyncio.shield(lane) for lane in lanes))
            ids = [notice for ids in rounds for notice in ids]
            if not ids:
                break
            tried += ids
        return tried

    async def redeliver(self, namespace: str, notice_id: str) -> None:
        """Make one more attempt with a notice, whatever its state.

        Raises:
            UnknownNotice: there is none of this id in this world.
            StorageError: the notice cannot be read, or what came of it cannot be kept.
        """

        async def work(unit: Unit) -> tuple[Namespace, StoredNotice] | None:
            world, notice = await unit.worlds.get(namespace), await unit.notices.get(notice_id)
            return (world, notice) if world and notice else None

        found = await self._house.store.read(namespace, work)
        if found is None:
            raise UnknownNotice(notice_id)
        ctx = self._attempt_of(*found)
        await self._claim(ctx, found[1])
        await make_attempt(ctx, self._post, found[1])

    async def close(self) -> None:
        """Stop delivering: what is under way gets a moment to end, and is else tried again when its lease is over."""
        if self._worker:
            self._worker.cancel()
            await asyncio.wait([self._worker])
        if self._lanes:
            _, late = await asyncio.wait(self._lanes.values(), timeout=self._grace)
            await _cancelled(late)
        await self._post.close()

    async def _round(self) -> float | None:
        """Start what is due anywhere; return the seconds until more is."""
        try:
            worlds = await self._house.store.read(self._house.home.id, lambda unit: waiting_worlds(unit.rows))
            dues = [due for world in worlds if (due := await self._due(world))]
        except StorageError as error:
            log.warning("courier.storage_refused", extra={"why": str(error)})
            return STORAGE_PAUSE
        for due in dues:
            self._start(due)
        # Others on the same database may die with notices that they alone knew of.
        idle = [SHARED_PAUSE] if self._house.store.shared else []
        return min([due.pause for due in dues if due.pause is not None] + idle, default=None)

    async def _busy(self, namespace: str) -> list[Lane]:
        """Return the lanes of one world, those started for what is due among them."""
        due = await self._due(namespace)
        if due:
            self._start(due)
        return [lane for (world, _), lane in self._lanes.items() if world == namespace]

    async def _due(self, namespace: str) -> Due | None:
        async def work(unit: Unit) -> Due | None:
            world = await unit.worlds.get(namespace)
            if world is None:
                return None
            now = world.clock.at(self._house.wall())
            return Due(world, tuple(await unit.notices.receivers(until=now)), now, await unit.notices.next_due(after=now))

        return await self._house.store.read(namespace, work)

    def _start(self, due: Due) -> None:
        for receiver in due.receivers:
            key = (due.namespace.id, receiver)
            if key not in self._lanes:
                self._lanes[key] = lane = asyncio.create_task(self._drive(*key), name=f"lane of {receiver}")
                lane.add_done_callback(partial(self._ended, key))

    async def _drive(self, namespace: str, receiver: str) -> list[str]:
        """Work through one lane; return the ids of the notices tried."""
        tried: list[str] = []
        while found := await self._first(namespace, receiver):
            ctx, notice = self._attempt_of(*found), found[1]
            if await self._claim(ctx, notice):
                await make_attempt(ctx, self._post, notice)
                tried.append(notice.id)
        return tried

    async def _first(self, namespace: str, receiver: str) -> tuple[Namespace, StoredNotice] | None:
        async def work(unit: Unit) -> tuple[Namespace, StoredNotice] | None:
            world = await unit.worlds.get(namespace)
            notice = await unit.notices.first_due(receiver, until=world.clock.at(self._house.wall())) if world else None
            return (world, notice) if world and notice else None

        return await self._house.store.read(namespace, work)

    def _attempt_of(self, namespace: Namespace, notice: StoredNotice) -> Context:
        # An attempt draws from a stream of its own, so that a seed makes it reproducible whenever it happens.
        return self._house.context(namespace, cause=f"notice/{notice.id}/{notice.tries + 1}")

    async def _claim(self, ctx: Context, notice: StoredNotice) -> bool:
        claimed: bool = await self._house.unit(ctx, lambda unit: unit.notices.claim(notice, until=ctx.now + LEASE))
        return claimed

    def _ended(self, key: tuple[str, str], lane: Lane) -> None:
        del self._lanes[key]
        if lane.cancelled():
            return
        if error := lane.exception():
            log.error("courier.stumbled", exc_info=error, extra={"namespace": key[0], "receiver": key[1]})
            asyncio.get_running_loop().call_later(STORAGE_PAUSE, self.wake)
        else:
            self.wake()


async def _cancelled(lanes: Iterable[Lane]) -> None:
    for lane in lanes:
        lane.cancel()
    await asyncio.gather(*lanes, return_exceptions=True)


def _told(worker: asyncio.Task[None]) -> None:
    if not worker.cancelled() and (error := worker.exception()):
        log.critical("courier.died", exc_info=error)
