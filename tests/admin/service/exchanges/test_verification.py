"""A test says what it expects to have gone over the wire, and is told what came nearest where it did not."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from emulator.core.context import House
from emulator.core.journal import Exchange
from emulator.core.message import Request, Response
from tests.admin.conftest import Call
from tests.outbound.sample import NOON


def an_exchange(number: int, operation: str, **body: Any) -> Exchange:
    request = Request("POST", f"http://x/mdes/{operation}", f"/mdes/{operation}", "", {}, orjson.dumps(body))
    return Exchange(f"ex_{number}", "default", "mdes.de", operation, NOON, request, Response(200, b'{"decision": "APPROVED"}'))


FIRST = an_exchange(1, "tokenize", taskId="a", card="5204731600014784")
SECOND = an_exchange(2, "tokenize", taskId="b")
THIRD = an_exchange(3, "suspend", taskId="b")
FORM = replace(an_exchange(4, "create"), request=Request("POST", "http://x/v1/cards", "/v1/cards", "", {}, b"type=virtual&a=1"))


@pytest.fixture(autouse=True)
def journal(house: House) -> None:
    for exchange in (FIRST, SECOND, THIRD, FORM, replace(FIRST, id="ex_9", namespace="other")):
        house.journal.append(exchange)


def task(value: str) -> dict[str, Any]:
    return {"operation": "tokenize", "request": [{"path": "taskId", "value": value}]}


@pytest.mark.parametrize(
    ("asked", "holds", "count"),
    [
        ({"expected": {"operation": "tokenize"}}, True, 2),
        ({"expected": {"operation": "tok*", "api": "mdes.*"}, "exactly": 2}, True, 2),
        ({"expected": {"operation": "tokenize"}, "exactly": 1}, False, 2),
        ({"expected": {"operation": "tokenize"}, "at_most": 1}, False, 2),
        ({"expected": {"operation": "delete"}, "at_most": 0}, True, 0),
        ({"expected": {"operation": "tokenize"}, "at_least": 2, "at_most": 3}, True, 2),
        ({"expected": task("b")}, True, 1),
        ({"expected": {"path": "/mdes/*"}, "exactly": 3}, True, 3),
        ({"expected": {"response": [{"path": "decision", "value": "APPROVED"}]}, "exactly": 4}, True, 4),
        ({"expected": {"request": [{"path": "type", "value": "virtual"}]}}, True, 1),
        ({"expected": {"operation": "tokenize"}, "since": "ex_1"}, True, 1),
        ({"sequence": [task("a"), {"operation": "suspend"}]}, True, 2),
        ({"sequence": [{"operation": "suspend"}, task("a")]}, False, 1),
    ],
)
async def test_what_went_over_the_wire_is_counted_and_ordered(post: Call, asked: dict[str, Any], holds: bool, count: int) -> None:
    verdict = await post("exchanges/verify", asked)

    assert (verdict["holds"], verdict["count"]) == (holds, count)


async def test_the_nearest_miss_says_by_what_it_differs(post: Call) -> None:
    verdict = await post("exchanges/verify", {"expected": task("c")})

    assert [miss["id"] for miss in verdict["near_misses"][:2]] == ["ex_1", "ex_2"]
    assert verdict["near_misses"][0]["differences"] == ["request: taskId equals c does not hold"]
    assert "came 0 times; nearest is ex_1" in verdict["says"]


async def test_what_breaks_a_sequence_is_named(post: Call) -> None:
    verdict = await post("exchanges/verify", {"sequence": [{"operation": "suspend"}, {"operation": "tokenize"}]})

    assert verdict["says"].startswith("number 2 of the sequence, operation=tokenize, did not come after ex_3")


async def test_a_number_that_was_asked_for_is_not_shown(post: Call) -> None:
    asked = {"path": "card", "value": "5204731600014783"}

    verdict = await post("exchanges/verify", {"expected": {"request": [asked]}})

    assert "5204731600014783" not in str(verdict)


async def test_what_was_forgotten_is_said(house: House, post: Call) -> None:
    for number in range(100):
        house.journal.append(an_exchange(100 + number, "get"))

    verdict = await post("exchanges/verify", {"expected": task("a")})

    assert verdict["evicted"] == 5 - 1
    assert "4 exchanges of this world were forgotten before" in verdict["says"]


@pytest.mark.parametrize("asked", [{}, {"expected": {}, "sequence": [{}]}, {"expected": {}, "exactly": 1, "at_most": 2}])
async def test_what_makes_no_sense_is_refused(refused: Call, asked: dict[str, Any]) -> None:
    assert await refused("POST", "exchanges/verify", json=asked) == (422, "invalid_request")
