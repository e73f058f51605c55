"""Tap to pay."""

import base64

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.wallets.conftest import Call
from tests.wallets.issuer import MASTERCARD, VISA, Bank

Client = TestClient[web.BaseRequest, web.Application]


@pytest.mark.parametrize("number", [MASTERCARD, VISA])
async def test_every_payment_has_a_cryptogram_of_its_own(bank: Bank, phone: Call, number: str) -> None:
    held = (await bank.add("apple", number))["card"]

    first, second = [await phone(f"passes/{held['id']}/tap", {"amount": 1250, "currency": "EUR"}) for _ in range(2)]

    assert (first["approved"], second["approved"]) == (True, True)
    assert (first["transactionCounter"], second["transactionCounter"]) == (1, 2)
    assert first["cryptogram"] != second["cryptogram"]
    assert len(base64.b64decode(first["cryptogram"])) == 20
    assert first["deviceAccountSuffix"] == held["deviceAccountSuffix"]


@pytest.mark.parametrize("number", [MASTERCARD, VISA])
async def test_a_card_that_is_not_active_pays_nothing(bank: Bank, phone: Call, refused: Call, client: Client, number: str) -> None:
    held = (await bank.add("apple", number))["card"]
    await phone(f"passes/{held['id']}/suspend")

    answer = await refused(f"passes/{held['id']}/tap")

    assert answer == (409, "illegal_transition")
    assert (await (await client.get(f"/_emulator/tokens/{held['token']}")).json())["atc"] == 0
