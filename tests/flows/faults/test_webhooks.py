"""Webhooks that go wrong, as Stripe's own library reads them: doubled, reordered, late, dropped, badly signed."""

from typing import Any

import pytest
import stripe

from emulator.core.context import House
from tests.flows.faults.conftest import Arm
from tests.outbound.receiver import Heard, Receiver
from tests.providers.stripe.sdk import world_of


def event_of(heard: Heard, secret: str) -> Any:
    """The event as the official library reads it, its signature checked."""
    return stripe.Webhook.construct_event(heard.body, heard.headers["Stripe-Signature"], secret)


@pytest.fixture
def created(patient: Any, ada: Any) -> Any:
    """Makes a card, of which the app hears."""

    async def create() -> str:
        return str((await patient().cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})).id)

    return create


@pytest.fixture
async def world(house: House, ada: Any) -> str:
    """The world of the SDK's key."""
    assert ada.id
    return await world_of(house)


async def test_a_doubled_webhook_has_one_id_by_which_the_app_can_tell(
    receiver: Receiver, secret: str, created: Any, arm_stripe: Arm, *, admin: Arm, world: str
) -> None:
    await arm_stripe(operation="event", fault="duplicate")

    await created()
    await admin("POST", "outbox/deliver", {"namespace": world})

    first, second = [event_of(heard, secret) for heard in receiver.heard]
    assert (first.type, first.id) == ("issuing_card.created", second.id)


async def test_a_reordered_webhook_comes_after_what_happened_later(
    receiver: Receiver, secret: str, created: Any, arm_stripe: Arm, *, admin: Arm, world: str, patient: Any
) -> None:
    await admin("POST", "clock/freeze", {"namespace": world})
    await arm_stripe(operation="event", fault="reorder")

    card = await created()
    await patient().cards.update_async(card, {"status": "active"})
    await admin("POST", "clock/advance", {"namespace": world, "seconds": 10})

    events = [event_of(heard, secret) for heard in receiver.heard]
    assert [one.type for one in events] == ["issuing_card.updated", "issuing_card.created"]
    assert {one.data.object.id for one in events} == {card}


async def test_a_badly_signed_webhook_is_refused_and_the_redelivery_is_not(
    receiver: Receiver, secret: str, created: Any, arm_stripe: Arm, *, admin: Arm, world: str
) -> None:
    await arm_stripe(operation="event", fault="bad_signature")
    await created()
    await admin("POST", "outbox/deliver", {"namespace": world})
    with pytest.raises(stripe.SignatureVerificationError):
        event_of(receiver.heard[0], secret)
    (notice,) = (await admin("GET", "outbox", namespace=world))["notices"]

    await admin("POST", f"outbox/{notice['id']}/redeliver", {"namespace": world})

    assert event_of(receiver.heard[1], secret).type == "issuing_card.created"


async def test_half_a_webhook_is_refused_by_its_signature_or_its_form(
    receiver: Receiver, secret: str, created: Any, arm_stripe: Arm, *, admin: Arm, world: str
) -> None:
    await arm_stripe(operation="event", fault="malformed_json")

    await created()
    await admin("POST", "outbox/deliver", {"namespace": world})

    with pytest.raises((ValueError, stripe.SignatureVerificationError)):
        event_of(receiver.heard[0], secret)


async def test_a_webhook_signed_by_a_skewed_clock_is_too_old_for_the_app(
    receiver: Receiver, secret: str, created: Any, arm_stripe: Arm, *, admin: Arm, world: str
) -> None:
    await arm_stripe(operation="event", fault="clock_skew", seconds=-700)

    await created()
    await admin("POST", "outbox/deliver", {"namespace": world})

    with pytest.raises(stripe.SignatureVerificationError, match="outside the tolerance zone"):
        event_of(receiver.heard[0], secret)


async def test_a_dropped_webhook_stays_in_the_outbox(
    receiver: Receiver, secret: str, created: Any, arm_stripe: Arm, *, admin: Arm, world: str
) -> None:
    await arm_stripe(operation="event", fault="drop")

    await created()
    await admin("POST", "outbox/deliver", {"namespace": world})
    (notice,) = (await admin("GET", "outbox", namespace=world))["notices"]

    assert (receiver.heard, notice["state"], bool(secret)) == ([], "failed", True)
