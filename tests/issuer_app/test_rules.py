"""What the rules of every question have in common."""

from dataclasses import dataclass
from datetime import date

import pytest

from emulator.issuer_app.rules import Rule, always, ends_in, first, is_unknown, is_unusable
from emulator.issuer_app.storage.models import ACTIVE, INACTIVE, Account, VirtualCard


@dataclass(frozen=True)
class Question:
    """Any question about a card."""

    card: VirtualCard | None
    today: date = date(2026, 11, 24)


def a_card(**changes: object) -> VirtualCard:
    row = VirtualCard(**{"status": ACTIVE, "exp_month": 11, "exp_year": 2029, "last4": "1008", **changes})
    row.account = Account(status=ACTIVE, balance=100, currency="USD")
    return row


@pytest.mark.parametrize(
    ("card", "unknown", "unusable"),
    [
        (None, True, True),
        (a_card(status=INACTIVE), False, True),
        (a_card(exp_year=2026, exp_month=10), False, True),
        (a_card(exp_year=2026, exp_month=11), False, False),
        (a_card(), False, False),
    ],
)
def test_a_card_is_usable_that_we_have_and_that_is_active_and_not_expired(
    card: VirtualCard | None, *, unknown: bool, unusable: bool
) -> None:
    case = Question(card)

    assert (is_unknown(case), is_unusable(case)) == (unknown, unusable)


def test_rules_are_tried_in_their_order() -> None:
    rules: list[Rule[Question, str]] = [Rule("eight", "no", ends_in("8")), Rule("rest", "yes", always)]

    assert [first(rules, Question(a_card(last4=last4))).outcome for last4 in ("1008", "1001")] == ["no", "yes"]
