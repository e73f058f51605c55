"""Refunds of what was captured."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Money, Pay, Told


@pytest.fixture
async def captured(pay: Pay, helpers: Any) -> Any:
    """A transaction of ten dollars."""
    return (await helpers.authorizations.capture_async((await pay(1_000)).id)).transactions[0]


@pytest.mark.exercises("stripe.refund_transaction")
async def test_a_refund_gives_back_all_that_is_left(issuing: Any, helpers: Any, captured: Any, money: Money, told: Told) -> None:
    part = await helpers.transactions.refund_async(captured.id, {"refund_amount": 300})
    rest = await helpers.transactions.refund_async(captured.id)

    authorization = await issuing.authorizations.retrieve_async(captured.authorization)
    assert [(one.type, one.amount, one.authorization) for one in (part, rest)] == [
        ("refund", 300, captured.authorization),
        ("refund", 700, captured.authorization),
    ]
    assert part.network_data.transaction_id == captured.network_data.transaction_id
    assert [one.id for one in authorization.transactions] == [captured.id, part.id, rest.id]
    assert (await money(), await told(part.id)) == (1_000_000, ["issuing_transaction.created"])


async def test_no_more_is_given_back_than_was_taken(helpers: Any, captured: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="must be less than or equal to 1000") as refused:
        await helpers.transactions.refund_async(captured.id, {"refund_amount": 1_001})

    await helpers.transactions.refund_async(captured.id)
    with pytest.raises(stripe.InvalidRequestError, match="it has been refunded already"):
        await helpers.transactions.refund_async(captured.id)

    assert refused.value.param == "refund_amount"


async def test_a_refund_cannot_be_refunded(helpers: Any, captured: Any) -> None:
    refund = await helpers.transactions.refund_async(captured.id)

    with pytest.raises(stripe.InvalidRequestError, match="its type is refund"):
        await helpers.transactions.refund_async(refund.id)


async def test_a_forced_capture_can_be_refunded(helpers: Any, card: Any, money: Money) -> None:
    forced = await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 100})

    refund = await helpers.transactions.refund_async(forced.id)

    assert (refund.authorization, refund.merchant_data, await money()) == (None, forced.merchant_data, 1_000_000)
