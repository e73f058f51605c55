"""How an account stands."""

from typing import Any

import pytest

from emulator.issuer_app.mdes.standing import standing_of
from emulator.issuer_app.storage.models import Account, VirtualCard

from ..conftest import NOON


def a_card(*, account: str = "active", **changes: Any) -> VirtualCard:
    owner = Account(status=account, balance=2536, currency="USD")
    return VirtualCard(**{"status": "active", "exp_month": 11, "exp_year": 2026, "account": owner, **changes})


@pytest.mark.parametrize(
    ("card", "status"),
    [
        (a_card(), "ACTIVE"),
        (a_card(exp_month=10), "EXPIRED"),
        (a_card(status="blocked"), "CANCELLED"),
        (a_card(account="inactive"), "CANCELLED"),
        (None, "INVALID"),
    ],
)
def test_status_follows_card_and_account(card: VirtualCard | None, status: str) -> None:
    standing = standing_of(card, NOON)

    assert standing.accountStatus == status
    assert (standing.balanceInformation is not None) is (status == "ACTIVE")


def test_the_balance_is_told_in_major_units_with_its_moment() -> None:
    balance = standing_of(a_card(), NOON).balanceInformation

    assert balance is not None
    assert balance.model_dump() == {"amount": "25.36", "currencyCode": "USD", "balanceDateTime": "2026-11-24T12:00:00Z"}
