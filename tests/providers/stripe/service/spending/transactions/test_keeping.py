"""Transactions that are there."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Told


@pytest.mark.exercises("stripe.update_transaction")
async def test_metadata_is_merged_and_told_of(issuing: Any, helpers: Any, card: Any, told: Told) -> None:
    made = await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 100})
    await issuing.transactions.update_async(made.id, {"metadata": {"a": "1"}})

    read = await issuing.transactions.retrieve_async(made.id)

    assert (read.metadata.to_dict(), (await told(made.id))[1:]) == ({"a": "1"}, ["issuing_transaction.updated"])


@pytest.mark.exercises("stripe.list_transactions", "stripe.create_unlinked_refund")
async def test_transactions_are_filtered(issuing: Any, helpers: Any, card: Any, ada: Any) -> None:
    order = {"card": card.id, "amount": 100}
    taken = await helpers.transactions.create_force_capture_async(order)
    given = await helpers.transactions.create_unlinked_refund_async(order)

    async def ids(**filters: str) -> list[str]:
        return [one.id for one in (await issuing.transactions.list_async(filters)).data]

    assert await ids(card=card.id) == [given.id, taken.id]
    assert (await ids(type="refund"), await ids(cardholder=ada.id, type="capture")) == ([given.id], [taken.id])


async def test_an_unknown_transaction_is_said_to_be_missing(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such issuing transaction: 'ipi_nope'"):
        await issuing.transactions.retrieve_async("ipi_nope")
