"""The life of the serving process, in a process of its own."""

import asyncio
import signal
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from ..conftest import PAN
from ..programs import APP, run, script, serving
from ..stand_in import StandIn
from ..stripe.stand_in import StripeStandIn
from ..visa.stand_in import VisaStandIn

ACTIVATE = script("activate_and_provision")
PATIENCE = 20.0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_ready_serves_and_ends_well(tmp_path: Path, end: signal.Signals) -> None:
    async with serving(tmp_path, "--port-file", "port") as (process, url), ClientSession() as session:
        async with session.get(f"{url}/health") as response:
            assert (await response.json())["status"] == "ok"
        process.send_signal(end)
        code = await process.wait()

    assert code == 0
    assert (tmp_path / "port").read_text() == url.rsplit(":", 1)[1] + "\n"
    assert (tmp_path / "issuer.db").exists()


async def test_a_request_under_way_is_answered_before_the_end(tmp_path: Path) -> None:
    mdes, asked, go = StandIn(), asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        asked.set()
        await go.wait()
        return await mdes.push(request)

    provider = web.Application()
    provider.router.add_post("/mdes/connect/1/0/pushMultipleAccounts", slow)
    VisaStandIn().serve_in(provider)
    StripeStandIn().serve_in(provider)
    async with TestServer(provider) as server, ClientSession() as session:
        emulator = str(server.make_url("")).rstrip("/")
        go.set()
        assert (await run(tmp_path, ACTIVATE, "--emulator", emulator)).code == 0
        go.clear()
        async with serving(tmp_path, "--emulator", emulator) as (process, url):
            answer = asyncio.create_task(session.get(f"{url}/api/v1/cards/1/wallet_payload?token_requestor_id=50110030273"))
            asked.clear()
            async with asyncio.timeout(PATIENCE):
                await asked.wait()
            process.send_signal(signal.SIGTERM)
            await until_closed(int(url.rsplit(":", 1)[1]))
            go.set()
            response = await answer
            assert (response.status, await process.wait()) == (200, 0)
            response.release()


async def until_closed(port: int) -> None:
    """Wait until nobody listens on the port any more."""
    with suppress(OSError):
        while True:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            await writer.wait_closed()


async def refused(folder: Path, *arguments: str) -> str:
    """What the program says on standard error when it cannot start."""
    ended = await run(folder, (*APP, "serve"), *arguments)
    assert (ended.code, ended.out) == (2, ""), ended.err
    return ended.err


async def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = await refused(tmp_path, "--port", str(port))

    assert said == f"issuer app: Cannot listen on 127.0.0.1 port {port}: Address already in use.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--port", "70000"), "Setting --port (ISSUER_APP_PORT)"),
        (("--host", "no.such.host.invalid"), "Cannot listen on no.such.host.invalid"),
        (("--keys", "nowhere"), "does not hold the keys of the issuer"),
        (("--database", "nonsense"), "not a database URL"),
        (("--database", "sqlite:///no/such/folder/x.db"), "unable to open database file"),
        (("--port-file", "no/such/folder/port"), "cannot be written"),
    ],
)
async def test_a_bad_setting_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], why: str) -> None:
    said = await refused(tmp_path, "--port", "0", *arguments)

    assert (why in said, said.count("\n")) == (True, 1)


async def test_the_database_holds_no_card_number_in_clear(tmp_path: Path) -> None:
    provider = StandIn().application()
    VisaStandIn().serve_in(provider)
    StripeStandIn().serve_in(provider)
    async with TestServer(provider) as server:
        activation = await run(tmp_path, ACTIVATE, "--emulator", str(server.make_url("")).rstrip("/"))

    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Test User1" in kept
    assert PAN.encode() not in kept
    assert PAN not in activation.out + activation.err
