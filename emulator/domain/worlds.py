"""Namespaces: worlds that never meet, each with its own clock and credentials."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ClockMode(StrEnum):
    """How time passes in a world."""

    REAL = "real"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Clock:
    """A world's time: the wall clock moved by `offset`, or one moment at which it stands still."""

    mode: ClockMode = ClockMode.REAL
    offset: timedelta = timedelta()
    frozen_at: datetime | None = None

    def at(self, wall: datetime) -> datetime:
        """Return the world's time when the wall clock shows `wall`."""
        return self.frozen_at or wall + self.offset

    def frozen(self, wall: datetime) -> "Clock":
        """Stand still at the present moment of this world."""
        return Clock(ClockMode.FROZEN, self.offset, self.at(wall))

    def resumed(self, wall: datetime) -> "Clock":
        """Run again from the present moment of this world."""
        return Clock(ClockMode.REAL, self.at(wall) - wall, None)

    def advanced(self, by: timedelta) -> "Clock":
        """Jump ahead."""
        if self.frozen_at:
            return Clock(self.mode, self.offset, self.frozen_at + by)
        return Clock(self.mode, self.offset + by, None)


@dataclass(frozen=True, slots=True)
class Namespace:
    """One world; `armed` says that scenarios wait in it."""

    id: str
    clock: Clock
    created_at: datetime
    armed: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Credential:
    """What a client shows to enter a world: `kind` names the scheme, `name` is its public part.

    `secrets` holds what the emulator checks with (keys as PEM or demo names, shared secrets) and never prints.
    """

    kind: str
    name: str
    namespace: str
    secrets: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Credential({self.kind}, ...{self.name[-4:]})"
