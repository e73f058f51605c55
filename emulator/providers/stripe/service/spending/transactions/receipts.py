"""Receipts: what was bought, told by some merchants after they were paid (docs.stripe.com/api/issuing/transactions/object)."""

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import News, keep, tell
from emulator.providers.stripe.service.books.kinds import TRANSACTION, Body
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.spending.shapes import purchase_details
from emulator.storage.unit import Unit


async def receive(ctx: Context, unit: Unit, transaction_id: str, *, description: str) -> Body:
    """Take a receipt of one line, which comes to the whole amount; return the transaction.

    Raises:
        NoSuchObject: there is none.
    """
    before = await hold(unit, TRANSACTION, transaction_id)
    paid = abs(before["amount"])
    told = purchase_details({"receipt": [{"description": description, "quantity": "1", "total": paid, "unit_cost": paid}]})
    known = {name: value for name, value in (before["_purchase_details"] or {}).items() if name != "receipt"}
    after = await keep(unit, before, _purchase_details={**(told or {}), **known})
    await tell(ctx, unit, News(after, "purchase_details_receipt_updated"))
    return after
