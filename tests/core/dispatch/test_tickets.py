"""A ticket is good once in its world, whatever became of the request that showed it."""

import asyncio

from emulator.core.context import House
from emulator.core.message import Response
from tests.core.dispatch.calls import OPEN, OTHER, a_request, call
from tests.core.sample import REFUSE


async def show(house: House, text: str, *, since: str = "", **headers: str) -> Response:
    return await call(house, a_request(headers={**OPEN, "ticket": text, "since": since, **headers}))


async def test_a_ticket_lets_in_once(house: House) -> None:
    first, again = await show(house, "1"), await show(house, "1")

    assert (first.status, again.status) == (201, 401)
    assert b"AccessDenied" in again.body


async def test_another_ticket_lets_in(house: House) -> None:
    await show(house, "1")

    assert (await show(house, "2")).status == 201


async def test_a_ticket_is_of_one_world(house: House) -> None:
    await show(house, "1")

    assert (await show(house, "1", **OTHER)).status == 201


async def test_of_requests_at_once_with_one_ticket_one_is_let_in(house: House) -> None:
    responses = await asyncio.gather(*(show(house, "1") for _ in range(5)))

    assert sorted(response.status for response in responses) == [201, 401, 401, 401, 401]


async def test_a_ticket_is_used_also_when_the_request_is_refused(house: House) -> None:
    refused = await call(house, a_request(headers={**OPEN, "ticket": "1"}), REFUSE)

    assert refused.status == 404
    assert (await show(house, "1")).status == 401


async def test_tickets_from_before_the_window_are_forgotten(house: House) -> None:
    await show(house, "1")
    await show(house, "3", since="2")

    assert (await show(house, "1")).status == 201
