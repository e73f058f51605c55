"""Tokens of the vault, as Stripe's book has them."""

from typing import Any

import pytest

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADDRESS, HERMIT

VIRTUAL = {"currency": "usd", "type": "virtual", "status": "active"}


@pytest.mark.parametrize("network", ["visa", "mastercard"])
@pytest.mark.parametrize("wallet", ["apple_pay", "google_pay", "samsung_pay"])
async def test_a_card_in_a_wallet_is_a_token_of_its_network(issuing: Any, phone: Phone, ada: Any, network: str, wallet: str) -> None:
    card = await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "metadata": {"emulator_network": network}})

    made = await phone.add(card.id, wallet=wallet, device={"fingerprint": "f3c1"})

    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    assert (token.network, token.wallet_provider, token.status, token.card) == (network, wallet, "active", card.id)
    assert (token.last4, token.device_fingerprint) == (made["token"]["number"][-4:], "f3c1")
    assert await issuing.tokens.retrieve_async(token.id) == token


async def test_a_card_on_file_has_no_wallet(issuing: Any, phone: Phone, card: Any) -> None:
    await phone.add(card.id, wallet=None)

    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    assert "wallet_provider" not in token
    assert (await issuing.cards.retrieve_async(card.id)).wallets.primary_account_identifier is None


async def test_the_first_wallet_tells_what_the_card_is_called_there(issuing: Any, events: Any, phone: Phone, card: Any) -> None:
    await phone.add(card.id)
    first = (await issuing.cards.retrieve_async(card.id)).wallets.primary_account_identifier

    await phone.add(card.id, wallet="google_pay")

    assert first
    assert (await issuing.cards.retrieve_async(card.id)).wallets.primary_account_identifier == first
    told = (await events.list_async({"type": "issuing_card.updated"})).data
    assert [event.data.previous_attributes.to_dict() for event in told] == [{"wallets": {"primary_account_identifier": None}}]


async def test_a_code_brings_a_token_to_life(issuing: Any, phone: Phone, card: Any) -> None:
    made = await phone.add(card.id, path="yellow")
    (token,) = (await issuing.tokens.list_async({"card": card.id})).data

    await phone.wait(90)
    await phone.move(made["token"]["reference"], "activate", code=made["code"]["digits"])

    after = await issuing.tokens.retrieve_async(token.id)
    assert (token.status, after.status) == ("requested", "active")
    assert after.network_updated_at >= token.network_updated_at + 90


async def test_a_declined_wish_leaves_nothing(issuing: Any, events: Any, phone: Phone, card: Any) -> None:
    made = await phone.add(card.id, path="red")

    assert (made["decision"], made["token"]) == ("DECLINED", None)
    assert (await issuing.tokens.list_async({"card": card.id})).data == []
    assert (await events.list_async({"type": "issuing_token.*"})).data == []


async def test_what_the_wallet_does_is_announced(issuing: Any, events: Any, phone: Phone, card: Any) -> None:
    made = await phone.add(card.id)

    for action in ("suspend", "resume", "delete"):
        await phone.move(made["token"]["reference"], action)

    told = (await events.list_async({"type": "issuing_token.updated"})).data
    assert [event.data.object.status for event in told] == ["deleted", "active", "suspended"]
    assert [event.request.id for event in told] == [None] * 3


async def test_a_canceled_card_takes_its_tokens_with_it(issuing: Any, phone: Phone, card: Any) -> None:
    for wallet in ("apple_pay", "google_pay"):
        await phone.add(card.id, wallet=wallet)

    await issuing.cards.update_async(card.id, {"status": "canceled"})

    assert [token.status for token in (await issuing.tokens.list_async({"card": card.id})).data] == ["deleted", "deleted"]


async def test_a_canceled_card_goes_into_no_wallet(issuing: Any, phone: Phone, card: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "canceled"})

    with pytest.raises(AssertionError, match="ineligible_card"):
        await phone.add(card.id)

    assert (await issuing.tokens.list_async({"card": card.id})).data == []


@pytest.mark.parametrize("wallet", ["apple_pay", "google_pay"])
async def test_a_card_whose_holder_nobody_can_reach_goes_into_no_wallet(issuing: Any, phone: Phone, wallet: str) -> None:
    holder = await issuing.cardholders.create_async(HERMIT)
    card = await issuing.cards.create_async({**VIRTUAL, "cardholder": holder.id})

    with pytest.raises(AssertionError, match="missing_cardholder_contact"):
        await phone.add(card.id, wallet=wallet)
    await phone.add(card.id, wallet=None)

    assert len((await issuing.tokens.list_async({"card": card.id})).data) == 1


async def test_tokens_follow_the_number_to_the_card_that_replaces_it(issuing: Any, phone: Phone, ada: Any) -> None:
    physical = {"currency": "usd", "type": "physical", "cardholder": ada.id, "shipping": {"name": "Ada Sample", "address": ADDRESS}}
    old = await issuing.cards.create_async({**physical, "status": "active"})
    await phone.add(old.id)
    new = await issuing.cards.create_async({**physical, "replacement_for": old.id, "replacement_reason": "damaged"})
    await phone.add(old.id, wallet="google_pay")

    await issuing.cards.update_async(new.id, {"status": "active"})

    tokens = (await issuing.tokens.list_async({"card": new.id})).data
    assert [(token.wallet_provider, token.status) for token in tokens] == [("google_pay", "active"), ("apple_pay", "active")]
    assert (await issuing.tokens.list_async({"card": old.id})).data == []
