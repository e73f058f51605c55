"""Authorizations that end without a capture, or become another amount (docs.stripe.com/issuing/purchases/authorizations)."""

from datetime import UTC, datetime
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.authorizations import FinalizeAmount, OneAuthorization, ReverseAuthorization
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.spending.authorizations.purchase import USUAL_LIFE
from emulator.providers.stripe.service.spending.authorizations.requests import held_by
from emulator.providers.stripe.service.spending.authorizations.verdicts import Verdict, decide, held
from emulator.providers.stripe.service.spending.shapes import FLEET, FUEL, completed
from emulator.storage.unit import Unit

# How many authorizations are read at once.
STRIDE: Final = 100
LOST: Final = Verdict(approved=False, reason="webhook_timeout", message="the app's answer was lost")


async def reverse(ctx: Context, unit: Unit, message: ReverseAuthorization) -> Body:
    """Let the merchant give back what is held, all of it or so much.

    Raises:
        IllegalMove: nothing is held.
        InvalidParameter: it is more than what is held.
    """
    before = await held_by(unit, message.authorization, action="reverse")
    amount = before["_held"] if message.reverse_amount is None else message.reverse_amount
    if amount > before["_held"]:
        raise InvalidParameter(f"This value must be less than or equal to {before['_held']}.", param="reverse_amount")
    changes = await held(ctx, unit, before, more=-amount)
    left = before["amount"] - amount
    # What is left when nothing is held any more has been captured.
    ended = "pending" if before["_held"] > amount else "closed" if before["_captured"] else "reversed"
    return await changed(ctx, unit, before, **changes, amount=left, merchant_amount=left, status=ended)


async def finalize_amount(ctx: Context, unit: Unit, message: FinalizeAmount) -> Body:
    """Replace an estimate by what it was in the end; more than the estimate is held without being asked about (our own choice).

    Raises:
        IllegalMove: nothing is held, or something has been captured.
    """
    before = await held_by(unit, message.authorization, action="finalize the amount of")
    if before["_captured"]:
        raise IllegalMove("You cannot finalize the amount of this authorization because it has been captured in part.")
    given = message.given("authorization", "final_amount")
    changes = await held(ctx, unit, before, more=message.final_amount - before["_held"])
    return await changed(
        ctx,
        unit,
        before,
        **changes,
        amount=message.final_amount,
        merchant_amount=message.final_amount,
        fleet=completed(FLEET, given["fleet"]) if "fleet" in given else before["fleet"],
        fuel=completed(FUEL, given["fuel"]) if "fuel" in given else before["fuel"],
    )


async def expire(ctx: Context, unit: Unit, message: OneAuthorization) -> Body:
    """Let an authorization expire: what is held is free again.

    Raises:
        IllegalMove: nothing is held.
    """
    return await _expired(ctx, unit, await held_by(unit, message.authorization, action="expire"))


async def expire_pending(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    """Let every authorization expire whose time is over; return a line for each."""
    over = [one["id"] for one in await _first_to_end(unit, before=now) if _end(one) <= now]
    return [await _run_out(ctx, unit, await hold(unit, AUTHORIZATION, authorization_id)) for authorization_id in over]


async def next_pending(unit: Unit, after: datetime) -> datetime | None:
    """Return the first moment after this one at which an authorization expires."""
    return min((end for one in await _first_to_end(unit) if (end := _end(one)) > after), default=None)


async def _first_to_end(unit: Unit, *, before: datetime | None = None) -> list[Body]:
    """Return the oldest open authorizations: all that end before a moment, or all that could be the first to end.

    None ends sooner than the usual life after it was made, so that whatever is younger need not be looked at.
    """
    found: list[Body] = []
    place, limit = 0, before
    while rows := await unit.documents.newer(AUTHORIZATION.kind, most=STRIDE, than=place, where=("status", "pending")):
        found += [one for _, one in rows]
        limit = before or min(_end(one) for one in found)
        place, newest = rows[-1]
        if datetime.fromtimestamp(newest["created"], UTC) + USUAL_LIFE > limit:
            break
    return found


async def _run_out(ctx: Context, unit: Unit, before: Body) -> str:
    if before["pending_request"]:
        # Whoever asked the app died while it waited: nothing else would ever decide.
        before = await decide(ctx, unit, before, verdict=LOST)
    if before["approved"]:
        await _expired(ctx, unit, before)
    return f"authorization {before['id']} was not captured in time and has expired"


def _end(authorization: Body) -> datetime:
    return datetime.fromtimestamp(authorization["_expires_at"], UTC)


async def _expired(ctx: Context, unit: Unit, before: Body) -> Body:
    return await changed(ctx, unit, before, **await held(ctx, unit, before, more=-before["_held"]), status="expired")
