"""Whatever goes wrong, a client reads a refusal in the API's own shape."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from tests.conftest import HouseServer
from tests.server.samples import api, break_down, row

ADMIN = api("admin", "/_emulator/", row("live", "/_emulator/live"))
SHOP = api("shop", "/shop/", row("greet", "/shop/{name}"), row("break", "/shop/broken/now", break_down))


@pytest.fixture
async def emulator() -> AsyncIterator[str]:
    """The whole emulator."""
    house = await bootstrap.start(Settings(database="sqlite://", seed=1))
    server = HouseServer(house)
    await server.start_server()
    yield f"{server.make_url('/')}".rstrip("/")
    await server.close()
    await house.close()


@pytest.fixture
async def shop() -> AsyncIterator[str]:
    house: House = replace(await bootstrap.assemble(Settings(database="sqlite://", body_limit=1_024)), apis=(SHOP, ADMIN))
    server: TestServer | HouseServer = HouseServer(house)
    await server.start_server()
    yield str(server.make_url("/")).rstrip("/")
    await server.close()
    await house.close()


async def test_an_operation_answers_with_what_its_path_said(shop: str, session: ClientSession) -> None:
    answer = await session.get(f"{shop}/shop/you")

    assert (answer.status, await answer.json()) == (200, {"greeting": "hello you"})


async def test_a_bug_becomes_a_refusal_and_its_details_stay_in_the_log(
    shop: str, session: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await session.get(f"{shop}/shop/broken/now")

    text = await answer.text()
    assert answer.status == 418
    assert "Unavailable" in text
    assert "secret detail" not in text
    assert "request.failed" in caplog.text


async def test_a_body_beyond_the_limit_is_refused(shop: str, session: ClientSession) -> None:
    answer = await session.post(f"{shop}/shop/you", data=b"x" * 1_025)

    assert answer.status == 418
    assert "TooLarge" in await answer.text()


async def test_an_unknown_path_is_refused_by_the_api_it_belongs_to(shop: str, session: ClientSession) -> None:
    answer = await session.get(f"{shop}/shop/a/b/c")

    assert "NoSuchOperation: nothing answers GET /shop/a/b/c" in await answer.text()


async def test_a_call_that_misses_every_api_is_in_the_journal_and_one_that_misses_ours_is_not(
    emulator: str, session: ClientSession
) -> None:
    await session.post(f"{emulator}/digitization/1/0/tokenize")
    await session.post(f"{emulator}/_emulator/nothing")

    (seen,) = (await (await session.get(f"{emulator}/_emulator/exchanges")).json())["exchanges"]
    shown = await (await session.get(f"{emulator}/_emulator/exchanges/{seen['id']}")).json()
    assert (seen["method"], seen["operation"], seen["status"]) == ("POST", "unknown", 404)
    assert shown["findings"][0]["fix"] == "the nearest is POST /mdes/digitization/1/0/tokenize"


async def test_the_admin_api_refuses_a_foreign_page(shop: str, session: ClientSession) -> None:
    answer = await session.get(f"{shop}/_emulator/live", headers={"Origin": "https://evil.example"})

    assert answer.status == 418
    assert "AccessDenied" in await answer.text()
