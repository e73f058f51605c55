"""One seed and the same requests give the same bytes, whatever order the worlds take turns in."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.dispatch.router import Router
from emulator.core.message import Request
from emulator.recording import credentials
from emulator.recording.client import Client, as_sent, rows_of
from emulator.recording.recorder import Recorder
from emulator.recording.tape import TapedExchange, read
from emulator.recording.verify import Lessons
from emulator.server.app import respond
from tests.recording.sample import FIXTURES

URL: Final = "http://localhost:8081"
NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
WORLDS: Final = ("north", "east", "south", "west")
STORY: Final = read(FIXTURES / "mdes/digital_enablement/unsuspend/found_phone.json").inbound
ROWS: Final = rows_of(bootstrap.APIS)


def turns(seed: int) -> list[str]:
    """Every world once for each request of the story, shuffled."""
    order = [world for world in WORLDS for _ in STORY]
    random.Random(seed).shuffle(order)
    return order


async def played(order: Sequence[str]) -> dict[str, str]:
    """Play the story in every world, the worlds taking turns as told; return the text of each world's tape."""
    house = await bootstrap.assemble(Settings(database="sqlite://", seed=7))
    house.wall, house.public_url = (lambda: NOON), URL
    recorder = Recorder(house.journal, house.apis, seed=7)
    recorder.record_everything()
    router = Router(house.apis, fallback=house.apis[-1])
    clients, lessons, waiting = {}, {world: Lessons() for world in WORLDS}, {world: list(STORY) for world in WORLDS}
    for world in WORLDS:
        path = "/_emulator/namespaces"
        headers = {"host": "localhost:8081", "content-type": "application/json"}
        body = json.dumps({"name": world, "issuer_url": "http://127.0.0.1:9"}).encode()
        kit = json.loads((await respond(house, router, Request("POST", URL + path, path, "", headers, body))).body)
        clients[world] = Client(house, credentials.handed_out(kit))
    for world in order:
        exchange = waiting[world].pop(0)
        request = _taught(exchange, lessons[world])
        sent = clients[world].prepared(ROWS[exchange.contract], request, cause=f"{world}/{len(waiting[world])}")
        answer = await respond(house, router, sent)
        _learn(lessons[world], json.loads(exchange.response.body), json.loads(answer.body))
    tapes = {name: recorder.tape(recording).as_text() for name, recording in recorder.recordings.items()}
    await house.close()
    return tapes


def _taught(exchange: TapedExchange, lessons: Lessons) -> Request:
    draft = as_sent(exchange, URL)
    return Request(**{**vars(draft), "body": json.dumps(lessons.applied(json.loads(draft.body))).encode()})


def _learn(lessons: Lessons, taped: Any, live: Any) -> None:
    lessons.learn(taped.get("tokenUniqueReference"), live.get("tokenUniqueReference"))


async def test_worlds_that_take_turns_in_another_order_leave_the_same_tapes() -> None:
    one, another = await played(turns(1)), await played(turns(2))

    assert turns(1) != turns(2)
    assert set(one) == set(WORLDS)
    assert one == another


async def test_the_worlds_themselves_differ() -> None:
    tapes = await played(turns(1))

    assert len({text.replace(world, "") for world, text in tapes.items()}) == len(WORLDS)
    assert all('"tokenNumber"' in text for text in tapes.values())
