"""Wallets on phones go through Visa: the issuer is asked, sends the code, and has the last word."""

import base64
from typing import Any

import pytest

from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import FrontDoor
from tests.providers.vts.conftest import Observer

PAN = "4761120010000492"
TYPED = {"wallet": "google", "accountNumber": PAN, "expiryMonth": "12", "expiryYear": "29"}
WAYS = {"cardholderVerificationMethods": [{"type": "email", "value": "j***@x.example", "identifier": "mail-7"}]}


@pytest.fixture(autouse=True)
async def _the_issuer_listens(bank: Bank, behind: Observer) -> None:
    await behind.point_issuer_at(bank.url)
    bank.answers["cardholderverificationmethods"] = WAYS


async def phone(client: FrontDoor, path: str, **body: Any) -> Any:
    answer = await client.post(f"/_emulator/phone/{path}", json=body)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_the_issuer_is_asked_as_for_any_requestor(client: FrontDoor, bank: Bank) -> None:
    await phone(client, "cards", **TYPED)

    (asked,) = bank.about("approveProvisioning")
    assert "/tokenRequestors/40010075001/" in asked.path
    assert asked.opened["cardholderInfo"]["primaryAccountNumber"] == PAN
    assert (asked.body["panSource"], asked.body["deviceInfo"]["tokenProtectionMethod"]) == ("KEY_ENTERED", "SECURE_ELEMENT")


async def test_a_card_that_its_issuer_declines_is_refused(client: FrontDoor, bank: Bank) -> None:
    bank.answers["approveProvisioning"] = {"actionCode": "05"}

    refused = await phone(client, "cards", **TYPED)

    assert (refused["path"], refused["checks"][-1]["diagnosis"]) == ("red", "declined_by_issuer")


async def test_the_issuer_sends_the_code_over_its_own_way_and_the_right_one_activates(client: FrontDoor, bank: Bank) -> None:
    held = (await phone(client, "cards", **TYPED))["card"]

    way = await phone(client, f"passes/{held['id']}/code")
    (sent,) = bank.about("sendpasscode")
    wrong = await phone(client, f"passes/{held['id']}/activate", code="nope")
    right = await phone(client, f"passes/{held['id']}/activate", code=sent.body["OTPCode"])

    assert (way["id"], sent.body["otpMethodIdentifier"]) == ("mail-7", "mail-7")
    assert (wrong["outcome"], right["outcome"], right["card"]["state"]) == ("wrong", "right", "active")


async def test_a_code_that_the_issuer_does_not_send_is_a_problem(client: FrontDoor, bank: Bank) -> None:
    bank.answers["sendpasscode"] = {"actionCode": "01", "errorCode": "ISE40501", "errorDescription": "no such way"}
    held = (await phone(client, "cards", **TYPED))["card"]

    refused = await client.post(f"/_emulator/phone/passes/{held['id']}/code", json={})

    assert (refused.status, (await refused.json())["code"]) == (422, "unknown_method")


async def test_every_tap_has_a_cryptogram_that_visa_has_written_down(client: FrontDoor, bank: Bank) -> None:
    held = (await phone(client, "cards", **TYPED))["card"]
    await phone(client, f"passes/{held['id']}/code")
    await phone(client, f"passes/{held['id']}/activate", code=bank.about("sendpasscode")[0].body["OTPCode"])

    first, second = [await phone(client, f"passes/{held['id']}/tap", amount=505, currency="usd") for _ in range(2)]

    assert [len(base64.b64decode(paid["cryptogram"])) for paid in (first, second)] == [20, 20]
    assert first["cryptogram"] != second["cryptogram"]
    assert (first["transactionCounter"], second["transactionCounter"]) == (1, 2)
