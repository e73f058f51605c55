"""Captures: what was held is really paid."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import LastEvent, Money, Pay, Told
from tests.witness.stripe_objects import breaches


@pytest.mark.exercises("stripe.capture_authorization")
async def test_a_capture_takes_what_is_held(issuing: Any, pay: Pay, helpers: Any, money: Money, told: Told) -> None:
    paid = await pay(2_350)

    await helpers.authorizations.capture_async(paid.id)

    read = await issuing.authorizations.retrieve_async(paid.id)
    (transaction,) = read.transactions
    assert (read.status, read.amount, read.approved) == ("closed", 2_350, True)
    assert [(one.type, one.amount) for one in read.balance_transactions] == [
        ("issuing_authorization_hold", -2_350),
        ("issuing_authorization_release", 2_350),
    ]
    assert (transaction.amount, transaction.type, transaction.authorization) == (-2_350, "capture", paid.id)
    assert transaction.network_data.authorization_code == paid.request_history[0].authorization_code
    assert transaction.network_data.transaction_id == paid.network_data.transaction_id
    assert (await money(), await told(transaction.id)) == (997_650, ["issuing_transaction.created"])
    assert (await told(paid.id))[1:] == ["issuing_authorization.updated"]


async def test_the_event_of_a_capture_shows_what_was_before_as_objects_show_it(pay: Pay, helpers: Any, last_event: LastEvent) -> None:
    paid = await pay(1_000)
    await helpers.authorizations.capture_async(paid.id)

    data = (await last_event(paid.id))["data"]

    before = data["previous_attributes"]
    assert breaches(data["object"]) == []
    assert (set(before), before["status"], before["transactions"]) == ({"balance_transactions", "status", "transactions"}, "pending", [])
    assert [breaches(entry) for entry in before["balance_transactions"]] == [[]]
    assert before["balance_transactions"][0]["type"] == "issuing_authorization_hold"


async def test_less_can_be_captured_and_the_rest_is_free_again(pay: Pay, helpers: Any, money: Money) -> None:
    captured = await helpers.authorizations.capture_async((await pay(1_000)).id, {"capture_amount": 300})

    assert (captured.status, captured.amount, await money()) == ("closed", 1_000, 999_700)


async def test_more_can_be_captured_than_was_held(pay: Pay, helpers: Any, money: Money) -> None:
    captured = await helpers.authorizations.capture_async((await pay(1_000)).id, {"capture_amount": 1_200})

    assert (captured.transactions[0].amount, await money()) == (-1_200, 998_800)


async def test_an_authorization_can_be_captured_in_parts(pay: Pay, helpers: Any, money: Money) -> None:
    paid = await pay(1_000)

    first = await helpers.authorizations.capture_async(paid.id, {"capture_amount": 300, "close_authorization": False})
    between = await money()
    last = await helpers.authorizations.capture_async(paid.id)

    assert (first.status, between, last.status, await money()) == ("pending", 999_000, "closed", 999_000)
    assert sorted(one.amount for one in last.transactions) == [-700, -300]


async def test_neither_card_nor_balance_keep_a_merchant_from_capturing(
    issuing: Any, card: Any, pay: Pay, helpers: Any, money: Money
) -> None:
    paid = await pay(1_000_000)
    await issuing.cards.update_async(card.id, {"status": "canceled"})

    captured = await helpers.authorizations.capture_async(paid.id, {"capture_amount": 1_000_001})

    assert (captured.status, await money()) == ("closed", -1)


async def test_a_merchant_may_come_late(pay: Pay, helpers: Any, money: Money) -> None:
    expired = await helpers.authorizations.expire_async((await pay(1_000)).id)

    captured = await helpers.authorizations.capture_async(expired.id)

    assert (expired.status, captured.status, await money()) == ("expired", "closed", 999_000)


@pytest.mark.parametrize(("end", "status"), [("reverse", "reversed"), ("capture", "closed")])
async def test_what_has_ended_cannot_be_captured(pay: Pay, helpers: Any, end: str, status: str) -> None:
    paid = await pay()
    await getattr(helpers.authorizations, f"{end}_async")(paid.id)

    with pytest.raises(stripe.InvalidRequestError, match=f"You cannot capture this authorization because its status is {status}"):
        await helpers.authorizations.capture_async(paid.id)


async def test_of_nothing_only_a_named_amount_can_be_captured(pay: Pay, helpers: Any) -> None:
    paid = await pay(0)

    with pytest.raises(stripe.InvalidRequestError, match="Nothing is left") as refused:
        await helpers.authorizations.capture_async(paid.id)

    assert refused.value.param == "capture_amount"
    assert (await helpers.authorizations.capture_async(paid.id, {"capture_amount": 5})).status == "closed"
