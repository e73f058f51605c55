"""Cards go onto the phone on the green, the yellow and the red path."""

import base64
import json
from typing import Any, Final

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.wallets.conftest import Call
from tests.wallets.issuer import DECLINED, MASTERCARD, VISA, VISA_YELLOW, WALLETS, YELLOW, Bank, diagnosis

Client = TestClient[web.BaseRequest, web.Application]


@pytest.mark.parametrize("number", [MASTERCARD, VISA])
@pytest.mark.parametrize("wallet", WALLETS)
async def test_a_good_payload_becomes_an_active_token(bank: Bank, client: Client, wallet: str, number: str) -> None:
    result = await bank.add(wallet, number)

    assert (result["path"], result["state"]) == ("green", "active")
    assert all(step["ok"] for step in result["checks"])
    seen = await (await client.get(f"/_emulator/tokens/{result['tokenReference']}")).json()
    assert (seen["state"], seen["kind"], seen["network"]) == ("active", "EMBEDDED_SE", result["card"]["network"])
    assert result["card"]["suffix"] == number[-4:]
    assert number not in str(result)


@pytest.mark.parametrize("number", [YELLOW, VISA_YELLOW])
@pytest.mark.parametrize(
    ("wallet", "message"), [("apple", "Card Verification Required"), ("google", "TOKEN_STATE_NEEDS_IDENTITY_VERIFICATION")]
)
async def test_a_card_whose_holder_must_be_verified_waits(bank: Bank, wallet: str, message: str, number: str) -> None:
    result = await bank.add(wallet, number)

    assert (result["path"], result["state"]) == ("yellow", "requested")
    assert result["whatTheAppSees"]["message"] == message


async def test_an_opaque_card_without_the_issuers_word_waits(bank: Bank) -> None:
    session = await bank.open("google", MASTERCARD)
    payload = bank.payload("google", MASTERCARD, session)
    without = {"opaquePaymentCard": _without_tav(payload["opaquePaymentCard"])}

    result = await bank.complete("google", session, without)

    assert (result["path"], result["whatTheAppSees"]["code"]) == ("yellow", 3)


@pytest.mark.parametrize(("wallet", "code"), [("apple", None), ("google", 15022), ("samsung", None)])
async def test_a_declined_card_leaves_nothing_and_the_app_learns_no_reason(
    bank: Bank, client: Client, wallet: str, code: int | None
) -> None:
    result = await bank.add(wallet, DECLINED)

    assert (result["path"], result["state"], diagnosis(result)) == ("red", None, "declined_by_issuer")
    assert result["whatTheAppSees"]["code"] == code
    assert (await (await client.get("/_emulator/tokens")).json())["tokens"] == []


async def test_a_card_is_in_a_wallet_once(bank: Bank) -> None:
    first = await bank.add("apple", MASTERCARD)

    again = await bank.add("apple", MASTERCARD)
    elsewhere = await bank.add("google", MASTERCARD)
    another_phone = await bank.add("apple", MASTERCARD, device="tablet")

    assert (again["path"], diagnosis(again)) == ("red", "card_already_in_wallet")
    assert again["card"]["id"] == first["card"]["id"]
    assert (elsewhere["path"], another_phone["path"]) == ("green", "green")


async def test_a_suspended_card_is_to_be_resumed_not_added(bank: Bank, phone: Call) -> None:
    first = await bank.add("google", MASTERCARD)
    await phone(f"passes/{first['card']['id']}/suspend")

    again = await bank.add("google", MASTERCARD)

    assert diagnosis(again) == "card_suspended_in_wallet"


async def test_a_removed_card_can_be_added_again(bank: Bank, phone: Call) -> None:
    first = await bank.add("google", MASTERCARD)
    await phone(f"passes/{first['card']['id']}/remove")

    assert (await bank.add("google", MASTERCARD))["path"] == "green"


async def test_a_card_typed_in_waits_for_its_holder(phone: Call) -> None:
    typed = {"wallet": "apple", "accountNumber": MASTERCARD, "expiryMonth": "12", "expiryYear": "29"}

    result = await phone("cards", typed)

    assert (result["path"], result["state"]) == ("yellow", "requested")


async def test_a_magic_number_that_is_not_eligible_says_so(phone: Call) -> None:
    typed = {"wallet": "google", "accountNumber": "5204731677771019", "expiryMonth": "12", "expiryYear": "29"}

    result = await phone("cards", typed)

    assert (result["path"], diagnosis(result), result["whatTheAppSees"]["code"]) == ("red", "ineligible_card", 15021)


async def test_an_unknown_session_is_a_problem(refused: Call) -> None:
    assert await refused("apple/requests/add_0/complete", {}) == (404, "unknown_session")


async def test_a_session_of_one_wallet_is_unknown_to_another(bank: Bank, refused: Call) -> None:
    session = await bank.open("google", MASTERCARD)

    assert await refused(f"samsung/requests/{session['id']}/complete", {}) == (404, "unknown_session")


def _without_tav(text: str) -> str:
    members = json.loads(base64.b64decode(text))
    return base64.b64encode(json.dumps({"cardInfo": members["cardInfo"]}).encode()).decode()


HOSTILE: Final[list[Any]] = [None, 1, [], {}, "", "é", "A" * 100_000, "....", "e30=", "eyJjYXJkSW5mbyI6e319", "eyJjYXJkSW5mbyI6MX0="]


@pytest.mark.parametrize("number", [MASTERCARD, VISA])
@pytest.mark.parametrize("wallet", WALLETS)
async def test_whatever_is_handed_over_is_refused_with_a_name(bank: Bank, wallet: str, number: str) -> None:
    members = ("encryptedPassData", "activationData", "ephemeralPublicKey", "opaquePaymentCard", "lastDigits")

    results = [await bank.complete(wallet, await bank.open(wallet, number), dict.fromkeys(members, value)) for value in HOSTILE]

    assert all(result["path"] == "red" and diagnosis(result) for result in results)
