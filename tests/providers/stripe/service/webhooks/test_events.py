"""Events: what they tell, and how they are found."""

from datetime import timedelta
from typing import Any

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from tests.outbound.receiver import Receiver
from tests.providers.stripe.sdk import world_of

pytestmark = pytest.mark.exercises("stripe.list_events", "stripe.retrieve_event")


async def test_an_event_holds_the_object_as_it_was(issuing: Any, events: Any, ada: Any) -> None:
    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})

    updated, created = (await events.list_async()).data

    assert created.data.object.to_dict() == ada.to_dict()
    assert await events.retrieve_async(created.id) == created
    assert (created.type, updated.type) == ("issuing_cardholder.created", "issuing_cardholder.updated")


async def test_an_update_tells_the_old_values_of_what_changed(issuing: Any, events: Any, ada: Any) -> None:
    before = {"email": ada.email, "individual": {"dob": {"day": 10}}, "preferred_locales": ["en", "fr"]}
    await issuing.cardholders.update_async(ada.id, {"preferred_locales": ["en", "fr"]})

    dob = {"day": 11, "month": 12, "year": 1990}
    await issuing.cardholders.update_async(ada.id, {"email": "b@example.com", "individual": {"dob": dob}, "preferred_locales": ["fr"]})

    (updated, *_) = (await events.list_async()).data
    assert updated.data.previous_attributes.to_dict() == before


async def test_an_event_names_the_call_that_caused_it(issuing: Any, events: Any, ada: Any) -> None:
    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"}, {"idempotency_key": "my key"})

    (updated, *_) = (await events.list_async()).data

    assert updated.request.idempotency_key == "my key"
    assert updated.request.id.startswith("req_")


async def test_what_changes_nothing_is_no_event(issuing: Any, events: Any, ada: Any) -> None:
    await issuing.cardholders.update_async(ada.id, {"email": ada.email})

    assert [event.type for event in (await events.list_async()).data] == ["issuing_cardholder.created"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "issuing_card.created"}, ["issuing_card.created"]),
        ({"type": "issuing_card.*"}, ["issuing_card.created"]),
        ({"type": "issuing_*.created"}, ["issuing_card.created", "issuing_cardholder.created"]),
        ({"types": ["issuing_cardholder.created", "topup.created"]}, ["issuing_cardholder.created"]),
        ({"created": {"lt": 1}}, []),
        ({"delivery_success": False}, []),
    ],
)
async def test_events_are_found_by_their_type(events: Any, card: Any, filters: dict[str, Any], found: list[str]) -> None:
    assert [event.type for event in (await events.list_async(filters)).data] == found


async def test_one_type_or_several(events: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        await events.list_async({"type": "topup.created", "types": ["topup.created"]})


async def test_events_are_found_by_whether_they_arrived(
    house: House, issuing: Any, events: Any, hooks: Any, receiver: Receiver, ada: Any
) -> None:
    await hooks.create_async({"url": receiver.url, "enabled_events": ["issuing_card.created"]})
    receiver.will_answer(500, 200)

    for _ in range(2):
        await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})
    assert house.courier
    await house.courier.deliver(await world_of(house))

    missed = (await events.list_async({"delivery_success": False})).data
    taken = (await events.list_async({"delivery_success": True, "type": "issuing_card.created"})).data
    assert ([event.pending_webhooks for event in missed], [event.pending_webhooks for event in taken]) == ([1], [0])


async def test_an_event_is_forgotten_after_thirty_days(
    house: House, client: TestClient[web.BaseRequest, web.Application], events: Any, ada: Any
) -> None:
    (event,) = (await events.list_async()).data

    world, month = await world_of(house), int(timedelta(days=30).total_seconds())
    answer = await client.post("/_emulator/clock/advance", json={"namespace": world, "seconds": month + 60})

    assert answer.status == 200, await answer.text()
    assert (await events.list_async()).data == []
    with pytest.raises(stripe.InvalidRequestError, match="No such event"):
        await events.retrieve_async(event.id)
