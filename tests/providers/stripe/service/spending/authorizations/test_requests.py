"""Requests for money, and for more of it."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Money, Pay, Told


@pytest.mark.exercises("stripe.increment_authorization")
async def test_an_increment_holds_more(issuing: Any, pay: Pay, helpers: Any, money: Money, told: Told) -> None:
    paid = await pay(1_000)

    await helpers.authorizations.increment_async(paid.id, {"increment_amount": 500})

    read = await issuing.authorizations.retrieve_async(paid.id)
    assert (read.amount, read.merchant_amount, read.status) == (1_500, 1_500, "pending")
    assert [entry.amount for entry in read.balance_transactions] == [-1_000, -500]
    assert [(row.amount, row.approved) for row in read.request_history] == [(1_000, True), (500, True)]
    assert (await money(), (await told(paid.id))[1:]) == (998_500, ["issuing_authorization.updated"])


async def test_a_declined_increment_leaves_what_was_approved(pay: Pay, helpers: Any, money: Money) -> None:
    paid = await pay(1_000)

    declined = await helpers.authorizations.increment_async(paid.id, {"increment_amount": 1_000_000})

    assert (declined.amount, declined.approved, declined.status) == (1_000, True, "pending")
    assert [(row.approved, row.reason) for row in declined.request_history] == [(True, "card_active"), (False, "insufficient_funds")]
    assert await money() == 999_000


async def test_an_authorization_that_was_declined_cannot_become_more(pay: Pay, helpers: Any) -> None:
    declined = await pay(merchant_data={"name": "emulator_pin_blocked"})

    with pytest.raises(stripe.InvalidRequestError, match="You cannot increment this authorization because its status is closed"):
        await helpers.authorizations.increment_async(declined.id, {"increment_amount": 1})


async def test_a_repeated_purchase_is_made_once(pay: Pay, money: Money, helpers: Any, card: Any) -> None:
    order = {"card": card.id, "amount": 700}
    first, second = [await helpers.authorizations.create_async(order, {"idempotency_key": "once"}) for _ in range(2)]

    assert (first.id, await money()) == (second.id, 999_300)
