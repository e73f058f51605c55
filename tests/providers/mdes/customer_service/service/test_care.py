"""Another PIN, more assurance, a message in the wallet."""

from datetime import timedelta
from typing import Any

import pytest

from emulator.core.context import House
from emulator.providers.mdes import timestamps
from emulator.providers.mdes.records import holder_messages
from tests.providers.mdes.caller import SAMPLE_MERCHANT, Caller
from tests.providers.mdes.customer_service.desk import OPERATOR, YELLOW, Desk, change_requestor, digitized, tokenized
from tests.providers.observer import NAMESPACE, Observer

REFUSED = (400, "INVALID_TOKEN_STATUS", "TokenUniqueReference")


async def test_the_pin_of_a_cloud_token_on_a_device_is_reset(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes)

    told = await desk.about("token/resetmobilepin", reference, ReasonCode="R", CommentText="Tried too often")

    line = (await desk.history(reference))[-1]
    assert told["Token"]["CommentId"] == line["CommentId"]
    assert (line["StatusCode"], line["Initiator"], line["AuditInfo"]) == ("A", "I", OPERATOR)


async def test_a_token_without_a_mobile_pin_has_none_to_reset(mdes: Caller, desk: Desk) -> None:
    at_merchant, in_element = await tokenized(mdes), await digitized(mdes, tokenType="EMBEDDED_SE")

    refused = [await desk.refused("token/resetmobilepin", reference, ReasonCode="N") for reference in (at_merchant, in_element)]

    assert refused == [(400, "NOT_SUPPORTED", "System")] * 2


@pytest.mark.parametrize("suspended", [False, True])
async def test_raised_assurance_shows_wherever_the_token_does(mdes: Caller, desk: Desk, *, suspended: bool) -> None:
    reference = await tokenized(mdes)
    if suspended:
        await desk.about("token/suspend", reference, ReasonCode="L")

    told = await desk.about("updatetokenassurance", reference, CommentText="Came to the branch")

    assert told["Token"]["CommentId"] == (await desk.token(reference))["LastCommentId"]
    assert (await desk.token(reference))["TokenAssuranceLevel"] == "5"
    assert (await mdes.token(reference)).body["token"]["tokenInfo"]["tokenAssuranceLevel"] == 5


async def test_only_who_holds_the_token_is_told_of_its_assurance(mdes: Caller, desk: Desk, house: House, behind: Observer) -> None:
    reference = await tokenized(mdes)
    await change_requestor(house, SAMPLE_MERCHANT, callback_url="http://127.0.0.1:9")
    before = len(await behind.notices())

    await desk.about("updatetokenassurance", reference)

    (told,) = (await behind.notices())[before:]
    assert (told.receiver, b'"tokenAssuranceLevel":5' in told.body) == (f"requestor:{SAMPLE_MERCHANT}", True)


def message(until: str, **changes: Any) -> dict[str, Any]:
    return {
        "MessageText": "Your new card is on its way",
        "MessageExpiration": until,
        "MessageLanguageCode": "en",
        "MessageIdentifier": "m-1",
        "IssuerApplicationMessageDisplay": "TRUE",
        **changes,
    }


async def test_a_message_is_kept_for_the_wallet_and_replaced_by_its_identifier(
    mdes: Caller, desk: Desk, house: House, behind: Observer
) -> None:
    reference = await digitized(mdes)
    until = timestamps.written(behind.context().now + timedelta(days=29))

    told = await desk.about("accountholdermessaging", reference, **message(until))
    await desk.about("accountholdermessaging", reference, **message(until, MessageText="It has arrived"))

    kept = await house.store.read(NAMESPACE, lambda unit: holder_messages.of_token(unit, reference))
    assert told == {"Token": {"TokenUniqueReference": reference}}
    assert kept == [{"token": reference, **message(until, MessageText="It has arrived")}]


@pytest.mark.parametrize("days", [-1, 31])
async def test_a_message_ends_within_thirty_days(mdes: Caller, desk: Desk, behind: Observer, days: int) -> None:
    reference = await digitized(mdes)
    until = timestamps.written(behind.context().now + timedelta(days=days))

    refused = await desk.refused("accountholdermessaging", reference, **message(until))

    assert refused == (400, "INVALID_FIELD_VALUE", "MessageExpiration")


@pytest.mark.parametrize(
    ("changes", "code", "source"),
    [
        ({"MessageExpiration": "2026-13-45T00:00:00.000Z"}, "INVALID_FIELD_FORMAT", "MessageExpiration"),
        ({"MessageExpiration": "tomorrow"}, "INVALID_FIELD_FORMAT", "MessageExpiration"),
        ({"MessageLanguageCode": "english"}, "INVALID_FIELD_LENGTH", "MessageLanguageCode"),
        ({"IssuerApplicationMessageDisplay": "MAYBE"}, "INVALID_FIELD_VALUE", "IssuerApplicationMessageDisplay"),
        ({"MessageText": ""}, "INVALID_FIELD_LENGTH", "MessageText"),
        ({"MessageIdentifier": None}, "MISSING_REQUIRED_FIELD", "MessageIdentifier"),
    ],
)
async def test_a_message_has_a_form(mdes: Caller, desk: Desk, changes: dict[str, Any], code: str, source: str) -> None:
    reference = await digitized(mdes)

    refused = await desk.refused("accountholdermessaging", reference, **message("2026-01-15T00:00:00.000Z", **changes))

    # A text of the wrong length may have the wrong form too: which of the two is told first does not matter.
    assert (refused[0], refused[2]) == (400, source)
    assert refused[1] in {code, "INVALID_FIELD_FORMAT", "INVALID_FIELD_LENGTH"}


@pytest.mark.parametrize(
    ("call", "more"),
    [
        ("token/resetmobilepin", {"ReasonCode": "N"}),
        ("updatetokenassurance", {}),
        ("accountholdermessaging", message("2026-01-15T00:00:00.000Z")),
    ],
)
async def test_only_living_tokens_are_cared_for(mdes: Caller, desk: Desk, call: str, more: dict[str, Any]) -> None:
    waiting, ended = await digitized(mdes, YELLOW), await digitized(mdes)
    await desk.about("token/delete", ended, ReasonCode="Z")

    assert [await desk.refused(call, reference, **more) for reference in (waiting, ended)] == [REFUSED] * 2
