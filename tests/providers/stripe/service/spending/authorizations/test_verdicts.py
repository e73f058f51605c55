"""What a decision does to an authorization."""

import re
from typing import Any

import pytest

from tests.providers.stripe.service.spending.conftest import Money, Pay, Told


@pytest.mark.exercises("stripe.create_authorization")
async def test_an_approved_purchase_holds_its_amount(pay: Pay, money: Money, told: Told) -> None:
    paid = await pay(2_350)

    (entry,), (row,) = paid.balance_transactions, paid.request_history
    assert (paid.amount, paid.approved, paid.status, paid.pending_request) == (2_350, True, "pending", None)
    assert (entry.amount, entry.type, entry.source) == (-2_350, "issuing_authorization_hold", paid.id)
    assert (row.amount, row.reason, row.reason_message) == (2_350, "card_active", None)
    assert re.fullmatch(r"S\d{6}", row.authorization_code)
    assert (await money(), await told(paid.id)) == (997_650, ["issuing_authorization.created"])


async def test_a_purchase_of_nothing_holds_nothing(pay: Pay) -> None:
    paid = await pay(0)

    assert (paid.approved, paid.amount, paid.balance_transactions) == (True, 0, [])


async def test_the_card_and_its_holder_are_shown_whole(pay: Pay, card: Any, ada: Any) -> None:
    paid = await pay()

    assert (paid.card.id, paid.card.cardholder.id, paid.cardholder) == (card.id, ada.id, ada.id)
