"""Money that comes in."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Money, Told

TOPUP = {"amount": 2_000, "currency": "usd", "description": "Funds", "statement_descriptor": "Top-up"}


@pytest.mark.exercises("stripe.create_topup", "stripe.retrieve_topup")
async def test_a_topup_for_cards_can_be_spent_at_once(v1: Any, money: Money, told: Told) -> None:
    made = await v1.topups.create_async({**TOPUP, "destination_balance": "issuing"})

    read = await v1.topups.retrieve_async(made.id, {"expand": ["balance_transaction"]})
    assert (read.status, read.balance_transaction.type, read.balance_transaction.amount) == ("succeeded", "topup", 2_000)
    assert (await money(), await told(made.id)) == (1_002_000, ["topup.created", "topup.succeeded"])


async def test_a_topup_is_for_payments_unless_it_says_otherwise(v1: Any, money: Money) -> None:
    await v1.topups.create_async(TOPUP)

    assert ((await v1.balance.retrieve_async()).available[0].amount, await money()) == (2_000, 1_000_000)


@pytest.mark.exercises("stripe.cancel_topup")
async def test_only_a_pending_topup_can_be_called_off(v1: Any, told: Told) -> None:
    pending = await v1.topups.create_async({**TOPUP, "source": "emulator_pending"})
    canceled = await v1.topups.cancel_async(pending.id)

    with pytest.raises(stripe.InvalidRequestError, match="its status is canceled"):
        await v1.topups.cancel_async(pending.id)

    assert (pending.status, canceled.status, canceled.balance_transaction) == ("pending", "canceled", None)
    assert (await told(pending.id))[-1] == "topup.canceled"


async def test_a_topup_can_fail(v1: Any, money: Money) -> None:
    failed = await v1.topups.create_async({**TOPUP, "source": "emulator_failing"})

    assert (failed.status, failed.failure_code, await money()) == ("failed", "insufficient_funds", 1_000_000)


@pytest.mark.exercises("stripe.update_topup", "stripe.list_topups")
async def test_what_is_written_on_a_topup_can_be_changed(v1: Any) -> None:
    made = await v1.topups.create_async({**TOPUP, "metadata": {"a": "1"}})
    await v1.topups.update_async(made.id, {"description": "Other", "metadata": {"a": "", "b": "2"}})

    listed = (await v1.topups.list_async({"amount": {"gte": 2_000}, "status": "succeeded"})).data

    assert [(one.description, one.metadata.to_dict()) for one in listed] == [("Other", {"b": "2"})]


async def test_a_topup_in_a_currency_without_a_balance_is_refused(v1: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid currency: jpy"):
        await v1.topups.create_async({**TOPUP, "currency": "jpy"})
