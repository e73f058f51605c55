"""Cards that are there: changed, found, and shown."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import ADDRESS

PHYSICAL = {"currency": "usd", "type": "physical", "shipping": {"name": "Ada Sample", "address": ADDRESS}}


async def test_a_change_is_read_back(issuing: Any, card: Any) -> None:
    limits = {"spending_limits": [{"amount": 100, "interval": "daily"}]}

    await issuing.cards.update_async(card.id, {"status": "inactive", "metadata": {"a": "b"}, "spending_controls": limits})

    after = await issuing.cards.retrieve_async(card.id)
    assert (after.status, after.metadata.to_dict()) == ("inactive", {"a": "b"})
    assert [limit.to_dict() for limit in after.spending_controls.spending_limits] == [
        {"amount": 100, "interval": "daily", "categories": []}
    ]


async def test_a_canceled_card_stays_canceled_and_keeps_its_metadata_open(issuing: Any, card: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "canceled", "cancellation_reason": "stolen"})

    with pytest.raises(stripe.InvalidRequestError, match="This card has been canceled and its status cannot be changed"):
        await issuing.cards.update_async(card.id, {"status": "active"})
    await issuing.cards.update_async(card.id, {"metadata": {"a": "b"}})

    after = await issuing.cards.retrieve_async(card.id)
    assert (after.status, after.cancellation_reason, after.metadata["a"]) == ("canceled", "stolen", "b")


async def test_a_reason_goes_with_a_cancellation(issuing: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="goes with status=canceled only"):
        await issuing.cards.update_async(card.id, {"cancellation_reason": "lost"})


@pytest.mark.parametrize("change", [{"shipping": {"name": "Bob", "address": ADDRESS}}, {"personalization_design": "ipcd_nope"}])
async def test_what_has_left_is_not_changed(
    connection: tuple[stripe.StripeClient, object], issuing: Any, ada: Any, change: dict[str, Any]
) -> None:
    card = await issuing.cards.create_async({**PHYSICAL, "cardholder": ada.id})
    await connection[0].v1.test_helpers.issuing.cards.ship_card_async(card.id)

    with pytest.raises(stripe.InvalidRequestError, match="because its shipping status is shipped"):
        await issuing.cards.update_async(card.id, change)


async def test_what_has_not_left_can_be_redirected(issuing: Any, ada: Any) -> None:
    card = await issuing.cards.create_async({**PHYSICAL, "cardholder": ada.id})

    after = await issuing.cards.update_async(card.id, {"shipping": {"name": "Bob", "address": {**ADDRESS, "city": "Elsewhere"}}})

    assert (after.shipping.name, after.shipping.address.city, after.shipping.status) == ("Bob", "Elsewhere", "pending")


@pytest.mark.parametrize(
    ("filters", "count"),
    [({"type": "physical"}, 1), ({"type": "virtual"}, 1), ({"status": "active"}, 1), ({"status": "canceled"}, 0), ({"last4": "1003"}, 1)],
)
async def test_cards_are_found(issuing: Any, ada: Any, card: Any, filters: dict[str, str], count: int) -> None:
    await issuing.cards.create_async({**PHYSICAL, "cardholder": ada.id, "metadata": {"emulator_last4": "1003"}})

    assert len((await issuing.cards.list_async({"cardholder": ada.id, **filters})).data) == count
