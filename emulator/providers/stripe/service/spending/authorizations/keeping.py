"""Authorizations that are there: looked at, annotated, listed, and decided through the API while the app is being asked."""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.authorizations import (
    ApproveAuthorization,
    ListAuthorizations,
    OneAuthorization,
    UpdateAuthorization,
)
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.spending.authorizations.verdicts import Verdict, decide
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit


async def retrieve(_ctx: Context, unit: Unit, message: OneAuthorization) -> Body:
    """Look at an authorization."""
    return await get(unit, AUTHORIZATION, message.authorization)


async def update(ctx: Context, unit: Unit, message: UpdateAuthorization) -> Body:
    """Change the metadata of an authorization."""
    before = await hold(unit, AUTHORIZATION, message.authorization)
    given = message.given("authorization")
    if "metadata" not in given:
        return before
    return await changed(ctx, unit, before, metadata=merged(before["metadata"], given["metadata"]))


async def list_all(_ctx: Context, unit: Unit, message: ListAuthorizations) -> Body:
    """List authorizations."""
    return await page(unit, AUTHORIZATION, message)


async def approve(ctx: Context, unit: Unit, message: ApproveAuthorization) -> Body:
    """Approve what the app is being asked about.

    Raises:
        IllegalMove: it is not being asked about this.
        InvalidParameter: an amount is named, and cannot be controlled.
    """
    before = await _asked_about(unit, message, action="approve")
    if message.amount is not None and not before["pending_request"]["is_amount_controllable"]:
        raise InvalidParameter("The amount of this authorization cannot be controlled.", param="amount")
    verdict = Verdict(approved=True, reason="webhook_approved", amount=message.amount, metadata=message.metadata or {})
    return await decide(ctx, unit, before, verdict=verdict)


async def decline(ctx: Context, unit: Unit, message: UpdateAuthorization) -> Body:
    """Decline what the app is being asked about.

    Raises:
        IllegalMove: it is not being asked about this.
    """
    before = await _asked_about(unit, message, action="decline")
    verdict = Verdict(approved=False, reason="webhook_declined", metadata=message.metadata or {})
    return await decide(ctx, unit, before, verdict=verdict)


async def _asked_about(unit: Unit, message: UpdateAuthorization, *, action: str) -> Body:
    found = await hold(unit, AUTHORIZATION, message.authorization)
    if found["pending_request"] is None:
        raise IllegalMove(f"You cannot {action} this authorization because it has no pending request.")
    return found
