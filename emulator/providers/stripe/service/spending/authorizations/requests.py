"""Requests for money: a purchase, or more for one that was approved (docs.stripe.com/issuing/purchases/authorizations)."""

from dataclasses import dataclass

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.authorizations import CreateAuthorization, IncrementAuthorization
from emulator.providers.stripe.service.books.changes import add, keep
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.spending.authorizations.purchase import more, undecided
from emulator.providers.stripe.service.spending.authorizations.verdicts import Verdict, decide
from emulator.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Window:
    """A request about which the app was asked, and what came of it."""

    authorization: str
    verdict: Verdict


async def create(ctx: Context, unit: Unit, message: CreateAuthorization) -> Body:
    """Authorize a purchase, or decline it."""
    return await _closed(ctx, unit, ctx.asked) or await decide(ctx, unit, await purchased(ctx, unit, message))


async def increment(ctx: Context, unit: Unit, message: IncrementAuthorization) -> Body:
    """Authorize more, or leave it at what it was.

    Raises:
        IllegalMove: nothing is held that could become more.
    """
    return await _closed(ctx, unit, ctx.asked) or await decide(ctx, unit, await incremented(ctx, unit, message))


async def purchased(ctx: Context, unit: Unit, message: CreateAuthorization) -> Body:
    """Write down a purchase whose request is pending."""
    return await add(unit, await undecided(ctx, unit, message))


async def incremented(_ctx: Context, unit: Unit, message: IncrementAuthorization) -> Body:
    """Write down a request for more."""
    before = await held_by(unit, message.authorization, action="increment")
    request = more(before, amount=message.increment_amount, is_amount_controllable=message.is_amount_controllable)
    return await keep(unit, before, pending_request=request)


async def held_by(unit: Unit, authorization_id: str, *, action: str) -> Body:
    """Return an authorization that holds funds, to do something with them.

    Raises:
        NoSuchObject: there is none.
        IllegalMove: it holds nothing any more, or waits for an answer.
    """
    found = await hold(unit, AUTHORIZATION, authorization_id)
    if found["status"] != "pending" or not found["approved"]:
        raise IllegalMove(f"You cannot {action} this authorization because its status is {found['status']}.")
    if found["pending_request"]:
        raise IllegalMove(f"You cannot {action} this authorization because its request is pending.")
    return found


async def _closed(ctx: Context, unit: Unit, window: Window | None) -> Body | None:
    """Decide what the app was asked about; whoever approved or declined meanwhile through the API has decided already."""
    if window is None:
        return None
    authorization = await hold(unit, AUTHORIZATION, window.authorization)
    return await decide(ctx, unit, authorization, verdict=window.verdict) if authorization["pending_request"] else authorization
