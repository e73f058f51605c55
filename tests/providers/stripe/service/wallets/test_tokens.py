"""Tokens as the issuer sees and moves them."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.phone import Phone

pytestmark = pytest.mark.exercises("stripe.list_tokens", "stripe.retrieve_token", "stripe.update_token")

# What the status may become, from docs.stripe.com/api/issuing/tokens/update and docs.stripe.com/issuing/cards/digital-wallets.
ALLOWED = {
    ("requested", "active"),
    ("requested", "deleted"),
    ("active", "suspended"),
    ("active", "deleted"),
    ("suspended", "active"),
    ("suspended", "deleted"),
}
PATHS = {"requested": (), "active": ("active",), "suspended": ("active", "suspended"), "deleted": ("deleted",)}


async def only_token(issuing: Any, card: Any) -> Any:
    """Return the one token of a card."""
    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    return token


@pytest.mark.parametrize("before", PATHS)
@pytest.mark.parametrize("after", ["active", "suspended", "deleted"])
async def test_a_token_moves_as_its_status_allows(issuing: Any, phone: Phone, card: Any, before: str, after: str) -> None:
    await phone.add(card.id, path="yellow")
    token = await only_token(issuing, card)
    for status in PATHS[before]:
        await issuing.tokens.update_async(token.id, {"status": status})

    if (before, after) in ALLOWED or before == after:
        await issuing.tokens.update_async(token.id, {"status": after})
        expected = after
    else:
        with pytest.raises(stripe.InvalidRequestError, match=f"cannot be updated to '{after}' because its status is '{before}'"):
            await issuing.tokens.update_async(token.id, {"status": after})
        expected = before

    assert (await issuing.tokens.retrieve_async(token.id)).status == expected


async def test_a_move_is_announced_and_one_that_changes_nothing_is_not(issuing: Any, events: Any, phone: Phone, card: Any) -> None:
    await phone.add(card.id)
    token = await only_token(issuing, card)

    for _ in range(2):
        await issuing.tokens.update_async(token.id, {"status": "suspended"})

    told = (await events.list_async({"type": "issuing_token.*"})).data
    assert [event.type for event in told] == ["issuing_token.updated", "issuing_token.created"]
    assert told[0].data.previous_attributes.to_dict()["status"] == "active"


async def test_the_issuer_does_not_lift_what_the_wallet_suspended(issuing: Any, phone: Phone, card: Any) -> None:
    made = await phone.add(card.id)
    token = await only_token(issuing, card)
    await phone.move(made["token"]["reference"], "suspend")

    with pytest.raises(stripe.InvalidRequestError, match="cannot be updated to 'active'"):
        await issuing.tokens.update_async(token.id, {"status": "active"})

    await phone.move(made["token"]["reference"], "resume")
    assert (await issuing.tokens.retrieve_async(token.id)).status == "active"


async def test_what_the_issuer_does_is_seen_in_the_vault(issuing: Any, phone: Phone, card: Any) -> None:
    made = await phone.add(card.id)
    token = await only_token(issuing, card)

    await issuing.tokens.update_async(token.id, {"status": "suspended"})

    seen = await phone.get(f"tokens/{made['token']['reference']}")
    assert (seen["state"], seen["holders"]) == ("suspended", ["issuer"])


async def test_tokens_are_listed_by_card_and_status(issuing: Any, phone: Phone, ada: Any, card: Any) -> None:
    other = await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})
    for wish in ({"wallet": "apple_pay"}, {"wallet": "google_pay", "path": "yellow"}):
        await phone.add(card.id, **wish)
    await phone.add(other.id)

    everything = (await issuing.tokens.list_async({"card": card.id})).data
    active = (await issuing.tokens.list_async({"card": card.id, "status": "active"})).data

    assert [token.wallet_provider for token in everything] == ["google_pay", "apple_pay"]
    assert [token.id for token in active] == [everything[1].id]


async def test_tokens_are_listed_for_one_card_alone(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Missing required param: card"):
        await issuing.tokens.list_async({})
    with pytest.raises(stripe.InvalidRequestError, match="No such issuing card: 'ic_nope'"):
        await issuing.tokens.list_async({"card": "ic_nope"})


async def test_the_card_of_a_token_can_be_expanded(issuing: Any, phone: Phone, card: Any) -> None:
    await phone.add(card.id)

    (token,) = (await issuing.tokens.list_async({"card": card.id, "expand": ["data.card"]})).data

    assert token.card.id == card.id
    assert token.card.cardholder.id == card.cardholder.id
