"""Disputes that are prepared and looked at (docs.stripe.com/api/issuing/disputes)."""

from typing import Any

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.disputes import CreateDispute, ListDisputes, OneDispute, UpdateDispute
from emulator.providers.stripe.service.books.changes import changed, created, newborn
from emulator.providers.stripe.service.books.kinds import BALANCE_TRANSACTION, DISPUTE, TRANSACTION, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter, MissingParameter
from emulator.providers.stripe.service.books.shelf import get, hold, referred
from emulator.providers.stripe.service.spending.disputes.evidence import check_files, evidence
from emulator.providers.stripe.service.spending.transactions.booking import CAPTURE
from emulator.providers.stripe.wire.expand import View
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

UNSUBMITTED = "unsubmitted"
NO_ACCOUNT = "No such received debit: this account has no financial account."


async def create(ctx: Context, unit: Unit, message: CreateDispute) -> Body:
    """Begin a dispute about a capture.

    Raises:
        InvalidParameter, MissingParameter, NoSuchReference: a parameter does not go with the transaction.
        IllegalMove: the transaction is disputed already.
    """
    transaction = await _transaction(unit, message)
    given = message.given()
    case = evidence(None, given.get("evidence"))
    await check_files(unit, case)
    body = {
        **newborn(ctx, DISPUTE),
        "amount": _amount(transaction, message.amount),
        "currency": transaction["currency"],
        "evidence": case,
        "metadata": merged({}, given.get("metadata")),
        "status": UNSUBMITTED,
        "transaction": transaction["id"],
    }
    await changed(ctx, unit, transaction, dispute=body["id"])
    return await created(ctx, unit, body)


async def retrieve(_ctx: Context, unit: Unit, message: OneDispute) -> Body:
    """Look at a dispute."""
    return await get(unit, DISPUTE, message.dispute)


async def update(ctx: Context, unit: Unit, message: UpdateDispute) -> Body:
    """Change a dispute; of one that was submitted only the metadata.

    Raises:
        IllegalMove: it was submitted.
        InvalidParameter: the amount is more than the transaction's.
    """
    before = await hold(unit, DISPUTE, message.dispute)
    given = message.given("dispute")
    changes: Body = {}
    if "metadata" in given:
        changes["metadata"] = merged(before["metadata"], given.pop("metadata"))
    if given and before["status"] != UNSUBMITTED:
        raise IllegalMove(f"You cannot update this dispute because its status is {before['status']}.")
    if "amount" in given:
        changes["amount"] = _amount(await get(unit, TRANSACTION, before["transaction"]), given["amount"])
    if "evidence" in given:
        changes["evidence"] = evidence(before["evidence"], given["evidence"])
        await check_files(unit, changes["evidence"])
    return await changed(ctx, unit, before, **changes)


async def list_all(_ctx: Context, unit: Unit, message: ListDisputes) -> Body:
    """List disputes."""
    return await page(unit, DISPUTE, message)


async def balance_transactions(ctx: Context, unit: Unit, dispute: Body) -> Any:
    """Return what a dispute has moved, oldest first."""
    entries = await unit.documents.by(BALANCE_TRANSACTION.kind, "source", dispute["id"])
    return [await View(ctx, unit).of(entry, {}) for entry in entries]


async def _transaction(unit: Unit, message: CreateDispute) -> Body:
    if message.treasury:
        raise InvalidParameter(NO_ACCOUNT, param="treasury[received_debit]")
    if message.transaction is None:
        raise MissingParameter("transaction")
    transaction = await referred(unit, TRANSACTION, message.transaction, param="transaction")
    if transaction["type"] != CAPTURE:
        raise InvalidParameter("Only captures can be disputed.", param="transaction")
    if transaction["dispute"]:
        raise IllegalMove(f"This transaction is disputed already: {transaction['dispute']}.", param="transaction")
    return transaction


def _amount(transaction: Body, wanted: int | None) -> int:
    most: int = -transaction["amount"]
    if wanted is not None and wanted > most:
        raise InvalidParameter(f"This value must be less than or equal to {most}.", param="amount")
    return wanted or most
