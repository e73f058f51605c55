"""Balances and their entries, as they are looked at (docs.stripe.com/api/balance, docs.stripe.com/api/balance_transactions)."""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.cards import CURRENCIES
from emulator.providers.stripe.schemas.spending.ledger import ListBalanceTransactions, OneBalanceTransaction, RetrieveBalance
from emulator.providers.stripe.service.books.kinds import BALANCE_TRANSACTION, Body
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.service.cardholders import CURRENCY
from emulator.providers.stripe.service.spending.ledger.entries import PAYMENTS, standing
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit


async def balance(ctx: Context, unit: Unit, _message: RetrieveBalance) -> Body:
    """Look at the balances: that of cards in every currency that cards can have, that of payments in the account's own."""
    issuing = [{"amount": await standing(ctx, unit, currency), "currency": currency} for currency in sorted(CURRENCIES, reverse=True)]
    payments = await standing(ctx, unit, CURRENCY, balance=PAYMENTS)
    return {
        "object": "balance",
        "available": [_payments(payments)],
        "issuing": {"available": issuing},
        "livemode": False,
        "pending": [_payments(0)],
    }


async def retrieve(_ctx: Context, unit: Unit, message: OneBalanceTransaction) -> Body:
    """Look at one entry."""
    return await get(unit, BALANCE_TRANSACTION, message.id)


async def list_all(_ctx: Context, unit: Unit, message: ListBalanceTransactions) -> Body:
    """List entries."""
    return await page(unit, BALANCE_TRANSACTION, message)


def _payments(amount: int) -> Body:
    return {"amount": amount, "currency": CURRENCY, "source_types": {"card": amount}}
