"""Top-ups: money from outside into a balance (docs.stripe.com/api/topups)."""

from collections.abc import Mapping
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.cards import CURRENCIES
from emulator.providers.stripe.schemas.spending.ledger import CreateTopup, ListTopups, OneTopup, UpdateTopup
from emulator.providers.stripe.service.books.changes import News, add, keep, newborn, seconds, tell
from emulator.providers.stripe.service.books.kinds import TOPUP, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.spending.ledger.entries import TOPUP as ENTRY
from emulator.providers.stripe.service.spending.ledger.entries import Entry, enter
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

PENDING: Final = "pending"
SUCCEEDED: Final = "succeeded"
FAILED: Final = "failed"
CANCELED: Final = "canceled"

# Sources that end otherwise than with the money in the balance at once (our own choice).
OUTCOMES: Final[Mapping[str | None, str]] = {"emulator_pending": PENDING, "emulator_failing": FAILED}
_FAILURE: Final = {"failure_code": "insufficient_funds", "failure_message": "The bank account has too little money."}


async def create(ctx: Context, unit: Unit, message: CreateTopup) -> Body:
    """Bring money in.

    Raises:
        InvalidParameter: no balance has this currency.
    """
    currency = message.currency.lower()
    if currency not in CURRENCIES:
        raise InvalidParameter(f"Invalid currency: {message.currency[:40]}", param="currency")
    topup = await add(unit, {**_body(ctx, message), "currency": currency})
    await tell(ctx, unit, News(topup, "created"))
    return await _settled(ctx, unit, topup, status=OUTCOMES.get(message.source, SUCCEEDED))


async def retrieve(_ctx: Context, unit: Unit, message: OneTopup) -> Body:
    """Look at a top-up."""
    return await get(unit, TOPUP, message.topup)


async def update(_ctx: Context, unit: Unit, message: UpdateTopup) -> Body:
    """Change what is written on a top-up."""
    before = await hold(unit, TOPUP, message.topup)
    given = message.given("topup")
    if "metadata" in given:
        given["metadata"] = merged(before["metadata"], given["metadata"])
    return await keep(unit, before, **given)


async def cancel(ctx: Context, unit: Unit, message: OneTopup) -> Body:
    """Call a top-up off.

    Raises:
        IllegalMove: it is not pending.
    """
    before = await hold(unit, TOPUP, message.topup)
    if before["status"] != PENDING:
        raise IllegalMove(f"You cannot cancel this topup because its status is {before['status']}.")
    return await _settled(ctx, unit, before, status=CANCELED)


async def list_all(_ctx: Context, unit: Unit, message: ListTopups) -> Body:
    """List top-ups."""
    return await page(unit, TOPUP, message)


async def _settled(ctx: Context, unit: Unit, topup: Body, *, status: str) -> Body:
    if status == PENDING:
        return topup
    changes: Body = {"status": status, **(_FAILURE if status == FAILED else {})}
    if status == SUCCEEDED:
        changes["balance_transaction"] = await enter(ctx, unit, _entry(topup))
    after = await keep(unit, topup, **changes)
    await tell(ctx, unit, News(after, status))
    return after


def _entry(topup: Body) -> Entry:
    return Entry(
        type=ENTRY,
        amount=topup["amount"],
        currency=topup["currency"],
        source=topup["id"],
        balance=topup["_destination"],
        description=topup["description"],
    )


def _body(ctx: Context, message: CreateTopup) -> Body:
    return {
        **newborn(ctx, TOPUP),
        "amount": message.amount,
        "balance_transaction": None,
        "description": message.description,
        "expected_availability_date": seconds(ctx),
        "failure_code": None,
        "failure_message": None,
        "initiated_by": "user",
        "metadata": merged({}, message.metadata),
        "source": None,
        "statement_descriptor": message.statement_descriptor,
        "status": PENDING,
        "transfer_group": message.transfer_group,
        "_destination": message.destination_balance,
    }
