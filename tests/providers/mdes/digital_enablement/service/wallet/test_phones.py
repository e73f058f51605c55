"""Wallets on phones go through MDES: the issuer is asked, told, and has the last word; Customer Service sees the payments."""

from typing import Any

import pytest

from emulator.config import Settings
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller, FrontDoor
from tests.providers.mdes.customer_service.desk import Desk
from tests.providers.observer import Observer

PAN = "5204731620001001"
TYPED = {"wallet": "google", "accountNumber": PAN, "expiryMonth": "12", "expiryYear": "29"}


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def phone(client: FrontDoor, path: str, **body: Any) -> Any:
    answer = await client.post(f"/_emulator/phone/{path}", json=body)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_the_issuer_is_asked_as_for_any_wallet_and_told_of_the_device(client: FrontDoor, bank: Bank) -> None:
    bank.will_decide(
        "REQUIRE_ADDITIONAL_AUTHENTICATION", activationMethods=[{"type": "EMAIL_TO_CARDHOLDER_ADDRESS", "value": "j***@x.example"}]
    )

    added = await phone(client, "cards", **TYPED)

    (asked,) = bank.of("authorizeService")
    assert (asked["tokenType"], asked["walletId"], asked["consumerFacingEntityName"]) == ("EMBEDDED_SE", "216", "Google Pay")
    assert asked["deviceInfo"]["formFactor"] == "PHONE"
    held = await (await client.get(f"/_emulator/phone/passes/{added['card']['id']}")).json()
    assert [(way["channel"], way["address"]) for way in held["methods"]] == [("email", "j***@x.example")]


async def test_a_card_that_its_issuer_declines_is_refused(client: FrontDoor, bank: Bank) -> None:
    bank.will_decide("DECLINED")

    refused = await phone(client, "cards", **TYPED)

    assert (refused["path"], refused["checks"][-1]["diagnosis"]) == ("red", "declined_by_issuer")


async def test_the_issuer_delivers_the_code_and_hears_that_the_token_is_alive(client: FrontDoor, bank: Bank, behind: Observer) -> None:
    held = (await phone(client, "cards", **TYPED))["card"]

    await phone(client, f"passes/{held['id']}/code")
    await client.post("/_emulator/outbox/deliver")
    (delivered,) = bank.of("deliverActivationCode")
    tried = await phone(client, f"passes/{held['id']}/activate", code=delivered["activationCode"])
    await client.post("/_emulator/outbox/deliver")

    assert (tried["outcome"], tried["card"]["state"]) == ("right", "active")
    assert len(bank.of("notifyServiceActivated")) == 1


async def test_customer_service_shows_what_was_paid_and_where(client: FrontDoor, mdes: Caller, bank: Bank) -> None:
    held = (await phone(client, "cards", **TYPED))["card"]
    desk = Desk(mdes)
    await desk.told("token/activate", TokenUniqueReference=held["token"], ReasonCode="A")

    await phone(client, f"passes/{held['id']}/tap", amount=505, currency="usd", merchant="Corner Shop", merchantCategoryCode="5411")

    (payment,) = (await desk.told("transactions", TokenUniqueReference=held["token"]))["Transactions"]["Transaction"]
    assert (payment["TransactionAmount"], payment["CurrencyCode"], payment["MerchantName"]) == ("5.05", "USD", "Corner Shop")
    assert (payment["MerchantCategoryCode"], payment["POSEntryMode"], payment["TransactionStatusCode"]) == ("5411", "07", "AUTH")


async def test_what_the_issuer_suspends_pays_nothing_on_the_phone(client: FrontDoor, mdes: Caller, bank: Bank) -> None:
    held = (await phone(client, "cards", **TYPED))["card"]
    desk = Desk(mdes)
    await desk.told("token/activate", TokenUniqueReference=held["token"], ReasonCode="A")
    await desk.told("token/suspend", TokenUniqueReference=held["token"], ReasonCode="L")

    tap = await client.post(f"/_emulator/phone/passes/{held['id']}/tap", json={})

    assert tap.status == 409
