"""Mastercard's own libraries meet what can go wrong: they refuse what was spoilt, and what was committed is committed once."""

import asyncio
import time
from typing import Any

import pytest
from aiohttp import ClientError
from client_encryption.encryption_exception import EncryptionError

from emulator.core.context import House
from tests.flows.faults.conftest import Arm
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller, jwe


async def causes(admin: Arm) -> list[str]:
    """What the newest call was remarked on."""
    newest = (await admin("GET", "exchanges", direction="inbound", limit=1))["exchanges"]
    return list(newest[0]["causes"])


async def tokens(admin: Arm) -> int:
    return len((await admin("GET", "tokens"))["tokens"])


@pytest.mark.parametrize("fault", ["broken_tag", "wrong_key"])
async def test_a_spoilt_answer_does_not_open_in_the_official_library(mdes: Caller, arm: Arm, admin: Arm, *, fault: str) -> None:
    await arm(operation="tokenize", fault=fault)

    with pytest.raises(EncryptionError):
        await mdes.tokenize()

    assert "scenario_fired" in await causes(admin)
    assert (await mdes.tokenize()).opened["decision"] == "APPROVED"


async def test_an_answer_under_a_foreign_fingerprint_is_still_opened_by_a_library_that_does_not_look(mdes: Caller, arm: Arm) -> None:
    await arm(operation="tokenize", fault="wrong_kid")

    answer = await mdes.tokenize()

    assert set(answer.body["tokenDetail"]["publicKeyFingerprint"]) == {"0"}
    assert answer.opened["decision"] == "APPROVED"


@pytest.mark.parametrize("fault", ["wrong_key", "wrong_kid", "broken_tag"])
async def test_a_spoilt_jwe_answer_is_marked_in_the_journal(mdes: Caller, arm: Arm, admin: Arm, *, fault: str) -> None:
    mdes.sealing = jwe()
    await arm(operation="tokenize", fault=fault)

    try:
        await mdes.tokenize()
    except (EncryptionError, ValueError):
        # The official library looks at neither kid nor tag, but it notices a foreign key.
        assert fault == "wrong_key"

    assert await causes(admin) == ["scenario_fired"]


async def test_a_call_without_anything_encrypted_says_that_nothing_was_spoilt(mdes: Caller, arm: Arm, admin: Arm) -> None:
    await arm(operation="get_token", fault="broken_tag")

    await mdes.token("D" * 48)

    assert await causes(admin) == ["scenario_fired", "nothing_to_spoil"]


@pytest.mark.parametrize(("stage", "made"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("fault", ["cut", "reset", "truncate"])
async def test_a_dropped_connection_leaves_what_it_says(mdes: Caller, arm: Arm, admin: Arm, *, fault: str, stage: str, made: int) -> None:
    await arm(operation="tokenize", stage=stage, fault=fault)

    with pytest.raises(ClientError):
        await mdes.tokenize()

    assert await tokens(admin) == made


async def test_silence_after_the_commit_is_silence_and_the_token_is_there(mdes: Caller, arm: Arm, admin: Arm) -> None:
    await arm(operation="tokenize", stage="after", fault="silence")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await mdes.tokenize()

    assert await tokens(admin) == 1


async def test_who_calls_too_often_meets_the_gateway(mdes: Caller, arm: Arm) -> None:
    await arm(operation="tokenize", fault="rate_limit")

    answer = await mdes.tokenize()

    assert (answer.status, answer.body["Errors"]["Error"][0]["Source"]) == (429, "Gateway")


async def test_an_expired_certificate_keeps_the_client_out(mdes: Caller, arm: Arm) -> None:
    await arm(operation="tokenize", fault="expired_certificate")

    answer = await mdes.tokenize()

    assert (answer.status, "expired" in answer.body["Errors"]["Error"][0]["Description"]) == (401, True)


async def test_a_skewed_clock_is_remarked_on_as_a_real_one_would_be(mdes: Caller, arm: Arm, admin: Arm) -> None:
    await arm(operation="tokenize", fault="clock_skew", seconds=700)

    answer = await mdes.tokenize()

    assert answer.opened["decision"] == "APPROVED"
    assert "clock_behind" in await causes(admin)


async def test_the_app_is_not_asked_where_a_scenario_answers_for_it(mdes: Caller, bank: Bank, arm: Arm) -> None:
    await arm(operation="authorize_service", answer={"body": {"responseId": "1", "decision": "DECLINED"}})

    declined, asked = await mdes.tokenize(), len(bank.of("authorizeService"))

    assert (declined.opened["decision"], asked) == ("DECLINED", 0)
    assert (await mdes.tokenize()).opened["decision"] == "APPROVED"
    assert len(bank.of("authorizeService")) == 1


async def test_the_app_is_silent_without_anybody_waiting_for_it(mdes: Caller, bank: Bank, arm: Arm, admin: Arm) -> None:
    await arm(operation="authorize_service", fault="silence")
    began = time.monotonic()

    answer = await mdes.tokenize()

    asked = (await admin("GET", "exchanges", operation="authorize_service"))["exchanges"]
    assert answer.opened["decision"] == "APPROVED"
    assert (bank.heard, asked[0]["error"], asked[0]["causes"]) == ([], "DefaultTaken", ["scenario_fired", "timed_out"])
    assert time.monotonic() - began < 4


async def test_rules_decide_in_the_issuers_place_until_they_are_cleared(mdes: Caller, arm: Arm) -> None:
    wallet = {"path": "tokenType", "test": "equals", "value": "CLOUD"}
    await arm(operation="authorize_service", where=[wallet], remaining=None, answer={"body": {"responseId": "1", "decision": "DECLINED"}})

    decisions = [(await mdes.tokenize()).opened["decision"] for _ in range(2)]

    assert decisions == ["DECLINED", "DECLINED"]


async def test_a_share_of_the_calls_fails_and_the_same_ones_under_the_same_seed(house: House, mdes: Caller, arm: Arm) -> None:
    await arm(operation="get_token", share=0.5, remaining=None, answer={"status": 503, "body": {}})

    statuses = [(await mdes.token("D" * 48)).status for _ in range(20)]

    assert house.settings.seed == 1
    assert 4 <= statuses.count(503) <= 16


def bodies(bank: Bank) -> list[Any]:
    return [heard.opened["requestId"] for heard in bank.heard if heard.operation == "notifyServiceActivated"]


async def test_a_notice_comes_twice_with_the_same_id(house: House, mdes: Caller, bank: Bank, arm: Arm, admin: Arm) -> None:
    await arm(operation="notify_service_activated", fault="duplicate")

    await mdes.tokenize()
    await admin("POST", "outbox/deliver")

    first, second = bodies(bank)
    assert first == second


async def test_a_dropped_notice_never_comes_and_can_be_redelivered(mdes: Caller, bank: Bank, arm: Arm, admin: Arm) -> None:
    await arm(operation="notify_service_activated", fault="drop")

    await mdes.tokenize()
    await admin("POST", "outbox/deliver")

    (lost,) = [one for one in (await admin("GET", "outbox"))["notices"] if one["state"] == "failed"]
    assert (bodies(bank), lost["attempts"]) == ([], [])
    await admin("POST", f"outbox/{lost['id']}/redeliver")
    assert len(bodies(bank)) == 1


async def test_a_notice_is_overtaken_by_the_next_one(mdes: Caller, bank: Bank, arm: Arm, admin: Arm) -> None:
    await admin("POST", "clock/freeze")
    await arm(operation="notify_service_activated", fault="reorder")

    reference = (await mdes.tokenize()).opened["tokenUniqueReference"]
    await mdes.change("suspend", reference)
    await admin("POST", "clock/advance", {"seconds": 10})

    told = [heard.operation for heard in bank.heard if heard.operation.startswith("notify")]
    assert told[-1] == "notifyServiceActivated"
    assert told[:-1] == ["notifyTokenUpdated"] * (len(told) - 1) != []


async def test_a_notice_comes_late(mdes: Caller, bank: Bank, arm: Arm, admin: Arm) -> None:
    await admin("POST", "clock/freeze")
    await arm(operation="notify_service_activated", delay=60)
    await mdes.tokenize()

    await admin("POST", "clock/advance", {"seconds": 59})
    early = len(bodies(bank))
    await admin("POST", "clock/advance", {"seconds": 1})

    assert (early, len(bodies(bank))) == (0, 1)
