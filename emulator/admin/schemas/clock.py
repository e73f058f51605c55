"""A world's clock."""

from datetime import datetime
from typing import Self

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from emulator.admin.schemas.scope import Scoped
from emulator.domain.worlds import ClockMode

CENTURY = 3_155_760_000


class ClockState(BaseModel):
    """A world's time, and how it passes."""

    namespace: str = Field(description="the world")
    mode: ClockMode = Field(description="`real`: time passes as on the wall; `frozen`: it stands still")
    now: datetime = Field(description="the world's time")
    wall: datetime = Field(description="the machine's time")
    offset_seconds: float = Field(description="by how much the world is ahead of the machine")


class FreezeClock(Scoped):
    """Stop a world's time."""

    at: AwareDatetime | None = Field(None, description="the moment at which it stands still, past or future; default: now")


class AdvanceClock(Scoped):
    """Move a world's time forward, by an amount or to a moment."""

    seconds: float | None = Field(None, ge=0, le=CENTURY, description="by how much")
    to: AwareDatetime | None = Field(None, description="until when; not before the world's present time")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.seconds is None) == (self.to is None):
            raise ValueError("give either `seconds` or `to`")
        return self


class Settled(BaseModel):
    """Something that happened by itself because its time had come."""

    at: datetime = Field(description="the world's time at which it happened")
    api: str = Field(description="the API whose deadline it was")
    deadline: str = Field(description="the deadline's name")
    what: str = Field(description="what happened, in words")


class Tried(BaseModel):
    """An attempt to deliver a notice because its time had come."""

    at: datetime = Field(description="the world's time at which it was made")
    notice: str = Field(description="id of the notice")


class Advanced(BaseModel):
    """Where the clock stands after it was moved, and what happened on the way, in order."""

    clock: ClockState = Field(description="the clock as it is now")
    settled: list[Settled] = Field(description="deadlines that were met")
    tried: list[Tried] = Field(description="attempts to deliver notices")
