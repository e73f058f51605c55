"""What went over the wire, filtered, paged, masked and explained."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from emulator.core.context import House
from emulator.core.journal import Exchange
from emulator.core.message import Outgoing, Request, Response
from emulator.crypto.diagnosis import Finding
from tests.admin.conftest import Call
from tests.outbound.sample import NOON

NUMBER = "5204731600014784"
MASKED = "************4784"
FINDING = Finding(check="signature", cause="wrong_key", message=f"no key for {NUMBER}", fix="use the right one", expected="a", got="b")

SEEN = Exchange(
    id="ex_1",
    namespace="default",
    api="sample",
    operation="tokenize",
    at=NOON,
    request=Request("POST", f"http://x/a?pan={NUMBER}", "/a", f"pan={NUMBER}", {"x-pan": NUMBER}, b'{"pan":"' + NUMBER.encode() + b'"}'),
    response=Response(200, b"\xff\x00", {"Content-Type": "x"}),
    opened_request=NUMBER.encode(),
    findings=[FINDING],
    micros=7,
)
SENT = replace(SEEN, id="ex_2", operation="told", request=Outgoing("POST", "http://y/", {}, b"{}"), response=None, error="NotDelivered")
FINE = replace(SEEN, id="ex_3", api="other", findings=[], response=Response(404), error="UnknownToken", opened_request=b"")
FOREIGN = replace(SEEN, id="ex_4", namespace="other")


@pytest.fixture
def journal(house: House) -> House:
    for exchange in (SEEN, SENT, FINE, FOREIGN):
        house.journal.append(exchange)
    return house


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, ["ex_3", "ex_2", "ex_1"]),
        ({"api": "other"}, ["ex_3"]),
        ({"operation": "tokenize"}, ["ex_3", "ex_1"]),
        ({"direction": "outbound"}, ["ex_2"]),
        ({"direction": "inbound", "status": 404}, ["ex_3"]),
        ({"status": 500}, []),
        ({"error": "NotDelivered"}, ["ex_2"]),
        ({"cause": "wrong_key"}, ["ex_2", "ex_1"]),
        ({"since": "ex_1"}, ["ex_3", "ex_2"]),
        ({"since": "ex_3"}, []),
        ({"since": "ex_forgotten"}, ["ex_3", "ex_2", "ex_1"]),
        ({"limit": 1}, ["ex_3"]),
    ],
)
async def test_exchanges_are_listed_as_they_are_asked_for(get: Call, query: dict[str, Any], ids: list[str]) -> None:
    page = await get("exchanges", **query)

    assert [exchange["id"] for exchange in page["exchanges"]] == ids


@pytest.mark.parametrize("query", [{"direction": "sideways"}, {"status": "many"}, {"limit": 0}, {"limit": 501}, {"stauts": 200}])
async def test_a_filter_that_means_nothing_is_refused(refused: Call, query: dict[str, Any]) -> None:
    assert await refused("GET", "exchanges", params=query) == (422, "invalid_request")


@pytest.mark.usefixtures("journal")
async def test_exchanges_in_short_are_masked(get: Call) -> None:
    line = (await get("exchanges", operation="tokenize", status=200))["exchanges"][0]

    assert line == {
        "id": "ex_1",
        "at": "2026-01-01T12:00:00Z",
        "direction": "inbound",
        "api": "sample",
        "operation": "tokenize",
        "method": "POST",
        "url": f"http://x/a?pan={MASKED}",
        "status": 200,
        "error": None,
        "causes": ["wrong_key"],
        "micros": 7,
    }


async def test_pages_follow_one_another_while_more_is_written(house: House, get: Call) -> None:
    for number in range(5):
        house.journal.append(replace(SEEN, id=f"ex_{number}"))
    first = await get("exchanges", limit=2)
    house.journal.append(replace(SEEN, id="ex_new"))

    second = await get("exchanges", limit=2, cursor=first["next_cursor"])
    third = await get("exchanges", limit=2, cursor=second["next_cursor"])

    pages = [[exchange["id"] for exchange in page["exchanges"]] for page in (first, second, third)]
    assert pages == [["ex_4", "ex_3"], ["ex_2", "ex_1"], ["ex_0"]]
    assert third["next_cursor"] is None


async def test_a_cursor_whose_exchange_is_forgotten_ends_the_pages(house: House, get: Call) -> None:
    house.journal.append(SEEN)
    house.journal.append(FINE)
    cursor = (await get("exchanges", limit=1))["next_cursor"]
    house.journal.forget("default")

    page = await get("exchanges", cursor=cursor)

    assert (page["exchanges"], page["next_cursor"]) == ([], None)


@pytest.mark.usefixtures("journal")
async def test_an_exchange_shows_both_sides_opened_and_masked(get: Call) -> None:
    seen = await get("exchanges/ex_1")

    assert seen["namespace"] == "default"
    assert seen["request"] == {
        "method": "POST",
        "url": f"http://x/a?pan={MASKED}",
        "headers": {"x-pan": MASKED},
        "body": {"encoding": "utf-8", "text": f'{{"pan":"{MASKED}"}}'},
        "opened": {"encoding": "utf-8", "text": MASKED},
    }
    assert seen["response"] == {
        "status": 200,
        "headers": {"Content-Type": "x"},
        "body": {"encoding": "base64", "text": "/wA="},
        "opened": None,
    }
    assert seen["findings"] == [
        {
            "check": "signature",
            "cause": "wrong_key",
            "message": f"no key for {MASKED}",
            "fix": "use the right one",
            "expected": "a",
            "got": "b",
            "difference": None,
            "severity": "refused",
        }
    ]


@pytest.mark.usefixtures("journal")
async def test_card_numbers_are_shown_to_who_asks_for_them(get: Call) -> None:
    seen = await get("exchanges/ex_1", reveal="true")

    assert seen["request"]["opened"]["text"] == NUMBER
    assert MASKED not in str(seen)


@pytest.mark.usefixtures("journal")
async def test_an_exchange_without_an_answer_has_none(get: Call) -> None:
    seen = await get("exchanges/ex_2")

    assert (seen["direction"], seen["response"], seen["status"]) == ("outbound", None, None)


@pytest.mark.usefixtures("journal")
async def test_the_link_of_an_explanation_leads_to_the_exchange_of_whatever_world(get: Call) -> None:
    assert (await get("exchanges/ex_4"))["namespace"] == "other"


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(("exchange", "query"), [("ex_9", {}), ("ex_1", {"namespace": "other"})])
async def test_an_exchange_that_is_not_there_is_unknown(refused: Call, exchange: str, query: dict[str, str]) -> None:
    assert await refused("GET", f"exchanges/{exchange}", params=query) == (404, "unknown_exchange")


async def test_what_the_journal_has_forgotten_is_counted(house: House, get: Call) -> None:
    for number in range(105):
        house.journal.append(replace(SEEN, id=f"ex_{number}", at=NOON + timedelta(seconds=number)))

    page = await get("exchanges", limit=500)

    assert (len(page["exchanges"]), page["evicted"]) == (100, 5)
