"""Booking a transaction."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Pay


async def test_a_transaction_and_its_entry_refer_to_each_other(v1: Any, pay: Pay, helpers: Any) -> None:
    captured = await helpers.authorizations.capture_async((await pay(700)).id)

    read = await v1.issuing.transactions.retrieve_async(captured.transactions[0].id, {"expand": ["balance_transaction.source", "card"]})

    entry = read.balance_transaction
    assert (entry.type, entry.amount, entry.source.id, read.card.id) == ("issuing_transaction", -700, read.id, captured.card.id)
    assert read.cardholder == captured.cardholder


async def test_a_declined_increment_takes_the_authorization_code_from_nobody(pay: Pay, helpers: Any) -> None:
    paid = await pay(700)
    await helpers.authorizations.increment_async(paid.id, {"increment_amount": 99_999_999})

    captured = await helpers.authorizations.capture_async(paid.id)

    assert [row.approved for row in captured.request_history] == [True, False]
    assert captured.transactions[0].network_data.authorization_code == paid.request_history[0].authorization_code


@pytest.mark.parametrize("helper", ["create_force_capture_async", "create_unlinked_refund_async"])
async def test_a_transaction_is_in_the_cards_currency(helpers: Any, card: Any, helper: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="must be that of the card, usd"):
        await getattr(helpers.transactions, helper)({"card": card.id, "amount": 1, "currency": "gbp"})
