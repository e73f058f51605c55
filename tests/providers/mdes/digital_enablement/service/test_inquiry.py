"""Looking at tokens and tasks."""

import re

import pytest

from tests.providers.mdes.caller import SAMPLE_MERCHANT, Caller, codes

pytestmark = pytest.mark.exercises("mdes.digital_enablement.get_token", "mdes.digital_enablement.get_task_status")


async def test_a_token_is_shown_with_its_holder_and_both_ends_of_the_card(mdes: Caller) -> None:
    made = await mdes.tokenize()

    answer = await mdes.token(made.body["tokenUniqueReference"])

    shown = answer.body["token"]
    assert (shown["tokenRequestorId"], shown["status"]) == (SAMPLE_MERCHANT, "ACTIVE")
    assert (shown["tokenInfo"]["accountPanPrefix"], shown["tokenInfo"]["accountPanSuffix"]) == ("512345", "2345")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", shown["statusTimestamp"])
    assert "suspendedBy" not in shown


@pytest.mark.parametrize(("wanted", "shown"), [("true", True), ("false", False), (None, False)])
async def test_the_tokens_number_is_shown_only_when_it_is_wanted(mdes: Caller, wanted: str | None, *, shown: bool) -> None:
    made = await mdes.tokenize()
    more = {"includeTokenDetail": wanted} if wanted else {}

    answer = await mdes.token(made.body["tokenUniqueReference"], **more)

    assert ("tokenDetail" in answer.body) is shown
    if shown:
        assert answer.opened["tokenDetail"] == made.opened["tokenDetail"]


async def test_an_unknown_token_is_refused(mdes: Caller) -> None:
    answer = await mdes.token("DWSPMC0000000001" + "0" * 32)

    assert answer.body == {
        "errorCode": "INVALID_TOKEN_UNIQUE_REFERENCE",
        "errorDescription": "Invalid Token Unique Reference",
        "errors": [
            {
                "source": "INPUT",
                "reasonCode": "INVALID_TOKEN_UNIQUE_REFERENCE",
                "description": "Invalid Token Unique Reference",
            }
        ],
        "responseId": "g-1",
    }


async def test_a_task_is_completed_once_its_request_was_answered(mdes: Caller) -> None:
    await mdes.tokenize(taskId="mine")
    message = {"requestId": "t-1", "tokenRequestorId": SAMPLE_MERCHANT, "taskId": "mine"}

    answer = await mdes.post("/mdes/digitization/1/0/getTaskStatus", message)

    assert (answer.body["responseId"], answer.body["status"]) == ("t-1", "COMPLETED")


@pytest.mark.parametrize(
    ("requestor", "task", "code"),
    [(SAMPLE_MERCHANT, "never", "INVALID_TASK_ID"), ("50111111111", "mine", "INVALID_TASK_ID"), ("1" * 11, "mine", "AUTHORIZATION_FAILED")],
)
async def test_a_task_that_a_requestor_does_not_have_is_refused(mdes: Caller, requestor: str, task: str, code: str) -> None:
    await mdes.tokenize(taskId="mine")
    message = {"requestId": "t-1", "tokenRequestorId": requestor, "taskId": task}

    answer = await mdes.post("/mdes/digitization/1/0/getTaskStatus", message)

    assert codes(answer) == [code]
