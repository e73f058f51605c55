"""Money that moves without an authorization."""

from typing import Any

import pytest

from tests.providers.stripe.service.spending.conftest import Money, Told


@pytest.mark.parametrize(
    ("helper", "kind", "amount"),
    [("create_force_capture_async", "capture", -2_500_000), ("create_unlinked_refund_async", "refund", 2_500_000)],
)
async def test_nothing_keeps_a_merchant_from_it(
    issuing: Any, helpers: Any, card: Any, money: Money, told: Told, helper: str, kind: str, amount: int
) -> None:
    await issuing.cards.update_async(card.id, {"status": "inactive"})

    made = await getattr(helpers.transactions, helper)({"card": card.id, "amount": 2_500_000, "merchant_data": {"name": "Forced"}})

    read = await issuing.transactions.retrieve_async(made.id)
    assert (read.type, read.amount, read.merchant_amount, read.authorization, read.merchant_data.name) == (
        kind,
        amount,
        amount,
        None,
        "Forced",
    )
    assert (await money(), await told(made.id)) == (1_000_000 + amount, ["issuing_transaction.created"])
