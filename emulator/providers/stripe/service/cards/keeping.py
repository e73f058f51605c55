"""Cards that are there: looked at, changed, listed (docs.stripe.com/api/issuing/cards)."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.cards import ListCards, RetrieveCard, UpdateCard
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import CARD, PERSONALIZATION_DESIGN, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter, NotAllowed
from emulator.providers.stripe.service.books.shelf import get, hold, referred
from emulator.providers.stripe.service.cards.shipping import CANCELABLE, shipment
from emulator.providers.stripe.service.cards.standing import CANCELED, activate, cancel, pan_of
from emulator.providers.stripe.service.spending_controls import controls
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

VIRTUAL: Final = "virtual"
_CANCELED: Final = "This card has been canceled and its status cannot be changed."


async def retrieve(ctx: Context, unit: Unit, message: RetrieveCard) -> Body:
    """Look at a card.

    Raises:
        NotAllowed: the key was made for a web page, and whoever asks is not that page.
    """
    nonce = ctx.credential.secrets.get("nonce") if ctx.credential else None
    if nonce and nonce != message.ephemeral_key_private_nonce:
        raise NotAllowed("The ephemeral_key_private_nonce does not belong to this ephemeral key.", param="ephemeral_key_private_nonce")
    return await get(unit, CARD, message.card)


async def list_all(_ctx: Context, unit: Unit, message: ListCards) -> Body:
    """List cards."""
    return await page(unit, CARD, message)


async def update(ctx: Context, unit: Unit, message: UpdateCard) -> Body:
    """Change a card.

    Raises:
        IllegalMove: its status, or that of its shipment, does not allow it.
        InvalidParameter: a parameter does not go with the others.
    """
    before = await hold(unit, CARD, message.card)
    status = message.status or before["status"]
    if before["status"] == CANCELED and status != CANCELED:
        raise IllegalMove(_CANCELED, param="status")
    if message.cancellation_reason and status != CANCELED:
        raise InvalidParameter("A cancellation_reason goes with status=canceled only.", param="cancellation_reason")
    details = await _details(unit, before, message)
    if status == CANCELED and before["status"] != CANCELED:
        return await cancel(ctx, unit, before, reason=message.cancellation_reason, also=details)
    after = await changed(ctx, unit, before, **details, status=status)
    if status == "active" and before["status"] != "active":
        await activate(ctx, unit, after)
    return after


async def number(_ctx: Context, unit: Unit, card: Body) -> str | None:
    """Return a virtual card's number in clear."""
    pan = await pan_of(unit, card) if card["type"] == VIRTUAL else None
    return pan.reveal() if pan else None


async def cvc(_ctx: Context, _unit: Unit, card: Body) -> str | None:
    """Return a virtual card's security code."""
    return card["_cvc"] if card["type"] == VIRTUAL else None


async def _details(unit: Unit, before: Body, message: UpdateCard) -> Body:
    """Return what changes besides the status."""
    given = message.given("card", "status", "cancellation_reason", "pin")
    details: Body = {}
    if "metadata" in given:
        details["metadata"] = merged(before["metadata"], given["metadata"])
    if "financial_account" in given:
        details["financial_account"] = given["financial_account"]
    if "spending_controls" in given:
        details["spending_controls"] = controls(before["spending_controls"], given["spending_controls"], currency=before["currency"])
    if "personalization_design" in given:
        _check_unshipped(before, "personalization_design")
        await referred(unit, PERSONALIZATION_DESIGN, given["personalization_design"], param="personalization_design")
        details["personalization_design"] = given["personalization_design"]
    if "shipping" in given:
        _check_unshipped(before, "shipping")
        details["shipping"] = {**shipment(given["shipping"], before["type"]), "status": (before["shipping"] or {}).get("status")}
    return details


def _check_unshipped(card: Body, param: str) -> None:
    status = card["shipping"] and card["shipping"]["status"]
    if status and status not in CANCELABLE:
        raise IllegalMove(f"You cannot change {param} of this card because its shipping status is {status}.", param=param)
