"""Whoever connects and does not say what he wants is hung up on; whoever has spoken may be silent."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import pytest
from aiohttp import web

from emulator.server.listening import Listening

PATIENCE: Final = 0.2


async def greet(_request: web.BaseRequest) -> web.StreamResponse:
    """Say hello."""
    return web.Response(text="hello")


@pytest.fixture
async def port() -> AsyncIterator[int]:
    runner = web.ServerRunner(Listening(greet, patience=PATIENCE, body_limit=1_024))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: h\r\nX-"])
async def test_a_request_that_does_not_come_ends_the_connection(port: int, said: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)

    began = asyncio.get_running_loop().time()
    heard = await asyncio.wait_for(reader.read(), timeout=5)

    assert heard == b""
    assert asyncio.get_running_loop().time() - began >= PATIENCE / 2
    writer.close()


async def test_a_connection_that_has_spoken_may_be_silent(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert (await reader.readuntil(b"hello")).startswith(b"HTTP/1.1 200")

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(), timeout=2 * PATIENCE)
    writer.close()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"GET /v1/issuing/cards?a=" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"line_too_long"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 70_000 + b"\r\n\r\n", b"line_too_long"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"not_http"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"not_http"),
    ],
    ids=["long line", "long header", "TLS", "no header"],
)
async def test_what_is_not_http_is_told_so_and_neither_logged_nor_traced(
    port: int, said: bytes, code: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)

    answer = await reader.read()
    writer.close()

    assert b" 400 Bad Request\r\n" in answer
    assert b'"code":"%s"' % code in answer
    assert [(row.msg, row.exc_info) for row in caplog.records if row.levelname in {"WARNING", "ERROR"}] == [("request.not_http", None)]
    assert "xxxx" not in caplog.text
