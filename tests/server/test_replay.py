"""Tapes behind a socket."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import BaseTestServer

from emulator.config import Settings
from emulator.core.context import House
from emulator.recording import credentials
from emulator.recording.client import Client, as_sent, rows_of
from emulator.recording.replay import Replay
from emulator.recording.tape import Tape, tape_of
from emulator.server.replay import replaying, settings_for
from tests.recording.sample import suspended


class ReplayServer(BaseTestServer):
    """Serves a tape on a free port of loopback."""

    def __init__(self, house: House, tape: Tape) -> None:
        super().__init__(host="127.0.0.1")
        self._house = house
        self._tape = tape

    async def _make_runner(self, **options: object) -> web.ServerRunner:
        def make(house: House) -> Replay:
            return Replay([self._tape], Client(house, credentials.demo()), rows_of(house.apis))

        return web.ServerRunner(replaying(make)(self._house))


@pytest.fixture
async def url(house: House) -> AsyncIterator[str]:
    async with ReplayServer(house, tape_of(suspended())) as running:
        yield f"{running.make_url('/')}".rstrip("/")


async def test_a_taped_request_is_answered_over_http(house: House, session: ClientSession, url: str) -> None:
    exchange = tape_of(suspended()).exchanges[0]
    row = rows_of(house.apis)[exchange.contract]
    sent = Client(house, credentials.demo()).prepared(row, as_sent(exchange, url), cause="test")

    async with session.request(sent.method, sent.url, data=sent.body, headers=dict(sent.headers)) as answer:
        body = await answer.read()

    assert (answer.status, body) == (200, exchange.response.body)
    assert answer.headers["X-Emulator-Replay"] == "mdes/suspend/lost_phone #0 POST /mdes/digitization/1/0/tokenize"


async def test_a_replay_says_how_it_went_so_far(session: ClientSession, url: str) -> None:
    async with session.get(f"{url}/somewhere") as answer:
        refused = answer.status, answer.headers["Content-Type"]

    async with session.get(f"{url}/_emulator/replay") as answer:
        summary = await answer.json()

    assert refused == (551, "application/problem+json")
    assert (summary["clean"], len(summary["missing"]), summary["refused"][0]["request"]) == (False, 2, "GET /somewhere")
    assert json.dumps(summary)


def test_a_replay_leaves_nothing_behind(settings: Settings) -> None:
    assert settings_for(settings.model_copy(update={"database": ""})).database == "sqlite://"
