"""Tapes behind a socket."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import BaseTestServer, TestServer

from emulator.config import Settings
from emulator.core.context import House
from emulator.providers.stripe.tape import REALTIME_SECRET, WEBHOOK_SECRET
from emulator.recording import credentials
from emulator.recording.client import Client, as_sent, rows_of
from emulator.recording.replay import Replay, Summary
from emulator.recording.tape import OUTBOUND, Tape, read, tape_of
from emulator.server.replay import Stage, settings_for
from tests.flows.processes import free_port
from tests.recording.sample import FIXTURES, suspended

STORIES: Final = sorted((FIXTURES / "flows").rglob("*.json"))


class ReplayServer(BaseTestServer):
    """Serves a tape on a free port of loopback."""

    def __init__(self, house: House, tape: Tape, app: str = "") -> None:
        super().__init__(host="127.0.0.1")
        self._house = house
        self.stage = Stage(lambda house: Replay([tape], Client(house, credentials.demo()), rows_of(house.apis)), app=app)

    async def _make_runner(self, **options: object) -> web.ServerRunner:
        return web.ServerRunner(self.stage.serving(self._house))


class App:
    """An app that answers as the one on tape did, but for a word that it spoils; it remembers path, body and signature."""

    def __init__(self, tape: Tape, *, spoils: str = "nothing") -> None:
        self.heard: list[tuple[str, bytes, str]] = []
        self._answers = [exchange for exchange in tape.exchanges if exchange.direction == OUTBOUND]
        self._spoils = spoils

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._hear)
        return application

    async def _hear(self, request: web.Request) -> web.Response:
        self.heard.append((request.path, await request.read(), request.headers.get("Stripe-Signature", "")))
        taped = next(exchange.response for exchange in self._answers if exchange.request.path == request.path)
        body = taped.body.replace(self._spoils.encode(), b"SOMETHING")
        return web.Response(status=taped.status, body=body, headers=taped.headers)


async def played(house: House, session: ClientSession, tape: Tape, *, app: str) -> Summary:
    """Play a whole tape to a replay that tells this app, one request after another, and return how it went."""
    server = ReplayServer(house, tape, app)
    client, rows = Client(house, credentials.demo()), rows_of(house.apis)
    async with server as running:
        url = f"{running.make_url('/')}".rstrip("/")
        for exchange in tape.inbound:
            sent = client.prepared(rows[exchange.contract], as_sent(exchange, url), cause="test")
            async with session.request(sent.method, sent.url, data=sent.body, headers=dict(sent.headers)) as answer:
                assert (answer.status, await answer.read()) == (exchange.response.status, exchange.response.body)
            await server.stage.silence()
        return await server.stage.close()


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


async def test_what_is_asked_of_the_emulator_itself_spoils_no_tape_that_has_none_of_it(session: ClientSession, url: str) -> None:
    async with session.put(f"{url}/_emulator/stripe/realtime", json={}) as answer:
        status = answer.status

    async with session.get(f"{url}/_emulator/replay") as answer:
        refused = (await answer.json())["refused"]

    assert (status, refused) == (404, [])


@pytest.mark.parametrize("story", STORIES, ids=[path.parent.name + "-" + path.stem for path in STORIES])
async def test_an_app_is_told_and_asked_what_stands_on_the_tape_in_its_order(house: House, session: ClientSession, story: Path) -> None:
    tape = read(story)

    async with TestServer(App(tape).application()) as app:
        summary = await played(house, session, tape, app=f"{app.make_url('/')}".rstrip("/"))

    said = [exchange.title for exchange in tape.exchanges if exchange.direction == OUTBOUND]
    assert (summary.is_clean, [told.name for told in summary.told], [told.faults for told in summary.faulty]) == (True, said, [])


async def test_what_the_app_answers_otherwise_counts_as_a_failure(house: House, session: ClientSession) -> None:
    tape = read(FIXTURES / "flows/yellow_path/mastercard_card_verified_by_code.json")

    async with TestServer(App(tape, spoils="DIGITIZATION").application()) as app:
        summary = await played(house, session, tape, app=f"{app.make_url('/')}".rstrip("/"))

    (otherwise,) = summary.faulty
    assert (summary.is_clean, otherwise.name) == (False, "POST /issuerServices/1/0/authorizeService")
    assert otherwise.faults == ("/services/0: 'DIGITIZATION' on tape, 'SOMETHING' live",)


async def test_an_app_that_is_not_there_is_said(house: House, session: ClientSession) -> None:
    tape = read(FIXTURES / "flows/stripe_card/tokenized_and_paid_with.json")

    summary = await played(house, session, tape, app=f"http://127.0.0.1:{free_port()}")

    assert {fault.partition(":")[0] for told in summary.faulty for fault in told.faults} == {"nobody answers"}
    assert len(summary.faulty) == len(summary.told)


async def test_stripes_library_verifies_what_the_app_hears(house: House, session: ClientSession) -> None:
    tape = read(FIXTURES / "flows/stripe_card/tokenized_and_paid_with.json")
    app = App(tape)

    async with TestServer(app.application()) as server:
        await played(house, session, tape, app=f"{server.make_url('/')}".rstrip("/"))

    secrets = {"/stripe/webhooks": WEBHOOK_SECRET, "/stripe/authorizations": REALTIME_SECRET}
    heard = [(path, body, signature) for path, body, signature in app.heard if signature]
    events = [stripe.Webhook.construct_event(body, signature, secrets[path]) for path, body, signature in heard]
    assert [event["type"] for event in events][:3] == ["issuing_card.created", "issuing_token.created", "issuing_authorization.request"]


def test_a_replay_leaves_nothing_behind(settings: Settings) -> None:
    assert settings_for(settings.model_copy(update={"database": ""})).database == "sqlite://"
