"""Eligibility, magic numbers, and the issuer's signature over the card."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from emulator.crypto.keys.rsa import load_own_private_key
from emulator.crypto.payloads import mastercard_tav
from emulator.crypto.payloads.mastercard_tav import Card, Claims
from tests.providers.mdes.caller import KEYS, Caller, card_info, codes
from tests.providers.mdes.digital_enablement.service.test_tokenize import RED, YELLOW
from tests.providers.observer import Observer

PUBLISHED = {
    "5186009200935811": "APPROVED",
    "2222690420064590": "APPROVED",
    "5120342233150747": "APPROVED",
    "5204731600000239": "DECLINED",
    "5100000000000008": "APPROVED",
    "5100000000000032": "DECLINED",
}
PUBLISHED_REFUSALS = {
    "2223001850064564": "PAN_INELIGIBLE",
    "5462970394839348": "PAN_INELIGIBLE",
    "5100000000000024": "PAN_INELIGIBLE",
    "5204731601950473": "INVALID_PAN",
    "5100000000000040": "INVALID_PAN",
    "5555555577771034": "PAN_PROVISIONING_COUNT_EXCEEDED",
    "5555555577771042": "PROVISION_FAILED",
    "5555555577771059": "DEVICE_INELIGIBLE",
    "5555555577771067": "PAN_INELIGIBLE_FOR_DEVICE",
    "5555555577771919": "NO_RESPONSE_FROM_ISSUER",
}


def tav(pan: str, expiry: str = "0945", *, key: Path = KEYS / "tav.key", hours: float = 1) -> str:
    """A TAV of the issuer, good for some hours from now."""
    until = mastercard_tav.timestamp(datetime.now(UTC) + timedelta(hours=hours))
    return mastercard_tav.make(Card(pan, expiry), load_own_private_key(key.read_bytes()), Claims(valid_until=until))


@pytest.mark.parametrize(("pan", "decision"), PUBLISHED.items())
async def test_published_test_numbers_decide_as_published(mdes: Caller, pan: str, decision: str) -> None:
    answer = await mdes.tokenize(pan)

    assert answer.body["decision"] == decision


@pytest.mark.parametrize(("pan", "code"), PUBLISHED_REFUSALS.items())
async def test_some_numbers_are_refused_with_their_code(mdes: Caller, pan: str, code: str) -> None:
    answer = await mdes.tokenize(pan)

    assert (answer.status, codes(answer)) == (200, [code])


async def test_one_number_makes_the_service_fail(mdes: Caller) -> None:
    answer = await mdes.tokenize("5555555577771075")

    assert (answer.status, codes(answer)) == (500, ["INTERNAL_SERVICE_FAILURE"])


@pytest.mark.parametrize("pan", ["4111111111111111", "6011000990139424", "5612345678901234"])
async def test_a_card_of_another_network_or_of_no_issuer_is_not_eligible(mdes: Caller, pan: str) -> None:
    answer = await mdes.tokenize(pan)

    assert codes(answer) == ["PAN_INELIGIBLE"]


async def test_a_card_whose_last_month_is_over_is_refused(mdes: Caller) -> None:
    gone = {"accountNumber": "5123456789012345", "expiryMonth": "01", "expiryYear": "20"}

    answer = await mdes.tokenize(fundingAccountInfo=card_info("5123456789012345", cardAccountData=gone))

    assert (codes(answer), answer.body["errorDescription"]) == (["INVALID_FIELD_VALUE"], "Invalid Field Value - expiryYear")


async def test_a_card_expires_by_the_worlds_clock(mdes: Caller, behind: Observer) -> None:
    await behind.advance(timedelta(days=365 * 30))

    answer = await mdes.tokenize()

    assert codes(answer) == ["INVALID_FIELD_VALUE"]


async def test_a_right_signature_of_the_issuer_turns_yellow_into_green(mdes: Caller) -> None:
    answer = await mdes.tokenize(YELLOW, tokenizationAuthenticationValue=tav(YELLOW))

    assert answer.body["decision"] == "APPROVED"


async def test_a_right_signature_of_the_issuer_does_not_turn_red_into_green(mdes: Caller) -> None:
    answer = await mdes.tokenize(RED, tokenizationAuthenticationValue=tav(RED))

    assert answer.body["decision"] == "DECLINED"


async def test_a_signature_vouches_for_a_pushed_card_too(mdes: Caller) -> None:
    info = {"pushAccountReceipt": await mdes.receipt(YELLOW)}

    answer = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId="50123456789", tokenizationAuthenticationValue=tav(YELLOW))

    assert answer.body["decision"] == "APPROVED"


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (lambda: tav("5123456789012345"), "pan_mismatch"),
        (lambda: tav(YELLOW, "1245"), "expiry_mismatch"),
        (lambda: tav(YELLOW, hours=-1), "data_valid_until_passed"),
        (lambda: tav(YELLOW, hours=24 * 31), "data_valid_until_too_far"),
        (lambda: tav(YELLOW, key=KEYS / "issuer.key"), "unknown_signing_key"),
        (lambda: mastercard_tav.DUMMY, "documented_dummy_tav"),
    ],
)
async def test_a_wrong_signature_is_refused_and_explained(mdes: Caller, behind: Observer, bad: Any, cause: str) -> None:
    await mdes.tokenize("5123456789012345")

    answer = await mdes.tokenize(YELLOW, tokenizationAuthenticationValue=bad())

    assert (answer.status, codes(answer)) == (200, ["INCORRECT_TAV"])
    assert behind.causes == [cause]
