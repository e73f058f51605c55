"""Stripe's own SDK meets what can go wrong, and behaves: it retries what it should, and one key makes one card."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe
from aiohttp import ClientPayloadError

from emulator.core.context import House
from tests.flows.faults.conftest import Arm
from tests.providers.stripe.sdk import world_of

Sdk = Callable[..., Any]
BUSY = {"status": 409, "body": {"error": {"type": "idempotency_error", "code": "idempotency_key_in_use", "message": "busy"}}}


def card_of(ada: Any) -> dict[str, str]:
    return {"cardholder": ada.id, "currency": "usd", "type": "virtual"}


def code_of(error: stripe.StripeError) -> str:
    body: Any = error.json_body
    return str(body["error"]["code"])


async def cards_made(issuing: Any) -> int:
    return len((await issuing.cards.list_async({"limit": 100})).data)


async def tries(house: House) -> list[int | None]:
    """The statuses of the calls that were to make a card, first to last."""
    world = await world_of(house)
    met = [one for one in house.journal.newest_first(world) if one.operation == "create_card"]
    return [one.response.status if one.response else None for one in reversed(met)]


@pytest.mark.parametrize("scenario", [{"answer": BUSY}, {"error": "Unavailable"}, {"answer": {"status": 503, "body": {}}}])
@pytest.mark.parametrize("stage", ["before", "after"])
async def test_the_sdk_retries_a_conflict_and_a_failure_and_one_card_is_made(
    house: House, patient: Sdk, ada: Any, arm_stripe: Arm, *, scenario: dict[str, Any], stage: str
) -> None:
    await arm_stripe(operation="create_card", stage=stage, **scenario)
    issuing = patient()

    card = await issuing.cards.create_async(card_of(ada))

    assert card.last4
    assert len(await tries(house)) == 2
    assert await cards_made(issuing) == 1


@pytest.mark.parametrize("fault", ["cut", "reset"])
@pytest.mark.parametrize("stage", ["before", "after"])
async def test_the_sdk_retries_a_broken_connection_and_one_card_is_made(
    house: House, patient: Sdk, ada: Any, arm_stripe: Arm, *, fault: str, stage: str
) -> None:
    await arm_stripe(operation="create_card", stage=stage, fault=fault)
    issuing = patient()

    card = await issuing.cards.create_async(card_of(ada))

    assert card.last4
    assert await cards_made(issuing) == 1


@pytest.mark.parametrize("stage", ["before", "after"])
async def test_silence_times_the_sdk_out_and_the_same_key_makes_one_card(patient: Sdk, ada: Any, arm_stripe: Arm, *, stage: str) -> None:
    await arm_stripe(operation="create_card", stage=stage, fault="silence")
    hasty, key = patient(retries=0, seconds=0.2), {"idempotency_key": "one-card"}

    with pytest.raises(stripe.APIConnectionError):
        await hasty.cards.create_async(card_of(ada), key)
    card = await patient().cards.create_async(card_of(ada), key)

    assert [one.id for one in (await patient().cards.list_async()).data] == [card.id]


async def test_half_a_body_is_an_error_of_the_sdks_http_client_and_the_same_key_makes_one_card(
    patient: Sdk, ada: Any, arm_stripe: Arm
) -> None:
    await arm_stripe(operation="create_card", stage="after", fault="truncate")
    issuing, key = patient(), {"idempotency_key": "one-card"}

    with pytest.raises(ClientPayloadError):
        await issuing.cards.create_async(card_of(ada), key)
    card = await issuing.cards.create_async(card_of(ada), key)

    assert [one.id for one in (await issuing.cards.list_async()).data] == [card.id]


async def test_who_calls_too_often_meets_stripes_own_error(patient: Sdk, ada: Any, arm_stripe: Arm) -> None:
    await arm_stripe(operation="create_card", fault="rate_limit")

    with pytest.raises(stripe.RateLimitError) as refused:
        await patient().cards.create_async(card_of(ada))

    assert (refused.value.http_status, code_of(refused.value)) == (429, "rate_limit")


async def test_half_an_answer_is_an_error_of_the_sdk(patient: Sdk, ada: Any, arm_stripe: Arm) -> None:
    await arm_stripe(operation="create_card", fault="malformed_json")

    with pytest.raises(stripe.APIError, match="Invalid response body"):
        await patient().cards.create_async(card_of(ada))


async def test_an_expired_key_is_stripes_authentication_error(patient: Sdk, ada: Any, arm_stripe: Arm) -> None:
    await arm_stripe(fault="expired_certificate")

    with pytest.raises(stripe.AuthenticationError) as refused:
        await patient().cardholders.retrieve_async(ada.id)

    assert code_of(refused.value) == "api_key_expired"


async def test_a_scenario_for_one_card_leaves_the_others_alone(patient: Sdk, ada: Any, arm_stripe: Arm) -> None:
    one, other = [await patient().cards.create_async(card_of(ada)) for _ in range(2)]
    await arm_stripe(card=one.id, error="Unavailable", remaining=None)

    assert (await patient().cards.retrieve_async(other.id)).id == other.id
    with pytest.raises(stripe.APIError):
        await patient(retries=0).cards.retrieve_async(one.id)


async def test_every_second_call_fails_until_cleared(patient: Sdk, ada: Any, arm_stripe: Arm) -> None:
    await arm_stripe(operation="retrieve_cardholder", error="Unavailable", every=2, remaining=None)
    issuing, outcomes = patient(retries=0), list[bool]()

    for _ in range(6):
        try:
            await issuing.cardholders.retrieve_async(ada.id)
            outcomes.append(True)
        except stripe.APIError:
            outcomes.append(False)

    assert outcomes == [True, False] * 3
