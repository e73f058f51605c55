"""Ids become objects where that is asked for (docs.stripe.com/api/expanding_objects)."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import WitnessedClient


async def test_a_link_is_expanded(issuing: Any, phone: Phone, card: Any) -> None:
    await phone.add(card.id)
    (token,) = (await issuing.tokens.list_async({"card": card.id})).data

    shown = await issuing.tokens.retrieve_async(token.id, {"expand": ["card"]})

    assert (token.card, shown.card) == (card.id, await issuing.cards.retrieve_async(card.id))


async def test_links_of_links_are_expanded(issuing: Any, ada: Any, phone: Phone, card: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "canceled", "cancellation_reason": "lost"})
    wanted = {"cardholder": ada.id, "currency": "usd", "type": "virtual", "replacement_for": card.id, "replacement_reason": "lost"}

    new = await issuing.cards.create_async({**wanted, "expand": ["replacement_for.replaced_by.replacement_for"]})

    assert new.replacement_for.id == card.id
    assert new.replacement_for.replaced_by.id == new.id
    assert new.replacement_for.replaced_by.replacement_for.id == card.id
    assert new.replacement_for.replaced_by.replacement_for.replaced_by == new.id


async def test_a_null_stays_null(issuing: Any, card: Any, http: WitnessedClient) -> None:
    await issuing.cards.retrieve_async(card.id, {"expand": ["personalization_design", "replaced_by.cardholder"]})

    assert (http.body["personalization_design"], http.body["replaced_by"]) == (None, None)


async def test_what_is_whole_already_may_be_named(issuing: Any, card: Any) -> None:
    assert (await issuing.cards.retrieve_async(card.id, {"expand": ["cardholder"]})).cardholder.id == card.cardholder.id


async def test_what_leads_nowhere_further_down_stays_an_id(issuing: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        await issuing.cards.retrieve_async(card.id, {"expand": ["nonsense"]})


@pytest.mark.parametrize(
    ("path", "message", "code"),
    [
        ("metadata", "This property cannot be expanded (metadata).", None),
        ("x", "This property cannot be expanded because it doesn't exist: x.", None),
        ("replaced_by.a.b.c.d", "You cannot expand more than 4 levels of a property.", "property_expansion_max_depth"),
    ],
)
async def test_what_cannot_be_expanded_is_refused(issuing: Any, card: Any, path: str, message: str, code: str | None) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cards.retrieve_async(card.id, {"expand": [path]})

    assert f"{refused.value.user_message}".startswith(message)
    assert (refused.value.http_status, refused.value.code) == (400, code)


async def test_in_lists_the_path_begins_with_data(issuing: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"You may want to try expanding 'data\.cardholder' instead\."):
        await issuing.cards.list_async({"expand": ["cardholder"]})

    assert (await issuing.cards.list_async({"expand": ["data.replaced_by"]})).data[0].id == card.id
