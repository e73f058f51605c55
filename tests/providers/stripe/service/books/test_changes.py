"""What is written into the books is told, once, as it then was."""

from typing import Any

import pytest
import stripe


async def test_creations_and_changes_are_told_in_their_order(issuing: Any, events: Any, card: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "inactive"})
    await issuing.cards.update_async(card.id, {"metadata": {"a": "b"}})

    told = [event.type for event in reversed((await events.list_async()).data)]

    assert told == ["issuing_cardholder.created", "issuing_card.created", "issuing_card.updated", "issuing_card.updated"]


async def test_an_event_does_not_change_when_its_object_does(issuing: Any, events: Any, card: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "canceled"})

    (made,) = (await events.list_async({"type": "issuing_card.created"})).data

    assert made.data.object.to_dict() == card.to_dict()


async def test_an_event_never_holds_number_or_code(issuing: Any, events: Any, card: Any) -> None:
    shown = await issuing.cards.retrieve_async(card.id, {"expand": ["number", "cvc"]})

    told = str(await events.list_async())

    assert shown.number not in told
    assert {"_cvc", "_pin", "_vault"}.isdisjoint((await events.list_async()).data[0].data.object.to_dict())


async def test_what_is_refused_is_not_told(issuing: Any, events: Any, ada: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "physical"})

    assert [event.type for event in (await events.list_async()).data] == ["issuing_cardholder.created"]
