"""What a decision does to an authorization: the hold, the history, and who is told (docs.stripe.com/issuing/purchases/authorizations)."""

from dataclasses import dataclass, field
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import News, changed, keep, seconds, tell
from emulator.providers.stripe.service.books.kinds import CARDHOLDER, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.service.spending.authorizations.checks import declined_for
from emulator.providers.stripe.service.spending.authorizations.fraud import SUSPECTED, challenge
from emulator.providers.stripe.service.spending.ledger.entries import HOLD, RELEASE, Entry, enter
from emulator.providers.stripe.service.spending.payments import count_payment
from emulator.storage.unit import Unit

# Why a purchase is approved about which nobody is asked (our own choice among Stripe's reasons).
UNASKED: Final = "card_active"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, and why; `amount` is what the app wants held in place of what was asked for."""

    approved: bool
    reason: str
    message: str | None = None
    amount: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)


APPROVED: Final = Verdict(approved=True, reason=UNASKED)


async def decide(ctx: Context, unit: Unit, before: Body, *, verdict: Verdict = APPROVED) -> Body:
    """Decide the pending request of an authorization: as the checks say, which have the first word, else as the verdict does."""
    request = before["pending_request"]
    if verdict.approved and verdict.amount is not None:
        request = {**request, "amount": verdict.amount, "merchant_amount": verdict.amount}
    reason = await declined_for(ctx, unit, {**before, "pending_request": request})
    final = Verdict(approved=False, reason=reason, metadata=verdict.metadata) if reason else verdict
    history = [*before["request_history"], _past(ctx, before, request, verdict=final)]
    changes = {
        "pending_request": None,
        "request_history": history,
        "metadata": merged(before["metadata"], final.metadata),
        **(
            await _approved(ctx, unit, before, request=request) if final.approved else await _declined(unit, before, request, verdict=final)
        ),
    }
    after = await _told(ctx, unit, before, changes=changes)
    if final.approved and not before["request_history"]:
        await count_payment(ctx, unit, after["card"])
    return after


async def held(ctx: Context, unit: Unit, authorization: Body, *, more: int) -> Body:
    """Hold so much more for an authorization, or let go of it where it is negative; return what changes in it."""
    if more == 0:
        return {}
    entry = Entry(HOLD if more > 0 else RELEASE, -more, authorization["currency"], source=authorization["id"])
    entries = [*authorization["balance_transactions"], await enter(ctx, unit, entry)]
    return {"balance_transactions": entries, "_held": authorization["_held"] + more}


async def _approved(ctx: Context, unit: Unit, before: Body, *, request: Body) -> Body:
    return {
        **await held(ctx, unit, before, more=request["amount"]),
        "amount": before["amount"] + request["amount"],
        "approved": True,
        "merchant_amount": before["merchant_amount"] + request["merchant_amount"],
    }


async def _declined(unit: Unit, before: Body, request: Body, *, verdict: Verdict) -> Body:
    """Return what a refusal changes: of a first request everything ends, of a further one nothing does."""
    if before["approved"]:
        return {}
    asked = [challenge(await get(unit, CARDHOLDER, before["cardholder"]))] if verdict.reason == SUSPECTED else None
    return {
        "amount": request["amount"],
        "fraud_challenges": asked,
        "merchant_amount": request["merchant_amount"],
        "status": "closed",
    }


async def _told(ctx: Context, unit: Unit, before: Body, *, changes: Body) -> Body:
    if before["request_history"]:
        return await changed(ctx, unit, before, **changes)
    # Nobody has heard of an authorization before its first request is decided.
    after = await keep(unit, before, **changes)
    await tell(ctx, unit, News(after, "created"))
    return after


def _past(ctx: Context, before: Body, request: Body, *, verdict: Verdict) -> Body:
    return {
        "amount": request["amount"],
        "amount_details": request["amount_details"],
        "approved": verdict.approved,
        "authorization_code": f"S{ctx.ids.digits(6)}" if verdict.approved else None,
        "created": seconds(ctx),
        "currency": request["currency"],
        "merchant_amount": request["merchant_amount"],
        "merchant_currency": request["merchant_currency"],
        "network_risk_score": request["network_risk_score"],
        "reason": verdict.reason,
        "reason_message": verdict.message,
        "requested_at": seconds(ctx) if before["request_history"] else before["created"],
    }
