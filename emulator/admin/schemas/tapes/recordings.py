"""Recordings: begun, listed, looked at, and ended."""

from datetime import datetime
from typing import Any

from pydantic import Field

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import NamespaceId, Scoped


class BeginRecording(Scoped):
    """Record what goes over the wire in a world from now on."""

    name: NamespaceId = Field(description="its name; a recording of this name in the same world is begun anew")


class OneRecording(Scoped):
    """One recording of a world."""

    recording: NamespaceId = Field(description="its name")


class RecordingSeen(AdminMessage):
    """A recording that runs."""

    name: str = Field(description="its name")
    namespace: str = Field(description="the world that it records")
    began: datetime = Field(description="the machine's time when it was begun")
    exchanges: int = Field(description="how many exchanges it holds")


class RecordingList(AdminMessage):
    """The recordings of a world."""

    recordings: list[RecordingSeen] = Field(description="in the order in which they were begun")


class TapeSeen(AdminMessage):
    """A tape: what `tsp-emulator replay` and `verify` take as a file (fixtures/README.md describes its members)."""

    format: int = Field(description="version of this form")
    provider: str = Field(description="the provider, or `flows` where there are several")
    operation: str = Field(description="the last operation on it")
    case: str = Field(description="the recording's name")
    seed: int | None = Field(description="the emulator's seed")
    clock: datetime = Field(description="the machine's time of the first exchange")
    keys: list[str] = Field(description="the demo keys that it was signed with and encrypted to")
    origin: str = Field(description="always `recorded`")
    exchanges: list[dict[str, Any]] = Field(description="what went over the wire, in its order, without secrets")
