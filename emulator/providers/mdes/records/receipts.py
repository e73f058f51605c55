"""Push receipts: an issuer's word that a card may be added, good once, for minutes, for one token requestor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.cards import Card, Product
from emulator.domain.errors import ReceiptRefused
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.receipt", indexes=("card",))

# developer.mastercard.com, MDES Token Connect: minutes that a receipt is good for.
SHORTEST: Final = 5
LONGEST: Final = 15

# What stands before the UUID: credit, or debit and prepaid (our own choice for the latter).
PREFIXES: Final[Mapping[Product, str]] = {Product.CREDIT: "MCC", Product.DEBIT: "DMC", Product.PREPAID: "DMC"}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that may still be redeemed. `holder` is what the issuer said of the owner, in the wire's own names."""

    id: str
    requestor: str
    card: str
    holder: Mapping[str, Any]
    until: datetime


async def issue(ctx: Context, unit: Unit, card: Card, *, requestor: str, holder: Mapping[str, Any], minutes: int = LONGEST) -> Receipt:
    """Make a receipt for a card that one token requestor may redeem, in the world's time."""
    receipt = Receipt(
        id=f"{PREFIXES[card.product]}-{ctx.ids.uuid().upper()}",
        requestor=requestor,
        card=card.reference,
        holder=holder,
        until=ctx.now + timedelta(minutes=minutes),
    )
    await unit.documents.add(KIND, receipt.id, _body(receipt))
    return receipt


async def look_up(ctx: Context, unit: Unit, receipt_id: str, *, requestor: str) -> Receipt:
    """Return a receipt that could be redeemed now, for reading.

    Raises:
        ReceiptRefused: it is unknown, used, expired, or reserved for another requestor.
    """
    return _good(ctx, receipt_id, await unit.documents.get(KIND, receipt_id), requestor=requestor)


async def take(ctx: Context, unit: Unit, receipt_id: str, *, requestor: str) -> Receipt:
    """Return a receipt that can be redeemed now, and keep others from it until the unit ends. Raises as `look_up`."""
    return _good(ctx, receipt_id, await unit.documents.hold(KIND, receipt_id), requestor=requestor)


async def use_up(unit: Unit, receipt: Receipt) -> None:
    """Mark a receipt as redeemed, and forget what it said of the owner."""
    await unit.documents.save(KIND, receipt.id, _body(receipt) | {"holder": {}, "used": True})


def _good(ctx: Context, receipt_id: str, body: Mapping[str, Any] | None, *, requestor: str) -> Receipt:
    if body is None:
        raise ReceiptRefused("unknown")
    if body["requestor"] != requestor:
        raise ReceiptRefused("reserved for another token requestor")
    if body["used"]:
        raise ReceiptRefused("used")
    until = datetime.fromisoformat(body["until"])
    if until < ctx.now:
        raise ReceiptRefused("expired")
    return Receipt(receipt_id, body["requestor"], body["card"], body["holder"], until)


def _body(receipt: Receipt) -> dict[str, Any]:
    return {
        "requestor": receipt.requestor,
        "card": receipt.card,
        "holder": dict(receipt.holder),
        "until": receipt.until.isoformat(),
        "used": False,
    }
