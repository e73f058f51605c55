"""What network and wallet said of a token, where it is asked for."""

from typing import Any

import pytest

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import WitnessedClient

DEVICE = {
    "kind": "watch",
    "name": "Ada's watch",
    "fingerprint": "f3c1",
    "ip_address": "203.0.113.7",
    "location": "+39.78/-89.65",
    "phone_number": "+12175550100",
}
ADVICE = {"account_trust_score": 4, "card_number_source": "app", "reason_codes": ["long_account_tenure"]}


async def made(issuing: Any, phone: Phone, holder: Any, network: str) -> tuple[Any, Any]:
    """Return a token as the wallet and as the issuer see it."""
    wish = {"emulator_network": network}
    card = await issuing.cards.create_async({"cardholder": holder.id, "currency": "usd", "type": "virtual", "metadata": wish})
    seen = await phone.add(card.id, path="yellow", device=DEVICE, advice=ADVICE)
    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    return seen["token"], token


@pytest.mark.parametrize("network", ["mastercard", "visa"])
async def test_the_references_are_those_of_the_network(issuing: Any, phone: Phone, ada: Any, http: WitnessedClient, network: str) -> None:
    seen, token = await made(issuing, phone, ada, network)

    await issuing.tokens.retrieve_async(token.id, {"expand": ["network_data"]})

    shown = http.body["network_data"]
    references = {name: shown[network][name] for name in ("card_reference_id", "token_reference_id", "token_requestor_id")}
    assert references == {
        "card_reference_id": seen["card"],
        "token_reference_id": seen["reference"],
        "token_requestor_id": seen["requestor"],
    }
    assert set(shown) == {"device", network, "type", "wallet_provider"}
    assert shown["type"] == network


async def test_device_and_advice_are_what_the_wallet_said(issuing: Any, phone: Phone, ada: Any, http: WitnessedClient) -> None:
    _, token = await made(issuing, phone, ada, "visa")

    await issuing.tokens.update_async(token.id, {"status": "active", "expand": ["network_data"]})

    renamed = {"kind": "type", "fingerprint": "device_fingerprint"}
    assert http.body["network_data"]["device"] == {renamed.get(name, name): value for name, value in DEVICE.items()}
    assert http.body["network_data"]["wallet_provider"] == {
        **ADVICE,
        "suggested_decision": "require_auth",
        "suggested_decision_version": "1",
    }


async def test_it_is_absent_where_nobody_asks(issuing: Any, phone: Phone, ada: Any, http: WitnessedClient) -> None:
    _, token = await made(issuing, phone, ada, "visa")

    await issuing.tokens.retrieve_async(token.id)
    plain = http.body
    await issuing.tokens.list_async({"card": token.card, "expand": ["data.network_data"]})

    assert "network_data" not in plain
    assert "network_data" not in http.body["data"][0]


@pytest.mark.parametrize(("seconds", "is_shown"), [(86_390, True), (86_400, False)])
async def test_it_is_shown_for_a_day(issuing: Any, phone: Phone, ada: Any, http: WitnessedClient, seconds: int, is_shown: bool) -> None:
    _, token = await made(issuing, phone, ada, "visa")

    await phone.wait(seconds)
    await issuing.tokens.retrieve_async(token.id, {"expand": ["network_data"]})

    assert ("network_data" in http.body) is is_shown
