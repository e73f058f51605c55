"""Asking the app about a purchase before it is decided, for two seconds (docs.stripe.com/issuing/controls/real-time-authorizations).

The purchase is written down first, with its request pending, so that the app can look at it, approve or decline it while it is asked.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Asked, Context
from emulator.core.operation import Question
from emulator.domain.parties import Issuer
from emulator.providers.stripe.schemas.spending.authorizations import (
    AuthorizationRequest,
    CreateAuthorization,
    IncrementAuthorization,
    RequestAnswer,
)
from emulator.providers.stripe.service.books.changes import add, newborn
from emulator.providers.stripe.service.books.kinds import EVENT, Body
from emulator.providers.stripe.service.spending.authorizations.checks import declined_for
from emulator.providers.stripe.service.spending.authorizations.endpoint import APPROVE, Endpoint, endpoint
from emulator.providers.stripe.service.spending.authorizations.requests import Window, incremented, purchased
from emulator.providers.stripe.service.spending.authorizations.verdicts import Verdict, decide
from emulator.providers.stripe.wire.expand import View
from emulator.providers.stripe.wire.versions import NEWEST
from emulator.storage.unit import Unit

Write = Callable[[Unit], Awaitable[Body]]
"""Writes a request down, pending."""

# The row stands here and not in `routes`, because whoever asks needs it, and routes need whoever asks.
QUESTION: Final = Question(
    name="issuing_authorization_request",
    path="",
    request=AuthorizationRequest,
    response=RequestAnswer,
    deadline=2.0,
    default="what the endpoint's settings say: decline, unless they say approve",
    source="https://docs.stripe.com/issuing/controls/real-time-authorizations",
    summary="Ask the app whether a purchase is approved.",
)

TIMED_OUT: Final = "timed_out"
_UNCONTROLLABLE: Final = "the app's answer names an amount, and the amount of this request cannot be controlled"


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that was written down: `event` tells the app of it; None where it was declined out of hand."""

    authorization: Body
    event: Body | None


async def ask_about_purchase(ctx: Context, message: CreateAuthorization) -> Window | None:
    """Return what the app says of a purchase; None where nobody is asked."""
    return await _asked(ctx, lambda unit: purchased(ctx, unit, message))


async def ask_about_increment(ctx: Context, message: IncrementAuthorization) -> Window | None:
    """Return what the app says of more; None where nobody is asked."""
    return await _asked(ctx, lambda unit: incremented(ctx, unit, message))


async def _asked(ctx: Context, write: Write) -> Window | None:
    where = await ctx.house.store.read(ctx.namespace.id, endpoint)
    if where is None:
        return None

    async def work(unit: Unit) -> Opened:
        return await _opened(ctx, unit, write)

    opened: Opened = await ctx.house.unit(ctx, work)
    return Window(opened.authorization["id"], await _verdict(ctx, opened, where))


async def _opened(ctx: Context, unit: Unit, write: Write) -> Opened:
    authorization = await write(unit)
    if await declined_for(ctx, unit, authorization):
        return Opened(await decide(ctx, unit, authorization), None)
    return Opened(authorization, await add(unit, await _event(ctx, unit, authorization)))


async def _verdict(ctx: Context, opened: Opened, where: Endpoint) -> Verdict:
    asker = ctx.house.asker
    if asker is None or opened.event is None:
        # Declined out of hand, or a house that asks nobody: the first is decided already, and this is not read.
        return Verdict(approved=where.on_failure == APPROVE, reason="webhook_error")
    party = Issuer(id="stripe", name="Stripe Issuing", ranges=(), callback_url=where.url)
    message = AuthorizationRequest.model_validate({**opened.event, "secret": where.secret})
    return _read(opened.authorization, where, await asker.ask(ctx, QUESTION, party=party, message=message))


def _read(authorization: Body, where: Endpoint, asked: Asked) -> Verdict:
    if asked.answer is None:
        reason = "webhook_timeout" if asked.cause == TIMED_OUT else "webhook_error"
        return Verdict(approved=where.on_failure == APPROVE, reason=reason, message=asked.why)
    answer = asked.answer
    if answer.amount is not None and not authorization["pending_request"]["is_amount_controllable"]:
        return Verdict(approved=where.on_failure == APPROVE, reason="webhook_error", message=_UNCONTROLLABLE)
    reason = "webhook_approved" if answer.approved else "webhook_declined"
    return Verdict(answer.approved, reason, amount=answer.amount, metadata=answer.metadata)


async def _event(ctx: Context, unit: Unit, authorization: Body) -> Body:
    return {
        **newborn(ctx, EVENT),
        "api_version": NEWEST,
        "data": {"object": await View(ctx, unit).of(authorization, {})},
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": "issuing_authorization.request",
    }
