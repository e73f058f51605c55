"""A card is pushed into Apple Pay, as the iOS SDK's fake controller does it."""

import base64
from typing import Any

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient
from cryptography.hazmat.primitives.asymmetric import ec

from tests.providers.stripe.sdk import HERMIT, WitnessedClient
from tests.witness.stripe_objects import breaches

pytestmark = pytest.mark.exercises("stripe.push_provisioning_details")

Client = TestClient[web.BaseRequest, web.Application]

# What STPFakeAddPaymentPassViewController sends (github.com/stripe/stripe-ios).
FAKE = {
    "ios[certificates][0]": base64.b64encode(b"cert1").decode(),
    "ios[certificates][1]": base64.b64encode(b"cert2").decode(),
    "ios[nonce]": b"nonce".hex(),
    "ios[nonce_signature]": b"nonceSignature".hex(),
}


@pytest.fixture
async def key(connection: tuple[stripe.StripeClient, WitnessedClient], card: Any) -> Any:
    """The app's key, as its backend hands it on."""
    return await connection[0].v1.ephemeral_keys.create_async({"issuing_card": card.id}, {"stripe_version": "2020-08-27"})


async def asked(client: Client, card: str, key: Any, params: dict[str, str] = FAKE) -> tuple[int, Any]:
    """Ask as the SDK does."""
    headers = {"Authorization": f"Bearer {key.secret}", "Stripe-Version": "2020-08-27"}
    answer = await client.get(f"/v1/issuing/cards/{card}/push_provisioning_details", params=params, headers=headers)
    return answer.status, await answer.json()


async def test_the_fake_controller_succeeds(client: Client, card: Any, key: Any) -> None:
    status, details = await asked(client, card.id, key)

    assert (status, breaches(details), details["card"]) == (200, [], card.id)
    assert base64.b64decode(details["contents"]) == b"TESTMODE_CONTENTS"
    assert base64.b64decode(details["activation_data"], validate=True)
    point = base64.b64decode(details["ephemeral_public_key"])
    assert len(point) == 65
    assert ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point).key_size == 256


async def test_arrays_may_be_bare(client: Client, card: Any, key: Any) -> None:
    bare = {"ios[certificates][]": "Y2VydDE=", "ios[nonce]": "6e", "ios[nonce_signature]": "6e"}

    assert (await asked(client, card.id, key, bare))[0] == 200


@pytest.mark.parametrize("member", ["ios[nonce]", "ios[nonce_signature]"])
async def test_what_is_no_hex_is_refused(client: Client, card: Any, key: Any, member: str) -> None:
    status, refused = await asked(client, card.id, key, {**FAKE, member: "nonce"})

    assert (status, refused["error"]["param"], refused["error"]["message"]) == (400, member, "This value must be hexadecimal.")


async def test_a_card_that_cannot_be_used_is_not_provisioned(client: Client, issuing: Any, card: Any, key: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "inactive"})

    status, refused = await asked(client, card.id, key)

    assert (status, refused["error"]["message"]) == (400, "You cannot provision this card because its status is inactive.")


async def test_a_card_whose_holder_nobody_can_reach_is_not_provisioned(
    connection: tuple[stripe.StripeClient, WitnessedClient], client: Client, issuing: Any
) -> None:
    holder = await issuing.cardholders.create_async(HERMIT)
    card = await issuing.cards.create_async({"cardholder": holder.id, "currency": "usd", "type": "virtual", "status": "active"})
    key = await connection[0].v1.ephemeral_keys.create_async({"issuing_card": card.id}, {"stripe_version": "2020-08-27"})

    status, refused = await asked(client, card.id, key)

    why = "You cannot provision this card because it is not eligible for apple_pay: missing_cardholder_contact."
    assert (status, refused["error"]["message"]) == (400, why)


async def test_another_card_is_not_for_this_key(client: Client, issuing: Any, ada: Any, key: Any) -> None:
    other = await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual"})

    assert (await asked(client, other.id, key))[0] == 403
