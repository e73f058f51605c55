"""Captures: what was authorized is really paid (docs.stripe.com/issuing/purchases/transactions).

A capture of an approved authorization always succeeds: neither controls nor balance are looked at any more.
"""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.authorizations import CaptureAuthorization
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, CARD, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.spending.authorizations.verdicts import held
from emulator.providers.stripe.service.spending.shapes import purchase_details
from emulator.providers.stripe.service.spending.transactions.booking import CAPTURE, Movement, booked
from emulator.storage.unit import Unit

# Merchants may come late.
CAPTURABLE = ("pending", "expired")


async def capture(ctx: Context, unit: Unit, message: CaptureAuthorization) -> Body:
    """Pay an authorization, all of it or so much.

    Raises:
        IllegalMove: it was not approved, or has ended.
        InvalidParameter: nothing is left of it, and no amount is named.
    """
    before = await _capturable(unit, message.authorization)
    amount = message.capture_amount or before["amount"] - before["_captured"]
    if amount <= 0:
        raise InvalidParameter("Nothing is left of this authorization to capture; name a capture_amount.", param="capture_amount")
    released = before["_held"] if message.close_authorization else min(amount, before["_held"])
    changes = await held(ctx, unit, before, more=-released)
    transaction = await booked(ctx, unit, await _movement(unit, before, message, amount=amount))
    return await changed(
        ctx,
        unit,
        before,
        **changes,
        status="closed" if message.close_authorization else before["status"],
        transactions=[*before["transactions"], transaction["id"]],
        _captured=before["_captured"] + amount,
    )


async def _capturable(unit: Unit, authorization_id: str) -> Body:
    found = await hold(unit, AUTHORIZATION, authorization_id)
    if found["status"] not in CAPTURABLE or not found["approved"]:
        raise IllegalMove(f"You cannot capture this authorization because its status is {found['status']}.")
    return found


async def _movement(unit: Unit, authorization: Body, message: CaptureAuthorization, *, amount: int) -> Movement:
    return Movement(
        type=CAPTURE,
        amount=amount,
        card=await get(unit, CARD, authorization["card"]),
        merchant=authorization["merchant_data"],
        authorization=authorization,
        purchase_details=purchase_details(message.given().get("purchase_details")),
    )
