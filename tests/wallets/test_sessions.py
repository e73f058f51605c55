"""Sessions take one payload, in the world's time."""

import hashlib
import os

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulator.crypto.keys import apple_chain, p256
from emulator.crypto.payloads.apple import delivery
from emulator.crypto.payloads.apple.delivery import Delivery
from emulator.crypto.payloads.apple.ecc_v2 import Sealed, content_key
from tests.wallets.issuer import MASTERCARD, WALLETS, Bank, diagnosis

Client = TestClient[web.BaseRequest, web.Application]


@pytest.mark.parametrize("wallet", WALLETS)
async def test_a_session_takes_one_payload(bank: Bank, wallet: str) -> None:
    session = await bank.open(wallet, MASTERCARD)
    await bank.complete(wallet, session, {})

    again = await bank.complete(wallet, session, bank.payload(wallet, MASTERCARD, session))

    assert diagnosis(again) == "session_answered"


async def test_a_session_ends_with_the_worlds_clock(bank: Bank, client: Client) -> None:
    session = await bank.open("google", MASTERCARD)
    await client.post("/_emulator/clock/advance", json={"seconds": 21})

    late = await bank.complete("google", session, bank.payload("google", MASTERCARD, session))

    assert diagnosis(late) == "session_expired"


async def test_the_nonce_of_another_session_is_told_apart(bank: Bank) -> None:
    one, two = [await bank.open("apple", MASTERCARD) for _ in range(2)]

    result = await bank.complete("apple", two, bank.payload("apple", MASTERCARD, {**two, "nonce": one["nonce"]}))

    assert diagnosis(result) == "other_nonce"
    assert result["checks"][-1]["message"] == "The nonce is of another request."


@pytest.mark.parametrize("size", [0, 16, 64])
async def test_a_nonce_has_the_length_that_is_asked_for(bank: Bank, size: int) -> None:
    session = await bank.open("apple", MASTERCARD, nonceBytes=size)

    assert len(bytes.fromhex(session["nonceHex"])) == size


async def test_a_payload_for_another_phone_is_named(bank: Bank) -> None:
    number = "4761120010000492"
    one, two = [await bank.open("google", number, device=device) for device in ("phone", "tablet")]

    result = await bank.complete("google", two, bank.payload("google", number, one))

    assert (diagnosis(result), result["whatTheAppSees"]["code"]) == ("provider_differs", 15022)


async def test_a_merchant_id_that_was_mixed_in_is_recognised_when_it_is_known(bank: Bank) -> None:
    session = await bank.open("apple", MASTERCARD, merchantIds=["merchant.example.shop"])
    payload = bank.payload("apple", MASTERCARD, session)
    key = p256.draw(os.urandom)
    leaf = apple_chain.leaf_key(session["certificates"][0])
    party_v = hashlib.sha256(b"merchant.example.shop").digest()
    mixed = AESGCM(content_key(p256.agree(key, leaf), party_v=party_v)).encrypt(bytes(12), b"{}", None)
    sealed = Sealed(mixed, p256.point(key.public_key()))

    result = await bank.complete("apple", session, {**payload, **delivery.write(Delivery(sealed, b"{}"))})

    assert diagnosis(result) == "partyv_merchant_id_hash"
