"""What Visa calls a card where it speaks to the card's issuer: one panReferenceID for each card."""

from typing import Final

from emulator.core.context import Context
from emulator.domain.cards import Card
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("vts.pan", indexes=("pan_reference_id",))


def drawn(ctx: Context) -> str:
    """Return a new panReferenceID: `V-` and 22 digits, as in a public sample."""
    return f"V-{ctx.ids.digits(22)}"


async def known(unit: Unit, card: Card) -> str | None:
    """Return the card's panReferenceID, if it has one yet."""
    body = await unit.documents.get(KIND, card.reference)
    return str(body["pan_reference_id"]) if body else None


async def keep(unit: Unit, card: Card, reference: str) -> str:
    """Give the card this panReferenceID, unless it has one; return the one it has."""
    body = {"card": card.reference, "pan_reference_id": reference}
    if await unit.documents.add(KIND, card.reference, body):
        return reference
    return await known(unit, card) or reference


async def reference_of(ctx: Context, unit: Unit, card: Card) -> str:
    """Return the card's panReferenceID, made now if it has none."""
    return await known(unit, card) or await keep(unit, card, drawn(ctx))


async def card_of(unit: Unit, reference: str) -> str | None:
    """Return the vault's name of the card with this panReferenceID."""
    found = await unit.documents.by(KIND, "pan_reference_id", reference)
    return str(found[0]["card"]) if found else None
