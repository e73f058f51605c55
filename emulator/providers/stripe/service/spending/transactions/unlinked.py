"""Money that moves without an authorization (docs.stripe.com/issuing/purchases/transactions).

Merchants can capture what nobody authorized, and refund what they never captured; neither controls nor balance keep them from it.
"""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.transactions import CreateTransaction
from emulator.providers.stripe.service.books.kinds import CARD, Body
from emulator.providers.stripe.service.books.shelf import referred
from emulator.providers.stripe.service.spending.merchants import merchant
from emulator.providers.stripe.service.spending.payments import count_payment
from emulator.providers.stripe.service.spending.shapes import purchase_details
from emulator.providers.stripe.service.spending.transactions.booking import CAPTURE, REFUND, Movement, booked, check_currency
from emulator.storage.unit import Unit


async def force_capture(ctx: Context, unit: Unit, message: CreateTransaction) -> Body:
    """Capture what was not authorized."""
    transaction = await booked(ctx, unit, await _movement(ctx, unit, message, to_be=CAPTURE))
    await count_payment(ctx, unit, transaction["card"])
    return transaction


async def unlinked_refund(ctx: Context, unit: Unit, message: CreateTransaction) -> Body:
    """Refund what was not captured."""
    return await booked(ctx, unit, await _movement(ctx, unit, message, to_be=REFUND))


async def _movement(ctx: Context, unit: Unit, message: CreateTransaction, *, to_be: str) -> Movement:
    card = await referred(unit, CARD, message.card, param="card")
    check_currency(card, message.currency)
    given = message.given()
    return Movement(
        type=to_be,
        amount=message.amount,
        card=card,
        merchant=merchant(ctx, given.get("merchant_data")),
        purchase_details=purchase_details(given.get("purchase_details")),
    )
