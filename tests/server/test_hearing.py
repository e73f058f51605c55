"""Ears behind a socket."""

from typing import Final

from aiohttp import ClientSession

from emulator import bootstrap
from emulator.recording.outbound.listening import Ear
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.tape import read
from emulator.recording.verify import Lessons
from emulator.server.hearing import hearing
from tests.recording.sample import FIXTURES

TAPE: Final = read(FIXTURES / "mdes/issuer/deliver_activation_code/by_text_message.json")
CODE: Final = TAPE.exchanges[-1]


async def test_each_ear_hears_what_is_said_below_its_own_url(session: ClientSession) -> None:
    ear = Ear(TAPE, outbound_rows(bootstrap.APIS), Lessons())

    async with hearing(0) as ears:
        ears.add("one", ear)
        async with session.post(ears.url_of("one") + CODE.request.path, data=CODE.request.body) as answer:
            heard = answer.status, await answer.read()
        async with session.post(ears.url_of("another") + CODE.request.path, data=CODE.request.body) as answer:
            unheard = answer.status
        await ears.silence("one")

    assert (heard, unheard, ear.missed) == ((200, CODE.response.body), 404, [])
