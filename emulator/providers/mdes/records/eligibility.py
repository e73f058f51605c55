"""Eligibility receipts: MDES's word to an app on a device that a card may be digitized there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.tokens import TokenKind
from emulator.providers.mdes.reasons import Refusal
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.eligibility")
# How long a receipt is good is for MDES to say, and the app is told (our own choice).
MINUTES: Final = 30
REFUSED: Final = "INVALID_ELIGIBILITY_RECEIPT"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is found eligible: a card, at one requestor, for one app on one device.

    `terms` is the id of the asset to agree to, `device` has the wire's own names, `source` says how the card was added.
    """

    requestor: str
    card: str
    kind: TokenKind
    app_instance: str
    terms: str
    device: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A receipt that may still be used."""

    value: str
    candidate: Candidate


async def issue(ctx: Context, unit: Unit, candidate: Candidate) -> Eligibility:
    """Make a receipt, good once within half an hour of the world's time."""
    receipt = Eligibility(ctx.ids.uuid(), candidate)
    until = ctx.now + timedelta(minutes=MINUTES)
    await unit.documents.add(KIND, receipt.value, {"candidate": asdict(candidate), "until": until.isoformat()})
    return receipt


async def take(ctx: Context, unit: Unit, value: str, *, app_instance: str) -> Eligibility:
    """Return a receipt that can be used now, and keep others from it until the unit ends.

    Raises:
        Refusal: it is unknown, used, expired, or another app's.
    """
    body = await unit.documents.hold(KIND, value)
    if body is None or body["candidate"]["app_instance"] != app_instance or datetime.fromisoformat(body["until"]) < ctx.now:
        raise Refusal(REFUSED)
    return Eligibility(value, Candidate(**{**body["candidate"], "kind": TokenKind(body["candidate"]["kind"])}))


async def use_up(unit: Unit, receipt: Eligibility) -> None:
    """Forget a receipt that was used."""
    await unit.documents.remove(KIND, receipt.value)
