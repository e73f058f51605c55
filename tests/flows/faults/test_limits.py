"""Slow clients and too many connections are turned away in the provider's own form, and everybody else is served."""

import asyncio

import pytest

from emulator.config import Settings
from tests.flows.faults.conftest import Client
from tests.providers.mdes.bank import Bank


@pytest.fixture
def settings(bank: Bank) -> Settings:
    return Settings(database="sqlite://", seed=1, issuer_url=bank.url, deadline_interval=3_600, client_seconds=0.2, connection_limit=2)


async def test_a_body_that_does_not_come_ends_the_connection(client: Client) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)

    writer.write(b"POST /mdes/digitization/1/0/getToken HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{")
    answer = await reader.read()

    assert answer.startswith(b"HTTP/1.1 ")
    assert b"connection: close" in answer.lower()
    writer.close()


async def test_connections_beyond_the_limit_are_told_to_come_back(client: Client) -> None:
    held = [await asyncio.open_connection("127.0.0.1", client.port) for _ in range(2)]

    refused = await client.get("/_emulator/live")
    for _, writer in held:
        writer.close()
        await writer.wait_closed()

    assert (refused.status, (await refused.json())["code"]) == (503, "unavailable")
    assert "connection-limit" in (await refused.json())["detail"]
