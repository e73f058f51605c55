"""What is known of a token, and of the service."""

from datetime import timedelta

import pytest

from tests.providers.mdes.caller import Caller
from tests.providers.mdes.customer_service.desk import OPERATOR, OTHER_PAN, PAN, SERVICE, YELLOW, Desk, tokenized
from tests.providers.observer import Observer

Payments = list[dict[str, str]]


async def payments(desk: Desk, reference: str) -> Payments:
    found: Payments = (await desk.about("transactions", reference))["Transactions"]["Transaction"]
    return found


async def pay(mdes: Caller, reference: str) -> None:
    message = {"requestId": "1", "tokenUniqueReference": reference, "dsrpType": "UCAF"}
    assert "errors" not in (await mdes.post("/mdes/remotetransaction/1/0/transact", message)).body


async def test_comments_are_kept_with_who_wrote_them(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    ids = [
        (await desk.about("token/suspend", reference, ReasonCode="L", CommentText="Card lost ☂"))["Token"]["CommentId"],
        (await desk.about("token/unsuspend", reference, ReasonCode="F", CommentText="Found"))["Token"]["CommentId"],
    ]

    comments = (await desk.about("token/comments", reference))["Comments"]["Comment"]

    assert [(one["CommentId"], one["CommentText"], one["AuditInfo"]) for one in comments] == [
        (ids[0], "Card lost ☂", OPERATOR),
        (ids[1], "Found", OPERATOR),
    ]
    assert (await desk.token(reference))["LastCommentId"] == ids[1]


@pytest.mark.parametrize("call", ["token/comments", "token/statushistory", "token/activationmethods"])
async def test_who_only_asks_need_not_say_who_it_is(mdes: Caller, desk: Desk, call: str) -> None:
    reference = await tokenized(mdes)

    await desk.about(call, reference, AuditInfo=None)


@pytest.mark.parametrize("call", ["transactions", "token/suspend", "updatetokenassurance"])
async def test_all_others_must_say_who_they_are(mdes: Caller, desk: Desk, call: str) -> None:
    reference = await tokenized(mdes)

    assert await desk.refused(call, reference, AuditInfo=None, ReasonCode="L") == (400, "MISSING_REQUIRED_FIELD", "AuditInfo")


async def test_the_history_says_who_did_what_when_and_why(mdes: Caller, desk: Desk, behind: Observer) -> None:
    reference = await tokenized(mdes, YELLOW)
    await desk.about("token/activate", reference, ReasonCode="C", CommentText="Called us")
    await mdes.change("suspend", reference, by="CARDHOLDER", reasonCode="SUSPECTED_FRAUD")
    await behind.advance(timedelta(hours=1))
    await desk.about("token/suspend", reference, ReasonCode="T")
    await mdes.change("unsuspend", reference, by="CARDHOLDER", reasonCode="DEVICE_FOUND")
    await desk.about("token/unsuspend", reference, ReasonCode="T")
    await mdes.change("delete", reference, reasonCode="OTHER")

    lines = await desk.history(reference)

    assert [(line["StatusCode"], line["Initiator"], line.get("ReasonCode")) for line in lines] == [
        ("U", "W", None),
        ("A", "I", "C"),
        ("S", "C", "T"),
        ("S", "I", "T"),
        ("S", "C", "F"),
        ("A", "I", "T"),
        ("D", "W", "Z"),
    ]
    assert [line["StatusDescription"] for line in lines[:3]] == ["Unmapped", "Active", "Suspended"]
    assert [line.get("AuditInfo") for line in lines] == [None, OPERATOR, None, OPERATOR, None, OPERATOR, None]
    assert lines[1]["CommentId"] == (await desk.about("token/comments", reference))["Comments"]["Comment"][0]["CommentId"]
    assert "CommentId" not in lines[3]
    assert lines[2]["StatusDateTime"] < lines[3]["StatusDateTime"]


async def test_the_history_shows_a_replaced_card_and_what_mdes_does_by_itself(mdes: Caller, desk: Desk, behind: Observer) -> None:
    reference = await tokenized(mdes)
    comment = await desk.about("token/update", reference, NewAccountPan=OTHER_PAN, CommentText="Card replaced")

    lines = await desk.history(reference)

    assert [(line["StatusCode"], line["Initiator"], line.get("CommentId")) for line in lines] == [
        ("A", "W", None),
        ("A", "I", comment["Tokens"]["Token"][0]["CommentId"]),
    ]


async def test_payments_are_shown_for_thirty_days_in_mastercards_words(mdes: Caller, desk: Desk, behind: Observer) -> None:
    reference = await tokenized(mdes)
    await pay(mdes, reference)
    await behind.advance(timedelta(days=29))
    await pay(mdes, reference)
    both = await payments(desk, reference)
    await behind.advance(timedelta(days=2))

    assert len(both) == 2
    assert await payments(desk, reference) == both[1:]
    assert both[0]["MerchantName"] == "Emulated Sample Merchant"
    assert (both[0]["TransactionStatusCode"], both[0]["TransactionTypeCode"]) == ("AUTH", "PURCH")


async def test_payments_are_shown_after_the_card_was_replaced(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await pay(mdes, reference)
    await desk.told("token/update", CurrentAccountPan=PAN, NewAccountPan=OTHER_PAN)

    assert len(await payments(desk, reference)) == 1


async def test_a_token_that_has_paid_nothing_has_an_empty_list(mdes: Caller, desk: Desk) -> None:
    assert await payments(desk, await tokenized(mdes)) == []


async def test_the_service_says_that_it_is_up(mdes: Caller) -> None:
    answer = await mdes.get(f"{SERVICE}/systemstatus?Format=JSON")

    assert answer.status == 200
    assert set(answer.body["SystemStatusResponse"]) == {"CommentText", "LastStatusDateTime"}


@pytest.mark.parametrize("call", ["token/comments", "token/statushistory", "token/activationmethods", "transactions"])
async def test_of_an_unknown_token_nothing_is_known(desk: Desk, call: str) -> None:
    assert await desk.refused(call, "D" * 48) == (400, "EMPTY_RESULT", "INPUT")
