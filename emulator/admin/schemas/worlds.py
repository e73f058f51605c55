"""The emulator itself, and its worlds: opened, set back, kept as they stand and put back, and their clocks."""

from datetime import datetime
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Asked, NamespaceId, Scoped
from emulator.core.worlds import KeyChoice
from emulator.domain.worlds import ClockMode

CENTURY = 3_155_760_000


class Live(AdminMessage):
    """The process answers."""

    status: Literal["live"] = Field("live", description="always `live`")


class Ready(AdminMessage):
    """The process can do its work."""

    status: Literal["ready"] = Field("ready", description="always `ready`; an emulator that is not answers 503")
    storage: Literal["readable"] = Field("readable", description="the database answers")
    courier: Literal["delivering"] = Field("delivering", description="notices are delivered by themselves")
    timekeeper: Literal["settling"] = Field("settling", description="what falls due by itself is done")


class Metrics(AdminMessage):
    """Figures about this process, as Prometheus reads them."""

    text: str = Field(description="the whole answer: it is sent as plain text")


class ApiName(AdminMessage):
    """One API that this emulator answers."""

    name: str = Field(description="its short name, as `exchanges` has it")
    title: str = Field(description="its name for people")
    operations: list[str] = Field(description="the names of its operations")


class Version(AdminMessage):
    """Which emulator this is."""

    version: str = Field(description="version of tsp-emulator")
    apis: list[ApiName] = Field(description="what it answers")


class ClockState(AdminMessage):
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


class Settled(AdminMessage):
    """Something that happened by itself because its time had come."""

    at: datetime = Field(description="the world's time at which it happened")
    api: str = Field(description="the API whose deadline it was")
    deadline: str = Field(description="the deadline's name")
    what: str = Field(description="what happened, in words")


class Tried(AdminMessage):
    """An attempt to deliver a notice because its time had come."""

    at: datetime = Field(description="the world's time at which it was made")
    notice: str = Field(description="id of the notice")


class Advanced(AdminMessage):
    """Where the clock stands after it was moved, and what happened on the way, in order."""

    clock: ClockState = Field(description="the clock as it is now")
    settled: list[Settled] = Field(description="deadlines that were met")
    tried: list[Tried] = Field(description="attempts to deliver notices")


class NamespaceState(AdminMessage):
    """One world."""

    id: str = Field(description="its name, as `?namespace=` takes it")
    created_at: datetime = Field(description="the machine's time when it was opened")
    clock: ClockState = Field(description="its clock")


class NamespaceList(AdminMessage):
    """Every world of this emulator."""

    namespaces: list[NamespaceState] = Field(description="oldest first")


class CreateNamespace(Asked):
    """Open a new world with credentials of its own."""

    name: NamespaceId | None = Field(None, description="its name; default: a fresh one")
    issuer_url: str | None = Field(
        None,
        max_length=2_000,
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="where its issuer receives what the networks send; default: the setting `issuer_url`",
    )
    keys: KeyChoice = Field(KeyChoice.DEMO, description="`demo`: the committed keys; `fresh`: new RSA keys for signing and for answers")


class ResetNamespace(Scoped):
    """Set a world back to its seeds: parties as at the beginning, no cards, tokens, notices or exchanges; credentials stay."""


class TakeSnapshot(Asked):
    """Keep worlds as they stand now."""

    name: NamespaceId = Field(description="under which it is kept; an earlier one of this name is replaced")
    namespace: NamespaceId | None = Field(None, description="the world; default: all of them")


class OneSnapshot(Asked):
    """One snapshot."""

    name: NamespaceId = Field(description="its name")


class ImportSnapshot(Asked):
    """Keep a snapshot that was exported."""

    name: NamespaceId = Field(description="under which it is kept")
    format: int = Field(ge=1, le=1, description="the form in which it is written")
    made_at: datetime = Field(description="when it was made")
    ordinals: dict[NamespaceId, int] = Field(min_length=1, description="its worlds, and how many requests each had seen")
    content: str = Field(description="every row of its worlds: JSON, deflated, in base64")


class SnapshotSeen(AdminMessage):
    """A snapshot in short."""

    name: str = Field(description="its name")
    made_at: datetime = Field(description="the machine's time when it was made")
    worlds: list[str] = Field(description="the worlds that it holds")
    size: int = Field(description="bytes that it takes")


class SnapshotList(AdminMessage):
    """Every snapshot."""

    snapshots: list[SnapshotSeen] = Field(description="oldest first")


class SnapshotFile(AdminMessage):
    """A snapshot as a file. It holds cards, keys and shared secrets of its worlds."""

    name: str = Field(description="its name")
    format: int = Field(description="the form in which it is written")
    made_at: datetime = Field(description="the machine's time when it was made")
    ordinals: dict[str, int] = Field(description="its worlds, and how many requests each had seen")
    content: str = Field(description="every row of its worlds: JSON, deflated, in base64")
