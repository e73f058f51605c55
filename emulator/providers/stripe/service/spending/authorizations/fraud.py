"""Fraud challenges: what looks like fraud is declined, and its cardholder asked (docs.stripe.com/issuing/controls/fraud-challenges)."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.authorizations import RespondToChallenge
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.cards.warnings import INDICATED, warn
from emulator.storage.unit import Unit

PENDING: Final = "pending"
VERIFIED: Final = "verified"
REJECTED: Final = "rejected"
UNDELIVERABLE: Final = "undeliverable"

NO_PHONE: Final = "no_phone_number"

# A merchant of a name that begins so, with a reason behind it, has the purchase declined for that reason (our own choice).
MAGIC: Final = "emulator_"
SUSPECTED: Final = "suspected_fraud"


def reason_asked_for(purchase: Body) -> str:
    """Return the reason that the merchant's name asks for, if any."""
    name: str = purchase["merchant_data"]["name"] or ""
    return name.removeprefix(MAGIC) if name.startswith(MAGIC) else ""


def is_suspected(purchase: Body) -> bool:
    """Say whether a purchase looks like fraud; which risk is too high is our own choice."""
    risk = purchase["_risk"]
    levels = [(risk.get(name) or {}).get("level") for name in ("card_testing_risk", "fraud_risk")]
    return "highest" in levels or reason_asked_for(purchase) == SUSPECTED


def challenge(holder: Body) -> Body:
    """Return the question that goes to a cardholder's phone, or could not go there."""
    if holder["phone_number"]:
        return {"channel": "sms", "status": PENDING, "undeliverable_reason": None}
    return {"channel": "sms", "status": UNDELIVERABLE, "undeliverable_reason": NO_PHONE}


async def respond(ctx: Context, unit: Unit, message: RespondToChallenge) -> Body:
    """Let the cardholder say whether it was they who paid.

    Raises:
        IllegalMove: nobody was asked, or has answered already.
    """
    before = await hold(unit, AUTHORIZATION, message.authorization)
    asked = before["fraud_challenges"] or []
    if not asked or asked[-1]["status"] != PENDING:
        status = asked[-1]["status"] if asked else "not set"
        raise IllegalMove(f"You cannot respond to the fraud challenge of this authorization because its status is {status}.")
    answered = {**asked[-1], "status": VERIFIED if message.confirmed else REJECTED}
    if not message.confirmed:
        await warn(ctx, unit, before["card"], sign=INDICATED)
    return await changed(ctx, unit, before, fraud_challenges=[*asked[:-1], answered])


async def is_verified(unit: Unit, purchase: Body) -> bool:
    """Say whether the cardholder has vouched for this purchase: for one on the same card, of the same amount, in the same kind of shop."""
    earlier = await unit.documents.by(AUTHORIZATION.kind, "card", purchase["card"])
    return any(_vouched(one) and _same(one, purchase) for one in earlier)


def _vouched(authorization: Body) -> bool:
    return any(one["status"] == VERIFIED for one in authorization["fraud_challenges"] or ())


def _same(one: Body, purchase: Body) -> bool:
    alike = one["merchant_data"]["category"] == purchase["merchant_data"]["category"]
    return bool(alike and one["amount"] == purchase["pending_request"]["amount"])
