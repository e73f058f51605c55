"""The issuer's rules for purchases, one after the other."""

from datetime import date
from typing import Any

import pytest

from emulator.issuer_app.storage.models import ACTIVE, INACTIVE, Account, VirtualCard
from emulator.issuer_app.stripe.authorizing import RULES, Case, PendingRequest, decide

TODAY = date(2026, 11, 24)


def case(amount: int = 100, currency: str = "usd", *, status: str = ACTIVE, account: str = ACTIVE, **card: Any) -> Case:
    row = VirtualCard(**{"status": status, "exp_month": 11, "exp_year": 2029, **card})
    row.account = Account(status=account, balance=100, currency="USD")
    return Case(row, PendingRequest(amount=amount, currency=currency), TODAY)


@pytest.mark.parametrize(
    ("told", "rule", "approves"),
    [
        (Case(None, PendingRequest(amount=1, currency="usd"), TODAY), "unknown_card", False),
        (case(status=INACTIVE), "card_not_usable", False),
        (case(account=INACTIVE), "card_not_usable", False),
        (case(exp_year=2025), "card_not_usable", False),
        (case(currency="eur"), "other_currency", False),
        (case(101), "not_enough_money", False),
        (case(100), "funds_last", True),
        (case(0), "funds_last", True),
    ],
)
def test_the_first_rule_that_applies_decides(told: Case, rule: str, approves: bool) -> None:
    found = decide(told)

    assert (found.name, found.outcome) == (rule, approves)


def test_the_last_rule_always_applies() -> None:
    assert RULES[-1].applies(case())
