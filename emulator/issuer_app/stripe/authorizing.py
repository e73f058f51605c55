"""Whether a card may pay: the issuer's rules, one row each, the first that applies decides.

The event and the answer: docs.stripe.com/issuing/controls/real-time-authorizations.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, Field

from ..rules import Rule, always, first, is_unknown, is_unusable
from ..storage.models import VirtualCard


class PendingRequest(BaseModel):
    """What the merchant wants now."""

    amount: int = Field(ge=0, description="in the smallest unit of the currency")
    currency: str = Field(description="three letters, in lower case")


class StripeCard(BaseModel):
    """The card, as Stripe knows it."""

    last4: str
    exp_month: int
    exp_year: int


class Purchase(BaseModel):
    """The authorization."""

    id: str
    card: StripeCard
    pending_request: PendingRequest


class PurchaseData(BaseModel):
    """What the event is about."""

    object: Purchase


class AuthorizationRequest(BaseModel):
    """The event that asks whether a card may pay."""

    id: str
    type: Literal["issuing_authorization.request"]
    data: PurchaseData


class Ruling(BaseModel):
    """Whether it may; the metadata says by which rule."""

    approved: bool
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A purchase; `card` is None when we have no such card, or more than one that it could be."""

    card: VirtualCard | None
    request: PendingRequest
    today: date


def _is_foreign(case: Case) -> bool:
    return case.card is not None and case.card.account.currency.lower() != case.request.currency.lower()


def _is_too_much(case: Case) -> bool:
    return case.card is not None and case.request.amount > case.card.account.balance


RULES: Final[tuple[Rule[Case, bool], ...]] = (
    Rule("unknown_card", outcome=False, applies=is_unknown),
    Rule("card_not_usable", outcome=False, applies=is_unusable),
    Rule("other_currency", outcome=False, applies=_is_foreign),
    Rule("not_enough_money", outcome=False, applies=_is_too_much),
    Rule("funds_last", outcome=True, applies=always),
)


def decide(case: Case) -> Rule[Case, bool]:
    """Return the first rule that applies."""
    return first(RULES, case)
