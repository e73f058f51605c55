"""The scripts that call the running program, as a person runs them."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from ..programs import run, script, serving
from ..stand_in import StandIn
from ..visa.stand_in import CARD_ID

PROVISION = script("provision_cards_via_api")
VERIFY = script("verify_api")


@pytest.fixture
async def app_url(tmp_path: Path, mdes_url: str) -> AsyncIterator[str]:
    """The URL of a running issuer app with the three demonstration cards."""
    await run(tmp_path, script("activate_and_provision"), "--emulator", mdes_url)
    async with serving(tmp_path, "--emulator", mdes_url) as (_, url):
        yield url


@pytest.fixture
async def emulator_url() -> AsyncIterator[str]:
    """The URL of something that says that it is alive and ready."""

    async def well(request: web.Request) -> web.Response:
        return web.json_response({})

    application = web.Application()
    for path in ("/_emulator/live", "/_emulator/ready"):
        application.router.add_get(path, well)
    async with TestServer(application) as server:
        yield str(server.make_url("")).rstrip("/")


async def test_each_card_is_a_line_with_holder_last4_expiry_and_token(tmp_path: Path, app_url: str, mdes: StandIn) -> None:
    ended = await run(tmp_path, PROVISION, "--base", app_url, "--card-ids", "1", "2", "3")

    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    tokens = (mdes.receipt(1), CARD_ID.format(1), "ic_1")
    for number, (line, token) in enumerate(zip(lines, tokens, strict=False), 1):
        assert line.startswith(f"Card {number}: Test User{number}, last4 100{number}, expires ")
        assert line.endswith(f", token {token}")
    assert lines[-1] == "3 of 3 cards provisioned. Tokens are simulated."


async def test_a_bad_card_is_reported_beside_the_good_ones(tmp_path: Path, app_url: str) -> None:
    ended = await run(tmp_path, PROVISION, "--base", app_url + "/", "--card-ids", "1", "77", "a/b")

    assert ended.code == 1
    assert ended.err.splitlines() == ["Card 77: FAILED: 404 Card not found", "Card a/b: FAILED: 404 Card not found"]
    assert "1 of 3 cards provisioned" in ended.out


async def test_a_wallet_can_be_chosen(tmp_path: Path, app_url: str) -> None:
    ended = await run(tmp_path, PROVISION, "--base", app_url, "--card-ids", "1", "--wallet", "apple_pay")

    assert (ended.code, ended.err.startswith("Card 1: FAILED: 422 A payload for apple_pay")) == (1, True)


@pytest.mark.parametrize("base", ["", "nonsense", "ftp://127.0.0.1/", "http://127.0.0.1:notaport"])
async def test_a_bad_url_is_reported_per_card(tmp_path: Path, base: str) -> None:
    ended = await run(tmp_path, PROVISION, "--base", base, "--card-ids", "1", "2")

    assert (ended.code, ended.err.count("FAILED"), "Traceback" in ended.err) == (1, 2, False)


async def test_a_dead_app_is_reported_per_card(tmp_path: Path) -> None:
    ended = await run(tmp_path, PROVISION, "--base", f"http://127.0.0.1:{unused_port()}", "--card-ids", "1", "2")

    assert (ended.code, ended.err.count("is it running?")) == (1, 2)


async def test_something_else_than_the_app_is_noticed(tmp_path: Path) -> None:
    async def anything(request: web.Request) -> web.Response:
        return web.json_response({"hello": "world"})

    application = web.Application()
    application.router.add_get("/{path:.*}", anything)
    async with TestServer(application) as server:
        ended = await run(tmp_path, PROVISION, "--base", str(server.make_url("")), "--card-ids", "1")

    assert (ended.code, "is this the issuer app?" in ended.err) == (1, True)


async def test_two_programs_that_answer_are_well(tmp_path: Path, app_url: str, emulator_url: str) -> None:
    ended = await run(tmp_path, VERIFY, "--base", app_url, "--emulator", emulator_url)

    assert (ended.code, ended.out.count("OK"), ended.out.splitlines()[-1]) == (0, 4, "All well.")


async def test_two_programs_that_do_not_are_named_with_what_to_do(tmp_path: Path) -> None:
    dead = f"http://127.0.0.1:{unused_port()}"

    ended = await run(tmp_path, VERIFY, "--base", dead, "--emulator", dead)

    assert (ended.code, ended.out.count("FAILED"), ended.err) == (1, 4, "")
    assert "Start it: tsp-emulator serve." in ended.out
    assert "Start it: python -m emulator.issuer_app serve." in ended.out


async def test_a_program_that_answers_wrongly_is_not_well(tmp_path: Path, app_url: str, mdes_url: str) -> None:
    ended = await run(tmp_path, VERIFY, "--base", app_url, "--emulator", mdes_url)

    assert (ended.code, ended.out.count("HTTP status 404"), ended.out.count("OK")) == (1, 2, 2)


async def test_a_silent_program_is_waited_for_only_so_long(tmp_path: Path) -> None:
    with_backlog = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{with_backlog.getsockname()[1]}"

    ended = await run(tmp_path, VERIFY, "--base", url, "--emulator", url, "--timeout", "0.1")

    with_backlog.close()
    assert (ended.code, ended.out.count("no answer within 0.1 seconds")) == (1, 4)
