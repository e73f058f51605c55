"""Cards that are canceled by themselves after so many payments (docs.stripe.com/issuing/cards/virtual/lifecycle-controls)."""

from emulator.core.context import Context
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, CARD, TRANSACTION, Body
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.cards import cancel
from emulator.providers.stripe.service.cards.standing import CANCELED
from emulator.storage.unit import Unit


async def count_payment(ctx: Context, unit: Unit, card_id: str) -> None:
    """Cancel a card when the payment just made was its last."""
    card = await hold(unit, CARD, card_id)
    controls = card["lifecycle_controls"]
    if controls is None or card["status"] == CANCELED:
        return
    if await _payments(unit, card) >= controls["cancel_after"]["payment_count"]:
        await cancel(ctx, unit, card)


async def _payments(unit: Unit, card: Body) -> int:
    authorizations = await unit.documents.by(AUTHORIZATION.kind, "card", card["id"])
    transactions = await unit.documents.by(TRANSACTION.kind, "card", card["id"])
    authorized = [one for one in authorizations if one["approved"] and one["request_history"][0]["amount"]]
    forced = [one for one in transactions if one["type"] == "capture" and one["authorization"] is None]
    return len(authorized) + len(forced)
