"""Receipts that come late."""

from typing import Any

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.service.spending.conftest import Told


async def test_a_receipt_is_added_to_what_the_merchant_has_told_before(
    issuing: Any, helpers: Any, phone: Phone, told: Told, *, card: Any
) -> None:
    details: Any = {"reference": "INV-1", "receipt": [{"description": "Unknown", "quantity": "2"}]}
    wish = {"card": card.id, "amount": 725, "purchase_details": details}
    paid = await helpers.transactions.create_force_capture_async(wish)

    fired = await phone.post("triggers", event="stripe.receipt_received", fields={"description": "Bread"})

    after = await issuing.transactions.retrieve_async(paid.id, {"expand": ["purchase_details"]})
    (line,) = after.purchase_details.receipt
    assert fired["done"] == [f"{paid.id} has a receipt: Bread"]
    assert (line.description, line.quantity, line.unit_cost, line.total) == ("Bread", 1.0, 725, 725)
    assert after.purchase_details.reference == "INV-1"
    assert await told(paid.id) == ["issuing_transaction.created", "issuing_transaction.purchase_details_receipt_updated"]
