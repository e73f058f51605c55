"""Agentic commerce: a token is enrolled, instructions are given, and payments get their cryptograms."""

import base64
from typing import Any

import pytest

from tests.providers.vts.agentic.platform import INSTRUCTIONS, Platform, instruction
from tests.providers.vts.caller import YELLOW, Answer, Caller


@pytest.fixture
def platform(visa: Caller) -> Platform:
    return Platform(visa)


async def credentials(platform: Platform, instruction_id: str, token: str, *payments: str) -> Answer:
    data = [{"transactionType": "PURCHASE", "transactionReferenceId": name, "merchantName": "Shop"} for name in payments]
    message = {"clientReferenceId": "r-1", "tokenId": token, "transactionData": data}
    return await platform.call(f"{INSTRUCTIONS}/{instruction_id}/credentials", message)


async def cancel(platform: Platform, instruction_id: str) -> Answer:
    return await platform.call(f"{INSTRUCTIONS}/{instruction_id}/cancel", {"clientReferenceId": "r-2"}, method="PUT")


@pytest.mark.exercises("vts.agentic.enroll_card")
async def test_an_active_token_is_enrolled(visa: Caller, platform: Platform) -> None:
    answer = await platform.enrol(await visa.token())

    assert (answer.status, answer.body) == (200, {"clientReferenceId": "r-1", "status": "ACTIVE"})


@pytest.mark.parametrize("state", ["INACTIVE", "unknown"])
async def test_a_token_that_cannot_pay_is_not_enrolled(visa: Caller, platform: Platform, state: str) -> None:
    token = await visa.token(YELLOW) if state == "INACTIVE" else "0" * 32

    answer = await platform.enrol(token)

    assert (answer.status, answer.reason) == ((409, "notAllowed") if state == "INACTIVE" else (404, "notFound"))


@pytest.mark.exercises("vts.agentic.instruct", "vts.agentic.update_instruction", "vts.agentic.cancel_instruction")
async def test_an_instruction_is_given_changed_and_cancelled(platform: Platform) -> None:
    token, name = await platform.instructed()

    changed = await platform.call(f"{INSTRUCTIONS}/{name}", instruction(token, "Buy me boots"), method="PUT")
    cancelled = await cancel(platform, name)
    again = await cancel(platform, name)

    assert changed.body == {"clientReferenceId": "r-1", "status": "ACTIVE", "instructionId": name}
    assert cancelled.body == {"clientReferenceId": "r-2", "status": "CANCELLED", "instructionId": name}
    assert (again.status, again.reason) == (409, "notAllowed")


async def test_a_token_that_is_not_enrolled_takes_no_instructions(visa: Caller, platform: Platform) -> None:
    answer = await platform.instruct(await visa.token())

    assert (answer.status, answer.reason) == (409, "notAllowed")


@pytest.mark.exercises("vts.agentic.get_credentials")
async def test_every_payment_gets_a_cryptogram_of_its_own(visa: Caller, platform: Platform) -> None:
    token, name = await platform.instructed()

    answer = await credentials(platform, name, token, "t-1", "t-2")

    first, second = answer.body["credentials"]
    assert [one["transactionReferenceId"] for one in (first, second)] == ["t-1", "t-2"]
    assert first["cryptogram"] != second["cryptogram"]
    assert len(base64.b64decode(first["cryptogram"], validate=True)) == 20
    assert visa.opened((await visa.pay(token)).body["tokenInfo"]["encTokenInfo"])["token"] == first["paymentToken"]


async def test_nothing_is_paid_with_another_token_or_after_the_end(visa: Caller, platform: Platform) -> None:
    token, name = await platform.instructed()
    other = await credentials(platform, name, await visa.token(), "t-1")
    await visa.change(token, "suspend")
    suspended = await credentials(platform, name, token, "t-1")
    await visa.change(token, "resume")
    await cancel(platform, name)

    late = await credentials(platform, name, token, "t-1")

    assert [(one.status, one.reason) for one in (other, suspended, late)] == [(404, "notFound"), (409, "notAllowed"), (409, "notAllowed")]


@pytest.mark.exercises("vts.agentic.confirm")
async def test_how_payments_went_is_taken(platform: Platform) -> None:
    _, name = await platform.instructed()
    told: dict[str, Any] = {"transactionReferenceId": "t-1", "paymentConfirmationData": {"transactionStatus": "APPROVED"}}

    answer = await platform.call(f"{INSTRUCTIONS}/{name}/confirmations", {"clientReferenceId": "r-1", "confirmationData": [told]})

    assert (answer.status, answer.body["instructionId"]) == (200, name)


async def test_an_instruction_that_is_not_there_is_not_found(platform: Platform) -> None:
    answer = await cancel(platform, "nothing")

    assert (answer.status, answer.reason) == (404, "notFound")
