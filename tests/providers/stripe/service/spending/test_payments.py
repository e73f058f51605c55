"""Cards that end with their last payment."""

from typing import Any

import pytest


async def limited(issuing: Any, ada: Any, count: int) -> Any:
    controls = {"cancel_after": {"payment_count": count}}
    return await issuing.cards.create_async(
        {"cardholder": ada.id, "currency": "usd", "type": "virtual", "status": "active", "lifecycle_controls": controls}
    )


async def test_a_card_for_one_payment_is_canceled_by_it(issuing: Any, ada: Any, helpers: Any) -> None:
    card = await limited(issuing, ada, 1)

    paid = await helpers.authorizations.create_async({"card": card.id, "amount": 100})
    refused = await helpers.authorizations.create_async({"card": card.id, "amount": 100})

    assert (paid.approved, paid.card.status) == (True, "canceled")
    assert refused.request_history[0].reason == "card_canceled"


@pytest.mark.parametrize(("amounts", "status"), [((100, 0, 0), "active"), ((100, 100), "canceled")])
async def test_payments_of_nothing_do_not_count(issuing: Any, ada: Any, helpers: Any, amounts: tuple[int, ...], status: str) -> None:
    card = await limited(issuing, ada, 2)

    for amount in amounts:
        await helpers.authorizations.create_async({"card": card.id, "amount": amount})

    assert (await issuing.cards.retrieve_async(card.id)).status == status


async def test_a_forced_capture_counts(issuing: Any, ada: Any, helpers: Any) -> None:
    card = await limited(issuing, ada, 1)

    await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 100})

    assert (await issuing.cards.retrieve_async(card.id)).status == "canceled"
