"""Activating and canceling cards."""

from typing import Any

import pytest
import stripe

from emulator.config import Settings
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADDRESS, HERMIT

EU_AND_US = ("eur", "usd")


async def test_a_card_is_activated_put_aside_and_activated_again(issuing: Any, ada: Any) -> None:
    card = await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})

    statuses = [(await issuing.cards.update_async(card.id, {"status": status})).status for status in ("active", "inactive", "active")]

    assert statuses == ["active", "inactive", "active"]


async def test_a_canceled_card_stays_canceled_and_its_metadata_does_not(issuing: Any, card: Any) -> None:
    canceled = await issuing.cards.update_async(card.id, {"status": "canceled", "cancellation_reason": "lost", "metadata": {"a": "1"}})

    with pytest.raises(stripe.InvalidRequestError, match="has been canceled and its status cannot be changed") as refused:
        await issuing.cards.update_async(card.id, {"status": "active"})

    changed = await issuing.cards.update_async(card.id, {"metadata": {"b": "2"}})
    assert (canceled.status, canceled.cancellation_reason, refused.value.param) == ("canceled", "lost", "status")
    assert (changed.status, changed.metadata.to_dict()) == ("canceled", {"a": "1", "b": "2"})


async def test_a_reason_goes_with_a_cancellation_only(issuing: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cards.update_async(card.id, {"cancellation_reason": "lost"})

    assert refused.value.param == "cancellation_reason"


async def test_a_shipment_that_has_not_left_is_canceled_with_its_card(issuing: Any, ada: Any) -> None:
    card = await issuing.cards.create_async(
        {"cardholder": ada.id, "currency": "usd", "type": "physical", "shipping": {"name": "Ada", "address": ADDRESS}}
    )

    canceled = await issuing.cards.update_async(card.id, {"status": "canceled"})

    assert (card.shipping.status, canceled.shipping.status) == ("pending", "canceled")


async def test_activation_waits_for_what_is_missing_of_the_holder(issuing: Any) -> None:
    holder = await issuing.cardholders.create_async({"name": "Ops", "type": "company", "billing": {"address": ADDRESS}})
    card = await issuing.cards.create_async({"cardholder": holder.id, "currency": "usd", "type": "virtual"})

    with pytest.raises(stripe.InvalidRequestError, match="outstanding requirements"):
        await issuing.cards.update_async(card.id, {"status": "active"})

    await issuing.cardholders.update_async(holder.id, {"company": {"tax_id": "12-3456789"}})
    assert (await issuing.cards.update_async(card.id, {"status": "active"})).status == "active"


async def test_a_card_in_euros_waits_for_its_holders_phone(issuing: Any) -> None:
    holder = await issuing.cardholders.create_async({**HERMIT, "email": "ada.sample@example.com"})
    cards = [await issuing.cards.create_async({"cardholder": holder.id, "currency": currency, "type": "virtual"}) for currency in EU_AND_US]

    with pytest.raises(stripe.InvalidRequestError, match="has no phone_number"):
        await issuing.cards.update_async(cards[0].id, {"status": "active"})
    dollars = await issuing.cards.update_async(cards[1].id, {"status": "active"})

    await issuing.cardholders.update_async(holder.id, {"phone_number": "+4930901820"})
    euros = await issuing.cards.update_async(cards[0].id, {"status": "active"})
    assert (euros.status, dollars.status) == ("active", "active")


class TestWithTokensThatStay:
    """Tokens outlive their cards."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, stripe_canceled_tokens="keep")

    async def test_a_canceled_card_leaves_its_tokens(self, issuing: Any, phone: Phone, card: Any) -> None:
        await phone.add(card.id)

        await issuing.cards.update_async(card.id, {"status": "canceled"})

        assert [token.status for token in (await issuing.tokens.list_async({"card": card.id})).data] == ["active"]
