"""Payloads of a card: the phone takes them, and what is in them is opened by somebody else's library."""

import base64
import json
from typing import Any

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient
from jwcrypto import jwe
from jwcrypto.jwk import JWK

from emulator.core.context import House
from emulator.core.issuer_secrets import OPC_SECRET
from tests.flows.visa_client import wrapping_key
from tests.providers.stripe.sdk import WitnessedClient, world_of

Client = TestClient[web.BaseRequest, web.Application]


class App:
    """The issuer's app on a phone: it asks Stripe with the key of one card."""

    def __init__(self, client: Client, world: str, key: Any, card: Any) -> None:
        self._client, self._world, self._key, self.card = client, world, key, card

    async def open(self, wallet: str, **shown: str) -> Any:
        """Open a session of the phone."""
        body = {"namespace": self._world, "network": {"Visa": "visa"}.get(self.card.brand, "mastercard"), **shown}
        return await (await self._client.post(f"/_emulator/phone/{wallet}/requests", json=body)).json()

    async def details(self, **params: str) -> tuple[int, Any]:
        """Ask for what the wallet wants."""
        headers = {"Authorization": f"Bearer {self._key.secret}"}
        path = f"/v1/issuing/cards/{self.card.id}/push_provisioning_details"
        answer = await self._client.get(path, params=params, headers=headers)
        return answer.status, await answer.json()

    async def complete(self, wallet: str, session: Any, payload: dict[str, str]) -> Any:
        """Hand it to the phone."""
        path = f"/_emulator/phone/{wallet}/requests/{session['id']}/complete"
        return await (await self._client.post(path, json={"namespace": self._world, **payload})).json()

    async def apple(self, **more: str) -> tuple[Any, tuple[int, Any]]:
        """Open a session of Apple's wallet, and ask for what answers it."""
        session = await self.open("apple", cardholderName=self.card.cardholder.name, primaryAccountSuffix=self.card.last4, **more)
        certificates = {f"ios[certificates][{place}]": text for place, text in enumerate(session["certificates"])}
        given = {"ios[nonce]": session["nonceHex"], "ios[nonce_signature]": session["nonceSignatureHex"]}
        return session, await self.details(**certificates, **given)


@pytest.fixture(params=["visa", "mastercard"])
async def app(
    house: House, client: Client, connection: tuple[stripe.StripeClient, WitnessedClient], *, ada: Any, request: pytest.FixtureRequest
) -> App:
    v1, metadata = connection[0].v1, {"emulator_network": request.param}
    wish: Any = {"cardholder": ada.id, "currency": "usd", "type": "virtual", "status": "active", "metadata": metadata}
    card = await v1.issuing.cards.create_async(wish)
    key = await v1.ephemeral_keys.create_async({"issuing_card": card.id}, {"stripe_version": "2020-08-27"})
    return App(client, await world_of(house), key, card)


@pytest.mark.exercises("stripe.push_provisioning_details")
async def test_apples_wallet_takes_what_was_sealed_to_its_leaf(app: App) -> None:
    session, (status, told) = await app.apple()
    assert status == 200, told

    payload = {"encryptedPassData": told["contents"], "activationData": told["activation_data"]}
    result = await app.complete("apple", session, {**payload, "ephemeralPublicKey": told["ephemeral_public_key"]})

    assert (result["path"], result["state"]) == ("green", "active"), result["checks"][-1]


async def test_googles_wallet_takes_the_opaque_card(app: App) -> None:
    session = await app.open("google")
    names = {"wallet_id": "walletId", "hardware_id": "stableHardwareId", "app_id": "clientAppID"}
    status, told = await app.details(**{f"google_pay[{name}]": session[member] for name, member in names.items()})
    assert status == 200, told

    result = await app.complete("google", session, {"opaquePaymentCard": told["opaque_payment_card"]})

    assert (result["path"], told["last4"]) == ("green", app.card.last4), result["checks"][-1]


@pytest.mark.parametrize("app", ["visa"], indirect=True)
async def test_a_visa_card_for_google_is_opened_by_another_library(app: App) -> None:
    wallet = {"google_pay[wallet_id]": "w-1", "google_pay[hardware_id]": "h-1"}

    _, told = await app.details(**wallet)

    token = jwe.JWE(algs=["A256GCMKW", "A256GCM"])
    key = JWK(kty="oct", k=base64.urlsafe_b64encode(wrapping_key(OPC_SECRET)).decode().rstrip("="))
    token.deserialize(told["opaque_payment_card"], key=key)
    opened = json.loads(token.payload)
    assert (opened["accountNumber"][-4:], opened["provider"]["clientDeviceID"]) == (app.card.last4, "h-1")


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"samsung_pay[wallet_id]": "w-1"}, "Stripe Issuing has no payload for Samsung Pay"),
        ({}, "Missing required param: ios."),
    ],
)
async def test_a_wallet_that_has_no_payload_is_refused_in_a_sentence(app: App, params: dict[str, str], message: str) -> None:
    status, refused = await app.details(**params)

    assert (status, refused["error"]["message"].startswith(message)) == (400, True)


async def test_certificates_without_a_leaf_are_refused(app: App) -> None:
    _, (status, refused) = await app.apple(chain="marker_missing")

    assert (status, "marker" in refused["error"]["message"]) == (400, True)
