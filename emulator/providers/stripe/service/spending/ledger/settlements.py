"""Settlements with a network, where the account number range is the customer's own (docs.stripe.com/issuing)."""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.ledger import ListSettlements, OneSettlement, UpdateSettlement
from emulator.providers.stripe.service.books.changes import keep
from emulator.providers.stripe.service.books.kinds import SETTLEMENT, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit


async def retrieve(_ctx: Context, unit: Unit, message: OneSettlement) -> Body:
    """Look at a settlement."""
    return await get(unit, SETTLEMENT, message.settlement)


async def update(_ctx: Context, unit: Unit, message: UpdateSettlement) -> Body:
    """Change the metadata of a settlement."""
    before = await hold(unit, SETTLEMENT, message.settlement)
    return await keep(unit, before, metadata=merged(before["metadata"], message.metadata or {}))


async def list_all(_ctx: Context, unit: Unit, message: ListSettlements) -> Body:
    """List settlements."""
    return await page(unit, SETTLEMENT, message)
