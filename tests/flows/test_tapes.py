"""Every committed tape is played by a replay, and holds against a living emulator on each engine."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from emulator.core.dispatch.router import Router
from emulator.core.message import Outgoing, Request, Response
from emulator.crypto.diagnosis import Finding
from emulator.outbound.attempt import make_attempt
from emulator.outbound.post import Post, Reply
from emulator.outbound.questions import Questions
from emulator.recording import credentials
from emulator.recording.client import Client, as_sent, rows_of
from emulator.recording.outbound.listening import Ear
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.replay import Manner, Order, Replay
from emulator.recording.tape import tapes_in
from emulator.recording.verify import Lessons, Target, verify
from emulator.server.app import respond
from tests.recording.sample import FIXTURES

URL: Final = "http://localhost:8081"
ROWS: Final = rows_of(bootstrap.APIS)
PROVIDERS: Final = dict.fromkeys(api.name.partition(".")[0] for api in bootstrap.APIS)
OUTBOUND_ROWS: Final = outbound_rows(bootstrap.APIS)
FOLDERS: Final = [FIXTURES / name for name in (*PROVIDERS, "flows") if (FIXTURES / name).is_dir()]
TAPES: Final = [tape for _, tape in tapes_in(FOLDERS)]


async def fresh_world(house: House, send: Callable[[Request], Awaitable[Response]]) -> Any:
    path = "/_emulator/namespaces"
    opened = await send(Request("POST", URL + path, path, "", {"host": "localhost:8081", "content-type": "application/json"}, b"{}"))
    return json.loads(opened.body)


class Listener(Post):
    """Everybody who listens on a tape, at hand in place of on the network; nobody hears what is not on it."""

    def __init__(self, settings: Settings, ear: Ear) -> None:
        super().__init__(settings)
        self._ear = ear

    async def send(self, outgoing: Outgoing, *, timeout: float = 0) -> Reply:  # the signature of what it stands for
        parts = urlsplit(outgoing.url)
        heard = self._ear.answer(Request(outgoing.method, outgoing.url, parts.path, parts.query, {}, outgoing.body))
        if heard is None:
            return Reply(None, failure=Finding(check="delivery", cause="unreachable", message="nobody is there", fix="-"))
        return Reply(heard.status, heard.body, {**heard.headers})


async def delivered(house: House, world: str, post: Listener) -> None:
    """Deliver everything that waits in a world."""
    namespace = await house.store.read(world, lambda unit: unit.worlds.get(world))
    assert namespace is not None
    for notice in reversed(await house.store.read(world, lambda unit: unit.notices.newest(most=100))):
        await make_attempt(house.context(namespace, cause=f"notice/{notice.id}"), post, notice)


def of_its_own(ear: Ear) -> list[str]:
    """What is wrong with the notices on a tape that holds those of its own row alone."""
    return [fault for heard in ear.heard if heard.exchange for fault in heard.faults] + [missed.title for missed in ear.missed]


@pytest.fixture
async def live(database_url: str) -> AsyncIterator[House]:
    """A house on each engine."""
    house = await bootstrap.assemble(Settings(database=database_url))
    house.public_url = URL
    yield house
    await house.close()


def test_there_are_tapes_of_every_provider_with_a_wire_of_its_own() -> None:
    assert len(TAPES) > 70


async def test_every_tape_holds_against_the_emulator_on_each_engine(live: House) -> None:
    router = Router(live.apis, fallback=live.apis[-1])
    usual = live.settings

    def send(request: Request) -> Awaitable[Response]:
        return respond(live, router, request)

    faults: dict[str, list[str]] = {}
    for tape in TAPES:
        live.settings = usual.model_copy(update=dict(tape.settings))
        kit = await fresh_world(live, send)
        lessons = Lessons({"default": kit["namespace"]})
        ear = Ear(tape, OUTBOUND_ROWS, lessons)
        live.asker = Questions(live, Listener(live.settings, ear))
        target = Target(URL, Client(live, credentials.handed_out(kit)), send, lessons)
        found = [fault for one in await verify(tape, target, ROWS) for fault in one.faults]
        await delivered(live, kit["namespace"], Listener(live.settings, ear))
        found += ear.faults if tape.provider == "flows" else of_its_own(ear)
        faults |= {tape.name: found} if found else {}

    assert faults == {}, json.dumps(faults, indent=1)


@pytest.mark.parametrize("order", [Order.TAPE, Order.STRICT, Order.ANY])
def test_every_tape_is_replayed_byte_for_byte(house: House, order: Order) -> None:
    caller = Client(house, credentials.demo())
    spoilt: list[str] = []
    for tape in TAPES:
        replay = Replay([tape], caller, ROWS, manner=Manner(order))
        for exchange in tape.inbound:
            sent = caller.prepared(
                ROWS[exchange.contract], as_sent(exchange, URL), cause=f"{tape.name}/again", spoilt=exchange.request.spoilt
            )
            answer = replay.answer(sent, now=datetime.now(UTC))
            spoilt += [] if (answer.status, answer.body) == (exchange.response.status, exchange.response.body) else [tape.name]
        spoilt += [] if replay.summary().is_clean else [f"{tape.name} was not played whole"]

    assert spoilt == []


def test_a_tape_that_is_read_and_written_is_the_same_file() -> None:
    changed = [path for path, tape in tapes_in(FOLDERS) if path.read_text(encoding="utf-8") != tape.as_text()]

    assert changed == []
