"""Booking a transaction: the object, and the entry of the ledger that belongs to it."""

from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import created, newborn
from emulator.providers.stripe.service.books.kinds import TRANSACTION, Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter
from emulator.providers.stripe.service.spending.ledger.entries import TRANSACTION as ENTRY
from emulator.providers.stripe.service.spending.ledger.entries import Entry, enter
from emulator.providers.stripe.service.spending.shapes import AMOUNT_DETAILS
from emulator.storage.unit import Unit

CAPTURE: Final = "capture"
REFUND: Final = "refund"
SIGNS: Final = {CAPTURE: -1, REFUND: 1}


@dataclass(frozen=True, slots=True)
class Movement:
    """Money to be moved: `amount` is positive, the type says which way; `authorization` and `refunded` are what it belongs to."""

    type: str
    amount: int
    card: Body
    merchant: Body
    authorization: Body | None = None
    refunded: Body | None = None
    purchase_details: Body | None = None


async def booked(ctx: Context, unit: Unit, movement: Movement) -> Body:
    """Move the money, and return the transaction that tells of it."""
    born = newborn(ctx, TRANSACTION)
    amount = SIGNS[movement.type] * movement.amount
    entry = Entry(ENTRY, amount, movement.card["currency"], source=born["id"])
    body = {**born, **_body(ctx, movement), "amount": amount, "merchant_amount": amount}
    return await created(ctx, unit, {**body, "balance_transaction": await enter(ctx, unit, entry)})


def check_currency(card: Body, currency: str | None) -> None:
    """Check that a currency that was named is the card's: others would have to be converted first.

    Raises:
        InvalidParameter: it is another.
    """
    if currency and currency.lower() != card["currency"]:
        raise InvalidParameter(f"Invalid currency: {currency[:40]}; must be that of the card, {card['currency']}.", param="currency")


def _body(ctx: Context, movement: Movement) -> Body:
    card, authorization = movement.card, movement.authorization
    captured = authorization if movement.type == CAPTURE else None
    return {
        "amount_details": authorization["amount_details"] if authorization else AMOUNT_DETAILS,
        "authorization": authorization and authorization["id"],
        "card": card["id"],
        "cardholder": card["cardholder"],
        "currency": card["currency"],
        "dispute": None,
        "merchant_currency": card["currency"],
        "merchant_data": movement.merchant,
        "metadata": {},
        "network_data": {
            "authorization_code": captured and _code(captured),
            "processing_date": ctx.now.date().isoformat(),
            "transaction_id": _network_transaction(movement) or ctx.ids.digits(15),
        },
        "token": captured and captured["token"],
        "type": movement.type,
        "wallet": captured and captured["wallet"],
        "_purchase_details": movement.purchase_details,
        "_refunded": 0,
    }


def _code(authorization: Body) -> str | None:
    """Return the code of the last approval: a request for more that was declined has none, and takes none away."""
    codes = [one["authorization_code"] for one in authorization["request_history"] if one["approved"]]
    return codes[-1] if codes else None


def _network_transaction(movement: Movement) -> str | None:
    origin = movement.authorization or movement.refunded
    known: str | None = origin["network_data"]["transaction_id"] if origin else None
    return known
