"""Pushing a card, and what comes of it."""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession

from emulator.issuer_app.bootstrap import World, providers
from emulator.issuer_app.errors import ProviderRefused
from emulator.issuer_app.mdes.keys import load_keys
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear, Provider, Wallet
from emulator.issuer_app.settings import Settings

from ..stand_in import KEYS, PAGE, StandIn, opened, private_key

CARD = CardInClear(Pan("5204731620001001"), exp_month=3, exp_year=2029, holder="Test User1", network="mastercard", provider="mdes")
REQUESTOR = "50123456789"


@pytest.fixture
async def provider(settings: Settings, world: World) -> AsyncIterator[Provider]:
    async with ClientSession() as session:
        yield providers(settings, world, keys=load_keys(KEYS), session=session, url="https://issuer.example")["mdes"]


def kept(provider: Provider, wallet: str) -> Wallet:
    """The maker of a payload that is kept."""
    maker = provider.wallets[wallet]
    assert isinstance(maker, Wallet)
    return maker


async def test_a_pushed_card_arrives_encrypted_with_holder_and_validity(provider: Provider, mdes: StandIn) -> None:
    await provider.push(CARD, REQUESTOR)

    assert mdes.pushed == [
        {
            "pushAccountId": "id-1",
            "fundingAccountData": {
                "cardAccountData": {"accountNumber": "5204731620001001", "expiryMonth": "03", "expiryYear": "29"},
                "accountHolderData": {"accountHolderName": "Test User1"},
                "dataValidUntilTimestamp": "2026-11-24T12:30:00Z",
            },
        }
    ]


async def test_what_is_asked_for_beside_the_card(provider: Provider, mdes: StandIn) -> None:
    await provider.push(CARD, REQUESTOR)

    (asked,) = mdes.asked
    assert set(asked.pop("pushFundingAccounts")["encryptedPayload"]) == {
        *("encryptedData", "encryptedKey", "iv", "oaepHashingAlgorithm", "publicKeyFingerprint"),
    }
    assert asked == {
        "requestId": "id-2",
        "tokenRequestorId": REQUESTOR,
        "signatureData": {
            "callbackURL": "https://issuer.example/api/v1/token_connect/callback",
            "completeIssuerAppActivation": False,
            "completeWebsiteActivation": True,
            "accountHolderDataSupplied": True,
            "locale": "en_US",
        },
        "requestIssuerInitiatedDigitizationData": True,
        "pushAccountReceiptsValidityPeriod": 15,
    }


async def test_the_receipt_is_good_for_15_minutes_from_the_question(provider: Provider, mdes: StandIn) -> None:
    pushed = await provider.push(CARD, REQUESTOR)

    assert (pushed.reference, pushed.valid_until.isoformat()) == (mdes.receipt(1), "2026-11-24T12:15:00+00:00")


async def test_the_redirect_carries_the_receipt(provider: Provider, mdes: StandIn) -> None:
    pushed = await provider.push(CARD, REQUESTOR)

    url = pushed.material["redirectUrl"]
    assert url.startswith(PAGE + "?")
    assert parse_qs(urlsplit(url).query)["pushAccountReceipts"] == [mdes.receipt(1)]


async def test_the_redirect_carries_the_signed_data_when_there_is_a_signature(provider: Provider, mdes: StandIn) -> None:
    mdes.signature = "a.b.c"

    pushed = await provider.push(CARD, REQUESTOR)

    assert pushed.material["redirectUrl"] == f"{PAGE}?pushAccountData=a.b.c"


async def test_a_long_name_is_cut_to_what_mdes_takes(provider: Provider, mdes: StandIn) -> None:
    await provider.push(replace(CARD, holder="A" * 40), REQUESTOR)

    assert mdes.pushed[0]["fundingAccountData"]["accountHolderData"] == {"accountHolderName": "A" * 27}


async def test_the_token_connect_payload_is_the_receipt_and_its_material(provider: Provider, mdes: StandIn) -> None:
    pushed = await provider.push(CARD, REQUESTOR)

    payload = kept(provider, "token_connect").make(CARD, pushed)

    assert set(payload) == {"receipt", "issuerInitiatedDigitizationData", "redirectUrl"}
    digitization = json.loads(base64.b64decode(payload["issuerInitiatedDigitizationData"]))
    assert digitization == {"fundingAccountInfo": {"pushAccountReceipt": payload["receipt"]}}


@pytest.mark.parametrize("wallet", ["google_pay", "samsung_pay"])
async def test_the_opaque_card_holds_this_card(provider: Provider, mdes: StandIn, wallet: str) -> None:
    pushed = await provider.push(CARD, REQUESTOR)

    payload = kept(provider, wallet).make(CARD, pushed)

    document = json.loads(base64.b64decode(payload["opaquePaymentCard"]))
    tav = json.loads(base64.b64decode(document["tokenizationAuthenticationValue"]))
    assert opened(document["cardInfo"], private_key("request"))["accountNumber"] == "5204731620001001"
    assert (tav["version"], tav["dataValidUntilTimestamp"]) == ("3", "2026-11-24T12:30:00Z")


def receipts(**account: Any) -> dict[str, Any]:
    return {"responseId": "1", "pushAccountReceipts": [{"pushAccountId": "id-1", **account}]}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"errors": [{"source": "INPUT", "reasonCode": "ACCOUNT_INELIGIBLE"}]}, "MDES refused: ACCOUNT_INELIGIBLE"),
        (receipts(errors=[{"source": "INPUT", "reasonCode": "PAN_INELIGIBLE", "description": "No"}]), r"PAN_INELIGIBLE \(No\)"),
        (receipts(), "no receipt in its answer"),
        ({"responseId": "1"}, "no receipt in its answer"),
        (receipts(pushAccountReceipt="MCC 1"), "its answer cannot be read"),
        (b"<html>", "its answer cannot be read"),
        (b"[" * 10_000, "its answer cannot be read"),
        (b"\xff\xfe", "its answer cannot be read"),
    ],
)
async def test_an_answer_without_a_receipt_is_a_refusal(provider: Provider, mdes: StandIn, answer: Any, sentence: str) -> None:
    mdes.answer = answer

    with pytest.raises(ProviderRefused, match=sentence):
        await provider.push(CARD, REQUESTOR)
