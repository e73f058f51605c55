"""Placeholder ids of the SDKs' own tests are answered with examples, and nothing is kept."""

from typing import Any

import pytest
import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from emulator.providers.stripe import API
from emulator.providers.stripe.examples import example
from emulator.providers.stripe.schemas.objects import Listing
from tests.providers.stripe.sdk import sdk_at, world_of
from tests.witness.stripe_objects import breaches

Client = TestClient[web.BaseRequest, web.Application]

OBJECTS: dict[str, Any] = {
    row.response.__name__: row.response for row in API.operations if "/issuing/" in row.path and not issubclass(row.response, Listing)
}


@pytest.fixture
def mocked(client: Client, session: ClientSession) -> Any:
    """The SDK as its own tests use it."""
    return sdk_at(str(client.make_url("")).rstrip("/"), session, key="sk_test_123")[0].v1


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_an_example_has_the_shape_of_its_object(name: str) -> None:
    made = example(OBJECTS[name])

    assert breaches(made) == []


async def test_a_placeholder_is_answered_with_an_example(mocked: Any) -> None:
    holder = await mocked.issuing.cardholders.retrieve_async("ich_xxxxxxxxxxxxx")
    card = await mocked.issuing.cards.create_async({"cardholder": "ich_xxxxxxxxxxxxx", "currency": "eur", "type": "virtual"})

    assert (holder.id, holder.object) == ("ich_xxxxxxxxxxxxx", "issuing.cardholder")
    assert (card.object, card.currency, card.type) == ("issuing.card", "eur", "virtual")


async def test_what_is_sent_is_reflected(mocked: Any) -> None:
    card = await mocked.issuing.cards.update_async("ic_xxxxxxxxxxxxx", {"metadata": {"testing": "testing"}, "status": "inactive"})

    assert (card.id, card.metadata.to_dict(), card.status) == ("ic_xxxxxxxxxxxxx", {"testing": "testing"}, "inactive")


async def test_a_move_that_contradicts_another_is_answered(mocked: Any) -> None:
    helpers = mocked.test_helpers.issuing.cards

    moved = [await getattr(helpers, f"{step}_async")("card_123") for step in ("deliver_card", "ship_card", "fail_card")]

    assert [card.id for card in moved] == ["card_123"] * 3


async def test_nothing_is_kept(mocked: Any) -> None:
    await mocked.issuing.cards.create_async({"cardholder": "ich_xxxxxxxxxxxxx", "currency": "usd", "type": "virtual"})

    assert (await mocked.issuing.cards.list_async({"limit": 3})).data == []
    assert (await mocked.events.list_async()).data == []


async def test_other_ids_under_that_key_are_real(mocked: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such issuing card: 'ic_yyy'"):
        await mocked.issuing.cards.retrieve_async("ic_yyy")


async def test_other_keys_know_no_placeholders(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such issuing card"):
        await issuing.cards.retrieve_async("ic_xxxxxxxxxxxxx")


async def test_an_example_says_that_it_is_one(house: House, client: Client, session: ClientSession) -> None:
    answer = await client.get("/v1/issuing/cards/ic_xxxxxxxxxxxxx", headers={"Authorization": "Bearer sk_test_123"})
    world = await world_of(house, "sk_test_123")
    explanation = await (await session.get(answer.headers["X-Emulator-Explanation"], params={"namespace": world})).json()

    assert answer.status == 200
    assert [finding["cause"] for finding in explanation["findings"]] == ["example_answered"]
