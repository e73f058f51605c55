"""What network and wallet said of a token, where it is asked for."""

from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from emulator.core.worlds import DEMO_SECRET_KEY
from tests.providers.mdes.caller import Caller as MdesCaller
from tests.providers.mdes.customer_service.desk import Desk
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADA, WitnessedClient, sdk_at
from tests.providers.vts.caller import Caller as VisaCaller

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


async def typed_in(client: TestClient[web.BaseRequest, web.Application], session: ClientSession, network: str) -> Any:
    """Put a card of the demonstration's own world onto the phone by hand; return its token as Stripe shows it."""
    sdk, http = sdk_at(str(client.make_url("")).rstrip("/"), session, key=DEMO_SECRET_KEY)
    issuing: Any = sdk.v1.issuing
    holder = await issuing.cardholders.create_async(ADA)
    wish = {"cardholder": holder.id, "currency": "usd", "type": "virtual", "status": "active"}
    card = await issuing.cards.create_async({**wish, "metadata": {"emulator_network": network}})
    shown = await issuing.cards.retrieve_async(card.id, {"expand": ["number"]})
    expiry = {"expiryMonth": f"{shown.exp_month:02d}", "expiryYear": f"{shown.exp_year % 100:02d}"}
    typed = {"wallet": "google", "accountNumber": shown.number, "cardholderName": "ADA SAMPLE", **expiry}
    answer = await client.post("/_emulator/phone/cards", json=typed)
    assert answer.status == 200, await answer.text()
    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    named = (await issuing.cards.retrieve_async(card.id)).wallets.primary_account_identifier
    await issuing.tokens.retrieve_async(token.id, {"expand": ["network_data"]})
    return {**http.body, "named": named}


async def test_mdes_finds_the_token_by_the_references_that_are_shown(
    client: TestClient[web.BaseRequest, web.Application], session: ClientSession
) -> None:
    token = await typed_in(client, session, "mastercard")

    shown = token["network_data"]["mastercard"]
    (account,) = (await Desk(MdesCaller(client)).told("search", TokenUniqueReference=shown["token_reference_id"]))["Accounts"]["Account"]

    (found,) = account["Tokens"]["Token"]
    assert (found["PrimaryAccountNumberUniqueReference"], found["TokenRequestorId"], found["TokenSuffix"]) == (
        shown["card_reference_id"],
        shown["token_requestor_id"],
        token["last4"],
    )
    assert (token["named"], token["network_data"]["type"]) == (shown["card_reference_id"], "mastercard")


async def test_visa_finds_the_token_by_the_references_that_are_shown(
    client: TestClient[web.BaseRequest, web.Application], session: ClientSession
) -> None:
    token = await typed_in(client, session, "visa")

    shown = token["network_data"]["visa"]
    asked = {"requestID": "r-1", "panReferenceID": shown["card_reference_id"]}
    (found,) = (await VisaCaller(client).post("/rsrv_VNTSTokenUpdateService/Inquiry/v1", asked)).body["tokens"]

    assert (found["tokenReferenceID"], found["tokenRequestorID"], found["token"][-4:]) == (
        shown["token_reference_id"],
        shown["token_requestor_id"],
        token["last4"],
    )
    assert (token["named"], token["network_data"]["type"]) == (shown["card_reference_id"], "visa")


@pytest.mark.parametrize("network", ["mastercard", "visa"])
async def test_a_phone_tells_of_itself_of_its_account_and_of_the_cardholder(
    client: TestClient[web.BaseRequest, web.Application], session: ClientSession, network: str
) -> None:
    token = await typed_in(client, session, network)

    told = token["network_data"]
    assert (token["wallet_provider"], token["status"]) == ("google_pay", "requested")
    assert told["device"].keys() == {"device_fingerprint", "ip_address", "location", "name", "phone_number", "type"}
    assert (told["device"]["type"], told["device"]["name"]) == ("phone", "phone")
    assert told["device"]["device_fingerprint"] == token["device_fingerprint"]
    advice = told["wallet_provider"]
    assert (advice["card_number_source"], advice["suggested_decision"]) == ("manual", "require_auth")
    assert advice.keys() > {"account_id", "account_trust_score", "device_trust_score", "cardholder_name"}


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
