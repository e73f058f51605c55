"""What a handler may know of its surroundings: the world it is in, its time, its chance, and the house itself."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from emulator.config import Settings
from emulator.core.callbacks.desk import Desk
from emulator.core.callbacks.inbox import Inbox
from emulator.core.ids import Ids
from emulator.core.journal import Journal
from emulator.core.journal.meters import Meters
from emulator.core.keys import Keys
from emulator.core.operation import Question
from emulator.core.provider import Api
from emulator.core.worlds import WorldOpener
from emulator.crypto.chance import Chance, hashed, seeded, system
from emulator.crypto.diagnosis import Finding
from emulator.domain.once import Once
from emulator.domain.parties import Party
from emulator.domain.scenarios import Scenario
from emulator.domain.worlds import Credential, Namespace
from emulator.storage.store import Store
from emulator.storage.unit import Announce, Unit

Wall = Callable[[], datetime]


def wall() -> datetime:
    """Return the machine's time in UTC: the one place that reads its clock."""
    return datetime.now(UTC)


class Courier(Protocol):
    """Delivers what stands in the outbox."""

    async def deliver(self, namespace: str) -> list[str]:
        """Try every notice that is due in this world; return the ids of those tried."""

    async def redeliver(self, namespace: str, notice_id: str) -> None:
        """Make one more attempt with a notice, whatever its state."""

    def wake(self) -> None:
        """Say that there may be something to deliver, or that a clock was moved."""

    @property
    def alive(self) -> bool:
        """Whether notices are delivered without being asked for."""

    async def close(self) -> None:
        """Stop delivering."""


class Timekeeper(Protocol):
    """Settles what falls due by itself."""

    def note(self, ctx: "Context") -> None:
        """Remember that a world was changed, so that something new may fall due in it."""

    def standing_aside(self, namespace_id: str) -> AbstractContextManager[None]:
        """Leave a world to somebody who moves its clock."""

    def wake(self) -> None:
        """Say that there may be something to do now: a clock was moved."""

    @property
    def alive(self) -> bool:
        """Whether deadlines are settled without being asked for."""

    async def close(self) -> None:
        """Stop settling."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question: the receiver's answer, or None and why its declared default stands in for it.

    `why` is a sentence, `cause` the name of what went wrong: `unreachable`, `timed_out`, `nonsense_answer`...
    """

    answer: Any
    why: str | None = None
    cause: str | None = None


class Asker(Protocol):
    """Asks the app something now, and waits no longer than the question allows."""

    async def ask(self, ctx: "Context", question: Question, *, party: Party, message: Any) -> Asked:
        """Return the answer, or the reason for which there is none; what happened stands in the journal."""

    async def close(self) -> None:
        """Let go of every connection."""


class Recorder(Protocol):
    """Keeps what goes over the wire, for tapes; its recordings by name."""

    recordings: dict[str, Any]

    def begin(self, name: str, namespace: str, at: datetime) -> Any:
        """Record a world from now on."""

    def tape(self, recording: Any) -> Any:
        """Return what a recording holds so far."""


async def _at_once(_seconds: float) -> None:
    """Wait for nothing."""


@dataclass(repr=False)
class House:
    """The running application, put together in bootstrap."""

    settings: Settings
    store: Store
    keys: Keys
    journal: Journal
    apis: tuple[Api, ...]
    announce: Callable[["Context", Unit, Any], Awaitable[None]]
    open_world: WorldOpener
    home: Namespace
    wall: Wall = wall
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    public_url: str = ""
    meters: Meters = field(default_factory=Meters)
    inbox: Inbox = field(default_factory=Inbox)
    desk: Desk = field(default_factory=Desk)
    courier: Courier | None = None
    timekeeper: Timekeeper | None = None
    asker: Asker | None = None
    recorder: Recorder | None = None
    _ordinals: dict[str, int] = field(default_factory=dict)

    def context(self, namespace: Namespace, *, cause: str | None = None, credential: Credential | None = None) -> "Context":
        """Return the surroundings of one request (counted in its world), or of background work named by its cause."""
        if cause is None:
            ordinal = self._ordinals.get(namespace.id, 0) + 1
            self._ordinals[namespace.id] = ordinal
            cause = str(ordinal)
        return Context(house=self, namespace=namespace, wall=self.wall(), cause=cause, credential=credential)

    def rehearsal(self) -> "House":
        """Return a house of the same worlds in which everything can be tried: nothing is kept, told, asked or waited for."""
        return replace(
            self,
            store=self.store.rehearsal(),
            journal=Journal(most=1, most_bytes=self.settings.journal_bytes),
            courier=None,
            timekeeper=None,
            asker=None,
            pause=_at_once,
            meters=Meters(),
            _ordinals=dict(self._ordinals),
        )

    def forget(self, namespace_id: str) -> None:
        """Drop what memory holds of a world: its exchanges, and how many requests it has seen."""
        self.journal.forget(namespace_id)
        self._ordinals.pop(namespace_id, None)

    def ordinal(self, namespace_id: str) -> int:
        """Return how many requests a world has seen."""
        return self._ordinals.get(namespace_id, 0)

    def recall(self, namespace_id: str, ordinal: int) -> None:
        """Put a world's memory back to where it had seen so many requests; its exchanges are forgotten."""
        self.forget(namespace_id)
        self._ordinals[namespace_id] = ordinal

    async def close(self) -> None:
        """Stop timekeeper and courier, commit what is open, and let go of the database."""
        for worker in (self.timekeeper, self.courier, self.asker):
            if worker:
                await worker.close()
        await self.store.close()

    async def unit(self, ctx: "Context", work: Callable[[Unit], Any]) -> Any:
        """Run one unit of work in the context's world; tell the timekeeper, and wake the courier when it left notices."""
        announce: Announce = lambda unit, event: self.announce(ctx, unit, event)  # noqa: E731  # a name for the type
        ctx.enter_unit()

        def afresh(unit: Unit) -> Any:
            ctx.rewind()
            return work(unit)

        began, outcome = time.perf_counter(), "refused"
        try:
            result = await self.store.unit(ctx.namespace.id, announce, afresh)
            outcome = "committed"
        finally:
            self.meters.unit(time.perf_counter() - began, outcome)
        if self.timekeeper:
            self.timekeeper.note(ctx)
        if ctx.noticed and self.courier:
            self.courier.wake()
        return result


@dataclass
class Context:
    """The surroundings of one request or one piece of background work."""

    house: House
    namespace: Namespace
    wall: datetime
    cause: str
    credential: Credential | None = None
    exchange: str = ""
    mark: str = ""
    noticed: bool = False
    findings: list[Finding] = field(default_factory=list)
    opened_request: bytes = b""
    opened_response: bytes = b""
    sealing: dict[str, str] = field(default_factory=dict)
    asked: Any = None
    fired: Scenario | None = None
    _units: int = 0
    _remarks: int = 0

    @Once
    def now(self) -> datetime:
        """The world's time: deadlines, expiries and windows of what the emulator made."""
        return self.namespace.clock.at(self.wall)

    @Once
    def chance(self) -> Chance:
        """Randomness: reproducible under a seed, from a stream of this request's own, and the same when a unit is tried again."""
        stream = hashed if self.house.settings.seed is None else seeded
        return stream(b"%s/%d" % (self._key, self._units))

    @property
    def sealing_chance(self) -> Chance:
        """Randomness for content keys and IVs, which need not be the same when a unit is tried again: the system's, without a seed.

        The difference shows: a key wrapped with chosen randomness is wrapped by hand, and costs five times as much.
        """
        return system if self.house.settings.seed is None else self.chance

    @Once
    def _key(self) -> bytes:
        seed = self.house.settings.seed
        return os.urandom(32) if seed is None else f"{seed}/{self.namespace.id}/{self.cause}".encode()

    def enter_unit(self) -> None:
        """Begin a new stretch of the stream: what is drawn from here on is drawn again when the unit is tried again."""
        self._units += 1
        self._remarks = len(self.findings)

    def rewind(self) -> None:
        """Go back to the beginning of the stretch, and forget what a try that was not kept has remarked."""
        del self.findings[self._remarks :]
        for name in ("chance", "ids"):
            self.__dict__.pop(name, None)

    @Once
    def ids(self) -> Ids:
        """Makes identifiers."""
        return Ids(self.chance)

    @property
    def keys(self) -> Keys:
        """The house's keys."""
        return self.house.keys

    @property
    def settings(self) -> Settings:
        """The house's settings."""
        return self.house.settings

    def tolerate(self, finding: Finding) -> None:
        """Remember something wrong that was accepted all the same."""
        self.findings.append(finding.tolerated())
