"""Ephemeral keys: what they open, and for how long."""

import base64
from typing import Any

import pytest
import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import WitnessedClient, sdk_at

pytestmark = pytest.mark.exercises("stripe.create_ephemeral_key", "stripe.delete_ephemeral_key")

Client = TestClient[web.BaseRequest, web.Application]
PUBLISHABLE = {"Authorization": "Bearer pk_test_stripe_tests"}


@pytest.fixture
def keys(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """The ephemeral keys of the SDK."""
    return connection[0].v1.ephemeral_keys


def holder(client: Client, session: ClientSession, key: Any) -> Any:
    """Return the Issuing services as whoever holds the key has them."""
    return sdk_at(str(client.make_url("")).rstrip("/"), session, key=key.secret)[0].v1.issuing


async def test_a_key_names_what_it_opens_and_lives_an_hour(keys: Any, card: Any) -> None:
    key = await keys.create_async({"issuing_card": card.id}, {"stripe_version": "2020-08-27"})

    assert key.to_dict()["associated_objects"] == [{"id": card.id, "type": "issuing.card"}]
    assert key.expires == key.created + 3600
    kind, mode, inner, _ = key.secret.split("_")
    assert (kind, mode, base64.b64decode(inner + "==").decode()[:5]) == ("ek", "test", "acct_")


async def test_it_shows_its_card_and_nothing_else(
    client: Client, session: ClientSession, issuing: Any, keys: Any, ada: Any, card: Any
) -> None:
    other = await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})
    mobile = holder(client, session, await keys.create_async({"issuing_card": card.id}))

    shown = await mobile.cards.retrieve_async(card.id, {"expand": ["number", "cvc"]})

    assert (shown.id, shown.number[-4:], len(shown.cvc)) == (card.id, card.last4, 3)
    for forbidden in (mobile.cards.retrieve_async(other.id), mobile.cards.list_async(), mobile.cards.update_async(card.id, {})):
        with pytest.raises(stripe.PermissionError):
            await forbidden


async def test_it_expires(client: Client, session: ClientSession, phone: Phone, keys: Any, card: Any) -> None:
    mobile = holder(client, session, await keys.create_async({"issuing_card": card.id}))

    await phone.wait(3601)

    with pytest.raises(stripe.AuthenticationError) as refused:
        await mobile.cards.retrieve_async(card.id)
    assert refused.value.error
    assert refused.value.error.code == "api_key_expired"


async def test_a_deleted_key_opens_nothing(client: Client, session: ClientSession, keys: Any, card: Any, http: WitnessedClient) -> None:
    key = await keys.create_async({"issuing_card": card.id})

    deleted = await keys.delete_async(key.id)

    assert (deleted.id, "secret" in http.body) == (key.id, False)
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key"):
        await holder(client, session, key).cards.retrieve_async(card.id)


async def test_a_page_with_a_nonce_sees_the_card_for_a_quarter_of_an_hour(
    client: Client, session: ClientSession, phone: Phone, keys: Any, card: Any
) -> None:
    nonces = await (await client.post("/v1/ephemeral_key_nonces", headers=PUBLISHABLE)).json()
    key = await keys.create_async({"issuing_card": card.id, "nonce": nonces["public_nonce"]})
    page = holder(client, session, key)
    private = {"ephemeral_key_private_nonce": nonces["private_nonce"], "expand": ["number"]}

    shown = await page.cards.retrieve_async(card.id, private)

    assert shown.number[-4:] == card.last4
    assert key.expires == key.created + 900
    with pytest.raises(stripe.PermissionError, match="ephemeral_key_private_nonce"):
        await page.cards.retrieve_async(card.id)
    await phone.wait(901)
    with pytest.raises(stripe.AuthenticationError):
        await page.cards.retrieve_async(card.id, private)


async def test_a_nonce_is_good_once(client: Client, keys: Any, card: Any) -> None:
    nonces = await (await client.post("/v1/ephemeral_key_nonces", headers=PUBLISHABLE)).json()
    await keys.create_async({"issuing_card": card.id, "nonce": nonces["public_nonce"]})

    with pytest.raises(stripe.InvalidRequestError, match="used before"):
        await keys.create_async({"issuing_card": card.id, "nonce": nonces["public_nonce"]})


async def test_a_customer_can_have_one(keys: Any) -> None:
    key = await keys.create_async({"customer": "cus_123"})

    assert key.to_dict()["associated_objects"] == [{"id": "cus_123", "type": "customer"}]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "exactly one of"),
        ({"customer": "cus_123", "issuing_card": "ic_1"}, "exactly one of"),
        ({"issuing_card": "ic_nope"}, "No such issuing card: 'ic_nope'"),
        ({"customer": "cus_123", "nonce": "ephkp_1"}, "goes together with issuing_card"),
    ],
)
async def test_a_key_is_for_one_thing(keys: Any, params: dict[str, Any], message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=message):
        await keys.create_async(params)
