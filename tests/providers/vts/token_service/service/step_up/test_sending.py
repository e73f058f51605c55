"""A code is made by Visa and sent by the issuer, five times at most."""

import time

import pytest

from tests.providers.vts.bank import APPROVED, Bank
from tests.providers.vts.caller import PAN, YELLOW, Caller, magic
from tests.providers.vts.conftest import Observer


@pytest.mark.exercises("vts.token_service.choose_method")
async def test_the_chosen_way_has_limits_and_an_end(visa: Caller, behind: Observer) -> None:
    token = await visa.token(YELLOW)

    answer = await visa.ask_code(token)

    code = await behind.code()
    end = answer.body.pop("codeExpiration")
    assert (answer.status, answer.body) == (200, {"maxOTPRequestsAllowed": 5, "maxOTPVerificationAllowed": 5})
    assert end == pytest.approx(time.time() + 600, abs=60)
    assert (len(f"{code.digits}"), code.token) == (6, token)


@pytest.mark.exercises("vts.issuer.send_passcode")
async def test_the_issuer_gets_the_code_and_the_way(visa: Caller, issuing: Bank, behind: Observer) -> None:
    issuing.answers["approveProvisioning"] = {"actionCode": "85"}
    issuing.answers["cardholderverificationmethods"] = [{"type": "email", "value": "j***@bank.example", "identifier": "mail-1"}]
    token = await visa.token()

    answer = await visa.ask_code(token, "OTPEMAIL")

    (asked,) = issuing.about("sendpasscode")
    assert answer.status == 200
    assert (asked.body["otpMethodIdentifier"], asked.body["OTPCode"]) == ("mail-1", await behind.otp())
    assert int(asked.body["OTPCodeExp"]) == answer.body["codeExpiration"]
    assert asked.opened["cardholderInfo"]["primaryAccountNumber"] == PAN


@pytest.mark.parametrize(
    ("error", "status", "reason"), [("ISE40501", 400, "invalidParameter"), ("ISE40502", 502, "serviceError"), (None, 502, "serviceError")]
)
async def test_a_code_that_cannot_be_sent_is_told_of(visa: Caller, issuing: Bank, *, error: str | None, status: int, reason: str) -> None:
    issuing.answers["sendpasscode"] = {"actionCode": "01", **({"errorCode": error} if error else {})}
    token = await visa.token(YELLOW)

    answer = await visa.ask_code(token)

    assert (answer.status, answer.reason) == (status, reason)


async def test_a_code_of_the_issuers_app_needs_no_message(visa: Caller, issuing: Bank, behind: Observer) -> None:
    token = await visa.token(magic("206"))

    answer = await visa.ask_code(token, "APP-TO-APP")

    assert (answer.status, issuing.about("sendpasscode")) == (200, [])
    assert (await behind.code()).token == token


async def test_a_way_that_leads_to_the_issuer_brings_no_code(visa: Caller, issuing: Bank) -> None:
    token = await visa.token(magic("204"))

    answer = await visa.ask_code(token, "CUSTOMERSERVICE")

    assert (answer.status, issuing.about("sendpasscode")) == (200, [])


async def test_a_way_that_was_not_shown_cannot_be_chosen(visa: Caller) -> None:
    token = await visa.token(YELLOW)
    await visa.ways(token)

    answer = await visa.choose(token, "elsewhere")

    assert (answer.status, answer.reason, answer.locations) == (400, "invalidParameter", ["stepUpRequestID"])


async def test_the_sixth_code_is_one_too_many(visa: Caller, issuing: Bank) -> None:
    issuing.answers["sendpasscode"] = APPROVED
    token = await visa.token(YELLOW)

    statuses = [(await visa.ask_code(token)).status for _ in range(6)]

    assert statuses == [200] * 5 + [409]
    assert len(issuing.about("sendpasscode")) == 5


async def test_a_new_code_takes_the_place_of_the_last(visa: Caller, behind: Observer) -> None:
    token = await visa.token(YELLOW)
    await visa.ask_code(token)
    old = await behind.otp()
    await visa.ask_code(token)

    answers = [await visa.validate(token, old), await visa.validate(token, await behind.otp())]

    assert [answer.status for answer in answers] == [400, 200]
