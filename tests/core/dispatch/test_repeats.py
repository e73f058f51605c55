"""A call with a key is done once; whoever repeats it hears the first answer."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.core.message import Request
from tests.core.dispatch.calls import OPEN, OTHER, a_request, call
from tests.core.sample import ASK, GREETING, NOON, REFUSE


def keyed(name: str = "anna", headers: Mapping[str, str] = OPEN, *, key: str = "k") -> Request:
    return a_request(name, {**headers, "idempotency-key": key})


async def test_a_repeated_call_hears_the_first_answer(house: House) -> None:
    first = await call(house, keyed())
    again = await call(house, keyed())

    assert (again.status, again.body, again.headers["Replayed"]) == (201, first.body, "true")
    assert "Replayed" not in first.headers


async def test_a_repeated_call_is_not_done_again(house: House) -> None:
    await call(house, keyed())
    await house.unit(house.context(house.home), lambda unit: unit.documents.remove(GREETING, "anna"))

    await call(house, keyed())

    assert await house.store.read("default", lambda unit: unit.documents.get(GREETING, "anna")) is None


async def test_another_key_is_another_call(house: House) -> None:
    first, second = await call(house, keyed(key="a")), await call(house, keyed(key="b"))

    assert first.body != second.body


async def test_a_key_belongs_to_its_world(house: House) -> None:
    await call(house, keyed())

    elsewhere = await call(house, keyed(headers=OTHER))

    assert "Replayed" not in elsewhere.headers


async def test_a_key_is_not_used_for_another_request(house: House) -> None:
    await call(house, keyed("anna"))

    response = await call(house, keyed("bert"))

    assert (response.status, response.body[:17]) == (400, b"RepeatDiffersErro")
    assert await house.store.read("default", lambda unit: unit.documents.get(GREETING, "bert")) is None


async def test_a_refusal_that_the_api_keeps_is_repeated(house: House) -> None:
    first = await call(house, keyed(), REFUSE)
    again = await call(house, keyed())

    assert (again.status, again.body, again.headers["Replayed"]) == (404, first.body, "true")


@pytest.mark.parametrize(("age", "is_replayed"), [(timedelta(hours=24), True), (timedelta(hours=24, seconds=1), False)])
async def test_an_answer_is_kept_for_a_day(house: House, age: timedelta, is_replayed: bool) -> None:
    await call(house, keyed())
    house.wall = lambda: NOON + age

    again = await call(house, keyed())

    assert ("Replayed" in again.headers) is is_replayed


async def test_calls_at_once_with_one_key_are_done_once(house: House) -> None:
    responses = await asyncio.gather(*(call(house, keyed()) for _ in range(5)))

    assert len({response.body for response in responses}) == 1
    assert sorted("Replayed" in response.headers for response in responses) == [False, True, True, True, True]


async def test_a_call_that_still_asks_keeps_its_key(house: House) -> None:
    responses = await asyncio.gather(call(house, keyed(), ASK), call(house, keyed(), ASK))

    assert sorted(response.status for response in responses) == [200, 400]
    assert (await call(house, keyed(), ASK)).headers["Replayed"] == "true"


@pytest.mark.parametrize(("age", "status"), [(60, 400), (61, 200)])
async def test_the_key_of_a_call_that_died_is_free_after_a_minute(house: House, age: int, status: int) -> None:
    body = keyed().body.decode()
    await house.unit(house.context(house.home), lambda unit: unit.answers.claim("k", fingerprint=body, at=NOON))
    house.wall = lambda: NOON + timedelta(seconds=age)

    response = await call(house, keyed(), ASK)

    assert response.status == status
