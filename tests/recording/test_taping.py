"""From the journal to a tape."""

from collections.abc import Awaitable, Callable

from emulator.core.context import House
from emulator.core.journal import Exchange
from emulator.core.message import Outgoing, Request, Response
from emulator.providers.mdes import digital_enablement
from emulator.recording.client import Client, Row, as_sent
from emulator.recording.tape import INBOUND, OUTBOUND, Tape
from emulator.recording.taping import taped
from tests.recording.conftest import URL

API = digital_enablement.API


async def test_an_exchange_is_taped_opened_and_without_its_signature(
    house: House, caller: Client, rows: dict[str, Row], send: Callable[[Request], Awaitable[Response]], tape: Tape
) -> None:
    told = tape.exchanges[0]
    await send(caller.prepared(rows[told.contract], as_sent(told, URL), cause="test"))

    kept = taped(next(one for one in house.journal.newest_first("default") if one.direction == INBOUND), API)

    assert (kept.contract, kept.direction, kept.refused) == (told.contract, INBOUND, False)
    assert kept.request.headers == {"content-type": "application/json"}
    assert kept.request.opened == told.request.opened
    assert b"tokenNumber" in kept.response.opened
    assert b"tokenNumber" not in kept.response.body


def test_what_says_the_same_opened_is_kept_once(house: House) -> None:
    outgoing = Outgoing("POST", "https://shop.example/base/told?x=1", {"Content-Type": "application/json", "X-Sign": "s"}, b'{"a": 1}')
    exchange = Exchange("ex_1", "default", API.name, "notify_token_updated", house.wall(), outgoing, Response(200), b'{"a":1}')

    kept = taped(exchange, API)

    assert (kept.direction, kept.request.path, kept.request.query) == (OUTBOUND, "/base/told", "x=1")
    assert (kept.request.headers, kept.request.opened) == ({"content-type": "application/json"}, b"")


def test_a_refusal_says_so(house: House) -> None:
    request = Request("GET", URL, "/mdes/nowhere", "", {}, b"")
    exchange = Exchange("ex_1", "default", API.name, "unknown", house.wall(), request, Response(404), error="NoSuchOperation")

    assert taped(exchange, API).refused
