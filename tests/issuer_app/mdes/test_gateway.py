"""Signed calls; the stand-in verifies the signature of every one."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port

from emulator.issuer_app.errors import ProviderRefused, ProviderSilent, ProviderUnreachable
from emulator.issuer_app.mdes.gateway import Gateway

from ..stand_in import StandIn, oauth_problem, private_key

GATEWAY_ERROR = (
    b'{"Errors":{"Error":[{"Source":"Gateway","ReasonCode":"AUTHENTICATION_FAILED",'
    b'"Description":"OAuth signatures did not match.","Recoverable":false,"Details":null}]}}'
)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as running:
        yield running


def gateway(session: ClientSession, url: str, patience: float = 5.0) -> Gateway:
    return Gateway(session, url, "client!key", private_key("signing"), patience)


async def served(handler: Any, session: ClientSession, patience: float = 5.0) -> bytes:
    application = web.Application()
    application.router.add_post("/{path:.*}", handler)
    async with TestServer(application) as server:
        return await gateway(session, str(server.make_url("")).rstrip("/"), patience).post("/mdes/op", {"a": "é"})


async def test_the_signature_covers_the_bytes_on_the_wire(session: ClientSession) -> None:
    async def check(request: web.Request) -> web.Response:
        problem = oauth_problem("POST", str(request.url), request.headers["Authorization"], await request.read())
        return web.Response(text=str(problem))

    assert await served(check, session) == b"None"


async def test_the_consumer_key_and_the_content_type_are_sent(session: ClientSession) -> None:
    async def check(request: web.Request) -> web.Response:
        assert 'oauth_consumer_key="client!key"' in request.headers["Authorization"]
        return web.Response(text=request.content_type)

    assert await served(check, session) == b"application/json"


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (401, GATEWAY_ERROR, r"MDES refused: AUTHENTICATION_FAILED \(OAuth signatures did not match\.\)"),
        (500, b"<html>", "MDES refused: HTTP status 500"),
        (302, b"", "MDES refused: HTTP status 302"),
        (400, b'{"Errors":{"Error":[]}}', "MDES refused: HTTP status 400"),
        (429, b"[1]", "MDES refused: HTTP status 429"),
    ],
)
async def test_a_refusal_of_the_gateway_is_told(session: ClientSession, status: int, body: bytes, sentence: str) -> None:
    async def refuse(request: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers={"Location": "/elsewhere"})

    with pytest.raises(ProviderRefused, match=sentence):
        await served(refuse, session)


async def test_nobody_there_is_unreachable(session: ClientSession) -> None:
    with pytest.raises(ProviderUnreachable, match="cannot be reached"):
        await gateway(session, f"http://127.0.0.1:{unused_port()}").post("/x", {})


async def test_a_broken_connection_is_unreachable(session: ClientSession) -> None:
    async def cut(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    with pytest.raises(ProviderUnreachable):
        await served(cut, session)


async def test_silence_is_told_from_absence(session: ClientSession) -> None:
    async def wait(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(ProviderSilent, match=r"within 0\.05 seconds"):
        await served(wait, session, patience=0.05)


async def test_the_stand_in_refuses_a_foreign_signature(mdes: StandIn, mdes_url: str, session: ClientSession) -> None:
    foreign = Gateway(session, mdes_url, "client!key", private_key("tav"), 5.0)

    with pytest.raises(ProviderRefused, match="HTTP status 500"):
        await foreign.post("/mdes/connect/1/0/pushMultipleAccounts", {})
    assert mdes.asked == []
