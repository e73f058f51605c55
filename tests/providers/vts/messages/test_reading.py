"""Bytes into members: what a body must be, and what is passed over."""

import json
from typing import Any

import pytest

from tests.providers.vts.caller import TOKENS, Caller
from tests.providers.vts.conftest import Observer


@pytest.mark.parametrize(
    ("body", "reason", "cause"),
    [
        (b"", "incompleteRequest", "empty_body"),
        (b"{", "invalidRequest", "not_json"),
        (b"[]", "invalidRequest", "not_an_object"),
        (b'{"panSource": "\\u0000"}', "invalidRequest", "value_out_of_range"),
    ],
)
async def test_a_body_that_is_none_is_refused_by_name(visa: Caller, behind: Observer, *, body: bytes, reason: str, cause: str) -> None:
    answer = await visa.send("POST", TOKENS, body)

    assert (answer.status, answer.reason, behind.causes) == (400, reason, [cause])


async def test_a_body_announced_as_something_else_is_refused(visa: Caller, behind: Observer) -> None:
    answer = await visa.send("POST", TOKENS, json.dumps(visa.order()).encode(), headers={"Content-Type": "text/plain"})

    assert (answer.status, answer.reason, behind.causes) == (400, "invalidRequest", ["content_type_not_json"])


@pytest.mark.parametrize("type_", ["application/json; charset=utf-8", "APPLICATION/JSON"])
async def test_json_may_say_more_of_itself(visa: Caller, type_: str) -> None:
    answer = await visa.send("POST", TOKENS, json.dumps(visa.order()).encode(), headers={"Content-Type": type_})

    assert answer.status == 201


@pytest.mark.parametrize("more", [{"clientReferenceId": "r-1"}, {"clientReferenceID": "r-1"}, {"nobodyKnows": {"this": 1}}])
async def test_both_spellings_of_an_id_are_read_and_strange_members_passed_over(visa: Caller, more: dict[str, Any]) -> None:
    answer = await visa.post(TOKENS, visa.order(**more))

    assert answer.status == 201


@pytest.mark.parametrize("date", ["1700000000", 1_700_000_000])
async def test_a_moment_may_be_text_or_number(visa: Caller, date: Any) -> None:
    answer = await visa.post(TOKENS, visa.order(termsAndConditions={"id": "0" * 32, "date": date}))

    assert answer.status == 201


async def test_the_journal_shows_what_was_opened_on_both_sides(visa: Caller, behind: Observer) -> None:
    answer = await visa.provision()

    opened, told = json.loads(behind.exchange.opened_request), json.loads(behind.exchange.opened_response)
    assert opened["encPaymentInstrument"]["expirationDate"] == {"month": "12", "year": "2049"}
    assert told["tokenInfo"]["encTokenInfo"] == visa.opened(answer.body["tokenInfo"]["encTokenInfo"])
