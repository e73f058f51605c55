"""Refunds of what was captured (docs.stripe.com/api/issuing/transactions/test_mode_refund)."""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.transactions import RefundTransaction
from emulator.providers.stripe.service.books.changes import changed, keep
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, CARD, TRANSACTION, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.spending.transactions.booking import CAPTURE, REFUND, Movement, booked
from emulator.storage.unit import Unit


async def refund(ctx: Context, unit: Unit, message: RefundTransaction) -> Body:
    """Give money back: all that is left of a capture, or part of it.

    Raises:
        IllegalMove: it is no capture, or nothing is left of it.
        InvalidParameter: it is more than what is left.
    """
    captured = await hold(unit, TRANSACTION, message.transaction)
    if captured["type"] != CAPTURE:
        raise IllegalMove(f"You cannot refund this transaction because its type is {captured['type']}.")
    left = -captured["amount"] - captured["_refunded"]
    if left == 0:
        raise IllegalMove("You cannot refund this transaction because it has been refunded already.")
    amount = message.refund_amount or left
    if amount > left:
        raise InvalidParameter(f"This value must be less than or equal to {left}.", param="refund_amount")
    await keep(unit, captured, _refunded=captured["_refunded"] + amount)
    return await _booked(ctx, unit, captured, amount=amount)


async def _booked(ctx: Context, unit: Unit, captured: Body, *, amount: int) -> Body:
    authorization = await hold(unit, AUTHORIZATION, captured["authorization"]) if captured["authorization"] else None
    movement = Movement(
        type=REFUND,
        amount=amount,
        card=await get(unit, CARD, captured["card"]),
        merchant=captured["merchant_data"],
        authorization=authorization,
        refunded=captured,
    )
    transaction = await booked(ctx, unit, movement)
    if authorization:
        await changed(ctx, unit, authorization, transactions=[*authorization["transactions"], transaction["id"]])
    return transaction
