"""One test's world: its credentials, its clock, its outbox, and what can be asked about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from emulator.admin.schemas.exchanges import ExchangeLine
from emulator.admin.schemas.keys import Credentials
from emulator.admin.schemas.outbox import NoticeSeen
from emulator.admin.schemas.scenarios import ScenarioSeen
from emulator.admin.schemas.vault import CardSeen, CodeSeen, TokenSeen
from emulator.admin.schemas.worlds import Advanced, ClockState
from emulator.testing import calls
from emulator.testing.admin import Admin
from emulator.testing.phone import WorldPhone


@dataclass(frozen=True)
class WorldClock:
    """A world's time, in a test's hand."""

    admin: Admin
    namespace: str

    @property
    def now(self) -> datetime:
        """The world's time."""
        return self.admin.send(calls.clock(self.namespace)).now

    def freeze(self, at: datetime | None = None) -> ClockState:
        """Stop it, now or at a moment."""
        return self.admin.send(calls.freeze(self.namespace, at))

    def advance(self, by: timedelta) -> Advanced:
        """Move it forward; the answer says what fell due on the way."""
        return self.admin.send(calls.advance(self.namespace, by))

    def resume(self) -> ClockState:
        """Let it run again."""
        return self.admin.send(calls.resume(self.namespace))


@dataclass(frozen=True)
class WorldOutbox:
    """What the providers have told, or have yet to tell, in a world."""

    admin: Admin
    namespace: str

    def notices(self) -> list[NoticeSeen]:
        """Return every notice with its attempts, oldest first."""
        return self.admin.send(calls.outbox(self.namespace)).notices[::-1]

    def deliver(self) -> list[NoticeSeen]:
        """Deliver what is due, now; return the notices that were tried."""
        return self.admin.send(calls.deliver(self.namespace)).tried

    def redeliver(self, notice: str) -> NoticeSeen:
        """Make one more attempt with a notice."""
        return self.admin.send(calls.redeliver(self.namespace, notice))


@dataclass(frozen=True)
class World:
    """A namespace of a running emulator, and what a client needs to enter it."""

    admin: Admin
    credentials: Credentials

    @property
    def id(self) -> str:
        """Its name, as `?namespace=` takes it."""
        return self.credentials.namespace

    @property
    def url(self) -> str:
        """Where the providers listen: all of them, at their own paths."""
        return self.admin.url

    @property
    def clock(self) -> WorldClock:
        """Its time."""
        return WorldClock(self.admin, self.id)

    @property
    def outbox(self) -> WorldOutbox:
        """Its notices."""
        return WorldOutbox(self.admin, self.id)

    @property
    def phone(self) -> WorldPhone:
        """The phones of its cardholders."""
        return WorldPhone(self.admin, self.id)

    def tokens(self) -> list[TokenSeen]:
        """Return its tokens, newest first."""
        return self.admin.send(calls.tokens(self.id)).tokens

    def cards(self) -> list[CardSeen]:
        """Return its cards, newest first."""
        return self.admin.send(calls.cards(self.id)).cards

    def codes(self) -> list[CodeSeen]:
        """Return the one-time codes that were sent to its cardholders, newest first."""
        return self.admin.send(calls.codes(self.id)).codes

    def exchanges(self) -> list[ExchangeLine]:
        """Return what went over the wire in it, newest first."""
        return self.admin.send(calls.exchanges(self.id)).exchanges

    def arm(self, **scenario: object) -> ScenarioSeen:
        """Arm a scenario: `api`, `operation`, `delay`, `answer`, `error`, `remaining`."""
        return self.admin.send(calls.arm(self.id, **scenario))

    def scenarios(self) -> list[ScenarioSeen]:
        """Return what is armed, with how often it has fired."""
        return self.admin.send(calls.scenarios(self.id)).scenarios

    def disarm(self) -> None:
        """Disarm every scenario."""
        self.admin.send(calls.disarm(self.id))

    def write_keys(self, folder: Path) -> Path:
        """Write the keys of its MDES credential as PEM files (`mdes/signing.key`, `mdes/request.crt`...); return their folder."""
        pairs = self.credentials.mdes.keys if self.credentials.mdes else []
        (folder / "mdes").mkdir(parents=True, exist_ok=True)
        for pair in pairs:
            (folder / "mdes" / f"{pair.name}.crt").write_text(pair.certificate)
            if pair.private_key:
                (folder / "mdes" / f"{pair.name}.key").write_text(pair.private_key)
        return folder / "mdes"


OpenWorld = Callable[..., World]
"""Opens one more world; keywords are the wishes of `calls.create_namespace`."""
