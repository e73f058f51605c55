"""Disputes that are prepared and looked at."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Money, Told
from tests.providers.stripe.service.spending.disputes.conftest import Dispute


@pytest.mark.exercises("stripe.create_dispute", "stripe.retrieve_dispute")
async def test_a_new_dispute_is_about_the_whole_transaction(
    issuing: Any, dispute: Dispute, captured: Any, money: Money, told: Told
) -> None:
    made = await dispute(metadata={"case": "C-9"})

    read = await issuing.disputes.retrieve_async(made.id, {"expand": ["transaction"]})
    assert (read.amount, read.currency, read.status, read.metadata["case"]) == (2_350, "usd", "unsubmitted", "C-9")
    assert (read.transaction.id, read.transaction.dispute) == (captured.id, made.id)
    assert (await money(), await told(made.id)) == (997_650, ["issuing_dispute.created"])


@pytest.mark.exercises("stripe.update_dispute", "stripe.list_disputes")
async def test_a_dispute_can_be_changed_until_it_is_submitted(issuing: Any, dispute: Dispute, captured: Any, told: Told) -> None:
    made = await dispute()
    await issuing.disputes.update_async(made.id, {"amount": 1_000, "metadata": {"a": "1"}})
    await issuing.disputes.submit_async(made.id)

    with pytest.raises(stripe.InvalidRequestError, match="You cannot update this dispute because its status is submitted"):
        await issuing.disputes.update_async(made.id, {"amount": 900})
    await issuing.disputes.update_async(made.id, {"metadata": {"b": "2"}})

    (listed,) = (await issuing.disputes.list_async({"transaction": captured.id, "status": "submitted"})).data
    assert (listed.amount, listed.metadata.to_dict()) == (1_000, {"a": "1", "b": "2"})
    assert (await told(made.id))[1] == "issuing_dispute.updated"


@pytest.mark.parametrize(
    ("changes", "param", "message"),
    [
        ({"transaction": None}, "transaction", "Missing required param: transaction."),
        ({"transaction": "ipi_nope"}, "transaction", "No such issuing transaction: 'ipi_nope'"),
        ({"amount": 2_351}, "amount", "must be less than or equal to 2350"),
        ({"treasury": {"received_debit": "rd_1"}}, "treasury[received_debit]", "No such received debit"),
    ],
)
async def test_what_cannot_be_disputed_is_refused(dispute: Dispute, changes: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=message) as refused:
        await dispute(**changes)

    assert refused.value.param == param


async def test_a_transaction_is_disputed_once(dispute: Dispute) -> None:
    first = await dispute()

    with pytest.raises(stripe.InvalidRequestError, match=f"disputed already: {first.id}"):
        await dispute()


async def test_a_refund_cannot_be_disputed(issuing: Any, helpers: Any, card: Any) -> None:
    refund = await helpers.transactions.create_unlinked_refund_async({"card": card.id, "amount": 1})

    with pytest.raises(stripe.InvalidRequestError, match="Only captures can be disputed"):
        await issuing.disputes.create_async({"transaction": refund.id})


async def test_nothing_has_moved_for_a_new_dispute(issuing: Any, dispute: Dispute) -> None:
    made = await dispute(expand=["balance_transactions"])

    assert made.balance_transactions == []
