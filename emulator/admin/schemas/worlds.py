"""Namespaces: listed, created, and set back to their seeds."""

from datetime import datetime

from pydantic import BaseModel, Field

from emulator.admin.schemas.clock import ClockState
from emulator.admin.schemas.scope import Asked, NamespaceId, Scoped
from emulator.core.worlds import KeyChoice


class NamespaceState(BaseModel):
    """One world."""

    id: str = Field(description="its name, as `?namespace=` takes it")
    created_at: datetime = Field(description="the machine's time when it was opened")
    clock: ClockState = Field(description="its clock")


class NamespaceList(BaseModel):
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
