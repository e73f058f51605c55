"""Events that a developer makes happen."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Asked, Reference, Scoped
from emulator.core.provisioning.circumstances import Wallet
from emulator.core.provisioning.wallets import Path

EventName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)+$", max_length=100)]


class FireTrigger(Scoped):
    """Make an event happen."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"event": "token.suspended_by_issuer", "fields": {}}]})

    event: EventName = Field(description="its name, as `GET /_emulator/triggers` has it")
    fields: dict[str, Any] = Field(default_factory=dict, max_length=50, description="what it happens to, and how; all may be left out")


class Fired(AdminMessage):
    """What happened."""

    event: str = Field(description="the event")
    done: list[str] = Field(description="what was done, in words")


class ListTriggers(Asked):
    """Every event that can be made to happen."""


class TriggerSeen(AdminMessage):
    """An event that can be made to happen."""

    event: str = Field(description="its name")
    summary: str = Field(description="what happens")
    fields: dict[str, str] = Field(description="the fields that it takes, and what they mean")


class TriggerList(AdminMessage):
    """Events."""

    triggers: list[TriggerSeen] = Field(description="events, those of the vault first")


class OfToken(Asked):
    """An event that happens to a token."""

    token: Reference | None = Field(None, description="the token's reference; default: the newest to which it can happen")
    text: str | None = Field(None, max_length=200, description="why, in free text")


class OfCard(Asked):
    """An event that happens to a card."""

    card: Reference | None = Field(None, description="the card's reference; default: the newest")
    number: str | None = Field(None, pattern=r"^\d{12,19}$", description="the new number; default: a fresh one in the same range")
    expiry: str | None = Field(None, pattern=r"^(0[1-9]|1[0-2])\d\d$", description="the new expiry, MMYY; default: as it was")


class OfWallet(Asked):
    """A card goes into a wallet."""

    card: Reference | None = Field(None, description="the card, by the network's name or a provider's (`ic_...`); default: the newest")
    wallet: Wallet = Field(Wallet.APPLE_PAY, description="the wallet")
    path: Path | None = Field(None, description="green, yellow or red; default: the card's number decides")


class OfPurchase(Asked):
    """A token pays."""

    token: Reference | None = Field(None, description="the token's reference; default: the newest active one")
    amount: int = Field(1_000, ge=0, le=99_999_999, description="in minor units")
    currency: str = Field("usd", pattern=r"^[A-Za-z]{3}$", description="ISO 4217")
    merchant: str = Field("Emulated Shop", min_length=1, max_length=100, description="name of the shop")
    category: str = Field("5999", pattern=r"^\d{4}$", description="its merchant category code (ISO 18245)")
