"""What keeps a purchase from being approved before the app is asked, in the order in which Stripe looks.

docs.stripe.com/issuing/controls/real-time-authorizations: card and cardholder, balance, spending controls, fraud.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from emulator.core.context import Context
from emulator.domain.cards import Expiry
from emulator.providers.stripe.service.books.kinds import CARD, CARDHOLDER, TOKEN, Body
from emulator.providers.stripe.service.books.shelf import find, get
from emulator.providers.stripe.service.spending.authorizations.fraud import SUSPECTED, is_suspected, reason_asked_for
from emulator.providers.stripe.service.spending.authorizations.limits import is_over_limit
from emulator.providers.stripe.service.spending.ledger.entries import available
from emulator.storage.unit import Unit

INSUFFICIENT: Final = "insufficient_funds"
CONTROLLED: Final = "spending_controls"


@dataclass(frozen=True, slots=True)
class Case:
    """A purchase, and all that the checks look at: `available` is what cards can spend, `most` what one purchase may cost."""

    purchase: Body
    card: Body
    holder: Body
    token: Body | None
    available: int
    is_over_limit: bool
    most: int
    today: date

    @property
    def amount(self) -> int:
        """What is wanted now."""
        amount: int = self.purchase["pending_request"]["amount"]
        return amount


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the reason for which it declines, and when it does."""

    reason: str
    fails: Callable[[Case], bool]


def _refuses(controls: Body, purchase: Body) -> bool:
    shop = purchase["merchant_data"]
    looked_at = (
        ("card_presences", purchase["card_presence"]),
        ("categories", shop["category"]),
        ("merchant_countries", shop["country"]),
    )
    return any(_barred(controls[f"allowed_{kind}"], controls[f"blocked_{kind}"], value) for kind, value in looked_at)


def _barred(allowed: list[str] | None, blocked: list[str] | None, value: str) -> bool:
    return bool(allowed and value not in allowed) or value in (blocked or ())


def _is_controlled(case: Case) -> bool:
    is_refused = any(_refuses(one["spending_controls"], case.purchase) for one in (case.card, case.holder))
    is_too_much = bool(case.most) and case.purchase["amount"] + case.amount > case.most
    return is_refused or is_too_much or case.is_over_limit


def _is_unverified(case: Case) -> bool:
    verified = case.purchase["verification_data"]
    secure = (verified["three_d_secure"] or {}).get("result")
    return "mismatch" in (verified["cvc_check"], verified["expiry_check"]) or secure == "failed"


def _is_fraud(case: Case) -> bool:
    return is_suspected(case.purchase) and not case.purchase["verified_by_fraud_challenge"]


def _is_forced(reason: str) -> Callable[[Case], bool]:
    return lambda case: reason_asked_for(case.purchase) == reason


# The first that fails gives the reason. What fails a verification is our own choice.
CHECKS: Final = (
    Check("card_canceled", lambda case: case.card["status"] == "canceled"),
    Check("card_inactive", lambda case: case.card["status"] == "inactive"),
    Check("card_expired", lambda case: Expiry(case.card["exp_year"], case.card["exp_month"]).passed(case.today)),
    Check("cardholder_blocked", lambda case: case.holder["status"] == "blocked"),
    Check("cardholder_inactive", lambda case: case.holder["status"] == "inactive"),
    Check("cardholder_verification_required", lambda case: case.holder["requirements"]["disabled_reason"] is not None),
    Check("not_allowed", lambda case: case.token is not None and case.token["status"] != "active"),
    Check(INSUFFICIENT, lambda case: case.amount > case.available),
    Check(CONTROLLED, _is_controlled),
    Check("verification_failed", _is_unverified),
    Check(SUSPECTED, _is_fraud),
)
# Reasons that only a merchant's name can bring about, or that it can bring about too.
FORCED: Final = (
    *(check.reason for check in CHECKS if check.reason != SUSPECTED),
    "account_disabled",
    "insecure_authorization_method",
    "network_fallback",
    "pin_blocked",
    "stripe_internal_error",
)
ALL: Final = (*CHECKS, *(Check(reason, _is_forced(reason)) for reason in FORCED))


async def declined_for(ctx: Context, unit: Unit, purchase: Body) -> str | None:
    """Return the reason for which a purchase is declined out of hand, or None; the balance is held from here on."""
    case = await _case(ctx, unit, purchase)
    return next((check.reason for check in ALL if check.fails(case)), None)


async def _case(ctx: Context, unit: Unit, purchase: Body) -> Case:
    # The balance first: whoever spends from it waits here, and then finds what the one before has spent.
    funds = await available(ctx, unit, purchase["currency"])
    card = await get(unit, CARD, purchase["card"])
    holder = await get(unit, CARDHOLDER, card["cardholder"])
    over = [await is_over_limit(unit, ctx.now, purchase, whose=whose) for whose in (card, holder)]
    return Case(
        purchase=purchase,
        card=card,
        holder=holder,
        token=await find(unit, TOKEN, purchase["token"]) if purchase["token"] else None,
        available=funds,
        is_over_limit=any(over),
        most=ctx.settings.stripe_authorization_cap,
        today=ctx.now.date(),
    )
