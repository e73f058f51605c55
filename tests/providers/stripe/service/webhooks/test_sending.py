"""Webhooks: who is told, signed how, and how often it is tried."""

import json
from typing import Any

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from tests.outbound.receiver import Heard, Receiver
from tests.providers.stripe.sdk import world_of

pytestmark = pytest.mark.exercises("stripe.event")

Client = TestClient[web.BaseRequest, web.Application]


async def delivered(house: House) -> None:
    """Have everything that is due tried."""
    assert house.courier
    await house.courier.deliver(await world_of(house))


def opened(heard: Heard, secret: str) -> Any:
    """Return the event as the official library reads it, its signature checked."""
    return stripe.Webhook.construct_event(heard.body, heard.headers["Stripe-Signature"], secret)


async def test_an_event_is_signed_as_the_official_library_checks_it(
    house: House, issuing: Any, events: Any, hooks: Any, receiver: Receiver, ada: Any
) -> None:
    endpoint = await hooks.create_async({"url": f"{receiver.url}/stripe", "enabled_events": ["*"]})

    card = await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})
    await delivered(house)

    (heard,) = receiver.heard
    event = opened(heard, endpoint.secret)
    assert (heard.method, heard.path, heard.headers["Content-Type"]) == ("POST", "/stripe", "application/json; charset=utf-8")
    assert (event.type, event.data.object.to_dict()) == ("issuing_card.created", card.to_dict())
    assert event.pending_webhooks == 1
    assert (await events.retrieve_async(event.id)).pending_webhooks == 0


async def test_another_secret_does_not_open_it(house: House, issuing: Any, hooks: Any, receiver: Receiver, ada: Any) -> None:
    await hooks.create_async({"url": receiver.url, "enabled_events": ["*"]})

    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})
    await delivered(house)

    with pytest.raises(stripe.SignatureVerificationError):
        opened(receiver.heard[0], "whsec_other")


@pytest.mark.parametrize(
    ("listening", "told"),
    [
        ({"enabled_events": ["*"]}, 1),
        ({"enabled_events": ["issuing_cardholder.updated", "topup.created"]}, 1),
        ({"enabled_events": ["issuing_cardholder.created"]}, 0),
        ({"enabled_events": ["*"], "connect": True}, 0),
    ],
)
async def test_an_endpoint_hears_what_it_listens_to(
    house: House, issuing: Any, hooks: Any, receiver: Receiver, ada: Any, listening: dict[str, Any], told: int
) -> None:
    await hooks.create_async({"url": receiver.url, **listening})

    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})
    await delivered(house)

    assert len(receiver.heard) == told


async def test_every_endpoint_reads_events_in_its_own_version(house: House, issuing: Any, hooks: Any, receiver: Receiver, ada: Any) -> None:
    for path, version in (("old", {"api_version": "2024-06-20"}), ("new", {})):
        await hooks.create_async({"url": f"{receiver.url}/{path}", "enabled_events": ["*"], **version})

    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})
    await delivered(house)

    versions = {heard.path: json.loads(heard.body)["api_version"] for heard in receiver.heard}
    assert versions == {"/old": "2024-06-20", "/new": "2026-10-28.endive"}


async def test_a_refused_call_tells_nobody(house: House, issuing: Any, hooks: Any, receiver: Receiver, ada: Any) -> None:
    await hooks.create_async({"url": receiver.url, "enabled_events": ["*"]})

    with pytest.raises(stripe.InvalidRequestError):
        await issuing.cardholders.update_async(ada.id, {"email": "nothing like an address"})
    await delivered(house)

    assert receiver.heard == []


async def test_a_missed_event_is_tried_three_times_more_on_the_worlds_clock(
    house: House, client: Client, issuing: Any, hooks: Any, receiver: Receiver, ada: Any
) -> None:
    world = await world_of(house)
    await client.post("/_emulator/clock/freeze", json={"namespace": world})
    endpoint = await hooks.create_async({"url": receiver.url, "enabled_events": ["*"]})
    receiver.will_answer(500, 302, 404, 500)
    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})

    await delivered(house)
    tried = []
    for seconds in (1, 5, 25, 3_600):
        tried.append(len(receiver.heard))
        await client.post("/_emulator/clock/advance", json={"namespace": world, "seconds": seconds})
        await delivered(house)

    assert tried == [1, 2, 3, 4]
    assert len(receiver.heard) == 4
    assert len({opened(heard, endpoint.secret).id for heard in receiver.heard}) == 1


async def test_a_disabled_endpoint_is_not_tried_again(
    house: House, client: Client, issuing: Any, hooks: Any, receiver: Receiver, ada: Any
) -> None:
    endpoint = await hooks.create_async({"url": receiver.url, "enabled_events": ["*"]})
    receiver.will_answer(500)
    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})
    await delivered(house)

    await hooks.update_async(endpoint.id, {"disabled": True})
    await client.post("/_emulator/clock/advance", json={"namespace": await world_of(house), "seconds": 60})
    await delivered(house)

    assert len(receiver.heard) == 1


async def test_an_event_that_is_delivered_again_is_not_counted_twice(
    house: House, client: Client, issuing: Any, events: Any, hooks: Any, receiver: Receiver, ada: Any
) -> None:
    first, _ = [await hooks.create_async({"url": f"{receiver.url}/{n}", "enabled_events": ["*"]}) for n in range(2)]
    receiver.will_answer(200, 500)
    await issuing.cardholders.update_async(ada.id, {"email": "new@example.com"})
    await delivered(house)
    (event, *_) = (await events.list_async()).data

    outbox = await (await client.get("/_emulator/outbox", params={"namespace": await world_of(house)})).json()
    notice = next(row for row in outbox["notices"] if row["state"] == "delivered")
    again = await client.post(f"/_emulator/outbox/{notice['id']}/redeliver", json={"namespace": await world_of(house)})

    assert again.status == 200, await again.text()
    assert len(receiver.heard) >= 3
    assert (event.pending_webhooks, (await events.retrieve_async(event.id)).pending_webhooks) == (1, 1)
    assert first.secret
