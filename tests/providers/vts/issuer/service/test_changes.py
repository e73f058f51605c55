"""Issuers are told of new tokens, of every move, and of every code that was tried."""

import re

import pytest

from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import YELLOW, Caller
from tests.providers.vts.conftest import Observer


@pytest.mark.exercises("vts.issuer.token_created")
async def test_a_new_token_is_told_of_with_its_decision(visa: Caller, behind: Observer, issuing: Bank) -> None:
    green, yellow = (await visa.provision()).body, (await visa.provision(YELLOW)).body

    await behind.deliver()

    first, second = issuing.about("tokenChanged")
    names = [made["tokenInfo"]["tokenReferenceID"] for made in (green, yellow)]
    assert [heard.path for heard in (first, second)] == [f"/tokenRequestors/50123456789/tokens/{name}/tokenChanged" for name in names]
    assert first.query["eventType"] == "TOKEN_CREATED"
    assert re.fullmatch(r"[0-9a-f]{32}", first.query["eventID"])
    assert [heard.body["messageReasonCode"] for heard in (first, second)] == ["3700", "3700"]
    assert [heard.body["visaTokenDecisioning"] for heard in (first, second)] == ["00", "85"]
    assert [heard.opened["tokenInfo"]["tokenStatus"] for heard in (first, second)] == ["ACTIVE", "INACTIVE"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first.body["dateTimeOfEvent"])


@pytest.mark.exercises("vts.issuer.token_status_updated")
async def test_every_move_is_told_with_its_number_and_the_issuers_word_for_the_state(visa: Caller, behind: Observer, issuing: Bank) -> None:
    token = await visa.token()
    for operation in ("suspend", "resume", "delete"):
        await visa.change(token, operation)

    await behind.deliver()

    heard = issuing.about("tokenChanged")[1:]
    assert [one.query["eventType"] for one in heard] == ["TOKEN_STATUS_UPDATED"] * 3
    assert [(one.body["messageReasonCode"], one.opened["tokenInfo"]["tokenStatus"]) for one in heard] == [
        ("3702", "SUSPENDED"),
        ("3703", "ACTIVE"),
        ("3701", "DEACTIVATED"),
    ]


async def test_every_code_that_was_tried_is_told_of_with_what_it_came_to(visa: Caller, behind: Observer, issuing: Bank) -> None:
    issuing.answers["cardholderverificationmethods"] = [{"type": "cell_phone", "value": "***", "identifier": "m-1"}]
    token = await visa.token(YELLOW)
    await visa.ask_code(token)
    await visa.validate(token, "000000")
    await visa.validate(token, await behind.otp())

    await behind.deliver()

    _, wrong, right = issuing.about("tokenChanged")
    assert (wrong.body["messageReasonCode"], wrong.body["activationVerificationResult"]) == ("3712", "VERIFICATION_CODE_FAILED")
    assert (right.body["messageReasonCode"], right.body["activationVerificationResult"]) == ("3712", "VERIFICATION_SUCCESS")
    assert right.opened["tokenInfo"]["tokenStatus"] == "ACTIVE"


async def test_the_last_vain_attempt_is_told_of_as_such(visa: Caller, behind: Observer, issuing: Bank) -> None:
    token = await visa.token(YELLOW)
    await visa.ask_code(token)
    for _ in range(5):
        await visa.validate(token, "000000")

    await behind.deliver()

    assert issuing.about("tokenChanged")[-1].body["activationVerificationResult"] == "VERIFICATION_CODE_RETRIES_EXCEEDED"


async def test_what_is_said_of_one_token_hangs_together(visa: Caller, behind: Observer, issuing: Bank) -> None:
    await visa.change(await visa.token(), "suspend")

    await behind.deliver()

    asked, (created, updated) = issuing.about("approveProvisioning"), issuing.about("tokenChanged")
    for name in ("panReferenceID", "lifeCycleTraceID"):
        assert asked[0].body[name] == created.body[name] == updated.body[name]
    assert created.query["eventID"] != updated.query["eventID"]
