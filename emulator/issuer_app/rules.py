"""An issuer's rules for a card that somebody asks about: one row each, and the first that applies decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from .errors import CardNotActive
from .storage.cards import check_usable
from .storage.models import VirtualCard


class Case(Protocol):
    """What is asked; `card` is None when we have no such card."""

    @property
    def card(self) -> VirtualCard | None:
        """Return the card that is asked about."""

    @property
    def today(self) -> date:
        """Return the day on which it is asked."""


CaseT = TypeVar("CaseT", bound=Case)
OutcomeT = TypeVar("OutcomeT")


@dataclass(frozen=True, slots=True)
class Rule(Generic[CaseT, OutcomeT]):
    """One rule: what it says, and when it applies."""

    name: str
    outcome: OutcomeT
    applies: Callable[[CaseT], bool]


def first(rules: Sequence[Rule[CaseT, OutcomeT]], case: CaseT) -> Rule[CaseT, OutcomeT]:
    """Return the first rule that applies; the last of a table applies always."""
    return next(rule for rule in rules if rule.applies(case))


def is_unknown(case: Case) -> bool:
    """Say whether we have no such card."""
    return case.card is None


def is_unusable(case: Case) -> bool:
    """Say whether we have no such card, or one that may not be used today."""
    if case.card is None:
        return True
    try:
        check_usable(case.card, case.today)
    except CardNotActive:
        return True
    return False


def ends_in(digit: str) -> Callable[[Case], bool]:
    """Return a condition on the card's last digit, so that whoever tests has every outcome at hand."""
    return lambda case: case.card is not None and case.card.last4.endswith(digit)


def always(_case: Case) -> bool:
    """Apply to every case."""
    return True
