"""A code that comes back: right, wrong, late, once too often, or for another purpose."""

from datetime import timedelta
from typing import Any

import pytest

from tests.providers.vts.caller import TOKENS, YELLOW, Answer, Caller, magic
from tests.providers.vts.conftest import Observer


async def waiting(visa: Caller) -> str:
    """A token whose cardholder has been sent a code."""
    token = await visa.token(YELLOW)
    await visa.ask_code(token)
    return token


async def by_app(visa: Caller, token: str, code: str) -> Answer:
    message = {"authCode": code, "date": "1700000000", "clientReferenceId": "r-1"}
    return await visa.post(f"{TOKENS}/{token}/stepUpOptions/validateAuthCode", message)


@pytest.mark.exercises("vts.token_service.validate_otp")
async def test_the_right_code_brings_the_token_to_life(visa: Caller, behind: Observer) -> None:
    token = await waiting(visa)

    answer = await visa.validate(token, await behind.otp())

    assert (answer.status, answer.body) == (200, {})
    assert await visa.status(token) == "ACTIVE"


async def test_a_wrong_code_is_a_wrong_member_and_may_be_tried_again(visa: Caller, behind: Observer) -> None:
    token = await waiting(visa)

    wrong = await visa.validate(token, "000000")
    right = await visa.validate(token, await behind.otp())

    assert (wrong.status, wrong.reason, wrong.locations) == (400, "invalidParameter", ["otpValue"])
    assert right.status == 200


async def test_the_fifth_wrong_code_closes_the_way_and_the_token_goes_on_waiting(visa: Caller, behind: Observer) -> None:
    token = await waiting(visa)

    statuses = [(await visa.validate(token, "000000")).status for _ in range(5)]
    late = [await visa.validate(token, await behind.otp()), await visa.choose(token, "id-1")]

    assert statuses == [400] * 4 + [409]
    assert [(answer.status, answer.reason) for answer in late] == [(409, "notAllowed")] * 2
    assert await visa.status(token) == "INACTIVE"


@pytest.mark.parametrize(("seconds", "status"), [(590, 200), (610, 400)])
async def test_a_code_is_good_for_ten_minutes_of_the_worlds_clock(visa: Caller, behind: Observer, *, seconds: int, status: int) -> None:
    token = await waiting(visa)
    code = await behind.otp()

    await behind.advance(timedelta(seconds=seconds))

    assert (await visa.validate(token, code)).status == status


async def test_a_code_that_was_never_sent_cannot_be_tried(visa: Caller) -> None:
    token = await visa.token(YELLOW)

    answer = await visa.validate(token, "123456")

    assert (answer.status, answer.reason) == (409, "notAllowed")


async def test_a_code_is_good_once(visa: Caller, behind: Observer) -> None:
    token = await waiting(visa)
    code = await behind.otp()
    await visa.validate(token, code)

    answer = await visa.validate(token, code)

    assert (answer.status, answer.reason) == (409, "notAllowed")


@pytest.mark.exercises("vts.token_service.validate_auth_code")
async def test_a_code_of_the_issuers_app_is_tried_where_it_belongs(visa: Caller, behind: Observer) -> None:
    token = await visa.token(magic("206"))
    await visa.ask_code(token, "APP-TO-APP")
    code = await behind.otp()

    elsewhere, wrong, right = await visa.validate(token, code), await by_app(visa, token, "x"), await by_app(visa, token, code)

    assert (elsewhere.status, elsewhere.reason) == (409, "notAllowed")
    assert (wrong.status, wrong.locations) == (400, ["authCode"])
    assert (right.status, right.body, await visa.status(token)) == (200, {}, "ACTIVE")


@pytest.mark.parametrize("code", ["", "123456789", "12 34", 123456])
async def test_a_code_of_another_form_is_no_attempt(visa: Caller, behind: Observer, code: Any) -> None:
    token = await waiting(visa)

    answers = [await visa.post(f"{TOKENS}/{token}/stepUpOptions/validateOTP", {"otpValue": code}) for _ in range(6)]

    assert {(answer.status, answer.reason) for answer in answers} == {(400, "invalidParameter")}
    assert (await visa.validate(token, await behind.otp())).status == 200
