"""What makes a card unfit before anybody is asked: its digits, its month, its security code, or the wallet it was made for."""

import json
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import OctKey

from emulator.core.issuer_secrets import OPC_KEY_ID, OPC_SECRET
from tests.providers.vts.caller import ALGORITHMS, MADE_FOR, PUSHED, Caller, kek
from tests.providers.vts.conftest import Observer


def opaque_card(visa: Caller, **changes: Any) -> str:
    """An opaque payment card that an issuer made with joserfc."""
    card = {**visa.card(cvv2=None), "provider": {**MADE_FOR, **changes}}
    header = {"alg": "A256GCMKW", "enc": "A256GCM", "kid": OPC_KEY_ID, "iat": 1_700_000_000}
    registry = jwe.JWERegistry(algorithms=ALGORITHMS, strict_check_header=False)
    return jwe.encrypt_compact(header, json.dumps(card).encode(), OctKey.import_key(kek(OPC_SECRET)), registry=registry)


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        ({"accountNumber": "4761120010000493"}, "encPaymentInstrument/accountNumber"),
        ({"accountNumber": "47611200"}, "encPaymentInstrument/accountNumber"),
        ({"cvv2": None}, "encPaymentInstrument/cvv2"),
        ({"cvv2": "12"}, "encPaymentInstrument/cvv2"),
        ({"expirationDate": {"month": "13", "year": "2049"}}, "encPaymentInstrument/expirationDate/month"),
        ({"expirationDate": {"month": "01", "year": "2020"}}, "encPaymentInstrument/expirationDate"),
        ({"expirationDate": None}, "encPaymentInstrument/expirationDate"),
    ],
)
async def test_a_card_that_cannot_be_right_is_refused_where_it_is_wrong(visa: Caller, changes: dict[str, Any], location: str) -> None:
    answer = await visa.provision(card=visa.card(**changes))

    assert (answer.status, answer.reason, answer.locations) == (400, "invalidParameter", [location])


async def test_a_wrong_security_code_is_a_failed_verification(visa: Caller) -> None:
    answers = [await visa.provision(card=visa.card(cvv2="000")), await visa.enroll(card=visa.card(cvv2="000"))]

    assert {(answer.status, answer.reason) for answer in answers} == {(403, "cardVerificationFailed")}


@pytest.mark.parametrize("wrapped", [False, True])
async def test_the_security_code_may_stand_among_the_risk_data(visa: Caller, *, wrapped: bool) -> None:
    items = [{"name": "cvv2", "value": "000"}, {"name": "paymentInstrument.expirationDate.month", "value": "12"}]
    sealed = visa.sealed({"data": items} if wrapped else items)

    answer = await visa.provision(card=visa.card(cvv2=None), encRiskDataInfo=sealed)

    assert (answer.status, answer.reason) == (403, "cardVerificationFailed")


async def test_a_card_on_file_needs_no_security_code(visa: Caller) -> None:
    answer = await visa.provision(card=visa.card(cvv2=None), panSource="ONFILE")

    assert answer.status == 201


async def test_a_card_of_another_network_is_not_eligible(visa: Caller) -> None:
    answer = await visa.provision("5555555555554444")

    assert (answer.status, answer.reason) == (403, "cardNotEligible")
    assert answer.body["errorResponse"]["message"].startswith("Further operations are no longer allowed.")


async def test_a_card_that_its_issuer_pushed_to_this_wallet_has_a_token(visa: Caller) -> None:
    answer = await visa.provision(**PUSHED, encPaymentInstrument=opaque_card(visa))

    assert (answer.status, answer.body["tokenInfo"]["tokenStatus"]) == (201, "ACTIVE")


async def test_a_pushed_card_whose_holder_nobody_vouches_for_waits(visa: Caller) -> None:
    answer = await visa.provision(**PUSHED, encPaymentInstrument=opaque_card(visa, isIDnV=False))

    assert (answer.status, answer.body["tokenInfo"]["tokenStatus"]) == (201, "INACTIVE")


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"clientWalletProvider": "40010075001"}, "trid_of_another_wallet"),
        ({"clientWalletAccountID": "account-2"}, "provider_differs"),
        ({"clientDeviceID": "device-2"}, "provider_differs"),
    ],
)
async def test_a_card_pushed_to_another_wallet_is_declined_and_the_journal_says_why(
    visa: Caller, behind: Observer, changes: dict[str, str], *, cause: str
) -> None:
    answer = await visa.provision(**PUSHED, encPaymentInstrument=opaque_card(visa, **changes))

    assert (answer.status, answer.reason, behind.causes) == (403, "declined", [cause])


async def test_nothing_of_the_card_is_kept_beside_the_vault(visa: Caller, behind: Observer) -> None:
    await visa.provision()

    bodies = b"".join([notice.body for notice in await behind.notices() if notice.api == "vts.token_service"])

    assert b"4761120010000492" not in bodies
    assert b"jane@example.com" not in bodies
