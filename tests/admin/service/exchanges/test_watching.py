"""Whoever watches is told every exchange of a world as it ends, and lets go of it by leaving."""

import asyncio
import json
from dataclasses import replace

from aiohttp import ClientResponse

from emulator.core.context import House
from tests.admin.conftest import Client
from tests.admin.service.exchanges.test_listing import NUMBER, SEEN, SENT


async def opened(client: Client, **query: str) -> ClientResponse:
    stream = await client.get("/_emulator/exchanges/stream", params=query)
    assert (stream.status, stream.content_type) == (200, "text/event-stream")
    assert await stream.content.readuntil(b"\n\n") == b": watching\n\n"
    return stream


async def test_exchanges_of_this_world_that_are_asked_for_are_told(house: House, client: Client) -> None:
    stream = await opened(client, direction="outbound")

    for exchange in (SEEN, replace(SENT, id="ex_7", namespace="other"), SENT):
        house.journal.append(exchange)
    event = (await stream.content.readuntil(b"\n\n")).decode()

    head, kind, data = event.strip().split("\n")
    assert (head, kind) == ("id: ex_2", "event: exchange")
    assert json.loads(data.removeprefix("data: "))["operation"] == "told"
    assert NUMBER not in event
    house.journal.close()


async def test_a_stream_ends_when_the_emulator_does(house: House, client: Client) -> None:
    stream = await opened(client)

    house.journal.close()

    assert await stream.content.read() == b""


async def test_whoever_leaves_is_forgotten(house: House, client: Client) -> None:
    stream = await opened(client)
    assert len(house.journal.subscribers) == 1

    stream.close()
    async with asyncio.timeout(5):
        while house.journal.subscribers:
            house.journal.append(SEEN)
            await asyncio.sleep(0)

    assert house.journal.subscribers == []
