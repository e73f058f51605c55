"""Transactions that are there: looked at, annotated, listed (docs.stripe.com/api/issuing/transactions)."""

from typing import Any

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.transactions import ListTransactions, OneTransaction, UpdateTransaction
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import TRANSACTION, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit


async def retrieve(_ctx: Context, unit: Unit, message: OneTransaction) -> Body:
    """Look at a transaction."""
    return await get(unit, TRANSACTION, message.transaction)


async def update(ctx: Context, unit: Unit, message: UpdateTransaction) -> Body:
    """Change the metadata of a transaction."""
    before = await hold(unit, TRANSACTION, message.transaction)
    given = message.given("transaction")
    if "metadata" not in given:
        return before
    return await changed(ctx, unit, before, metadata=merged(before["metadata"], given["metadata"]))


async def list_all(_ctx: Context, unit: Unit, message: ListTransactions) -> Body:
    """List transactions."""
    return await page(unit, TRANSACTION, message)


async def purchase_details(_ctx: Context, _unit: Unit, transaction: Body) -> Any:
    """Return what was bought, where the merchant said."""
    return transaction["_purchase_details"]
