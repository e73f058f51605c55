"""What the client sent reaches the house untouched, and what the house answers reaches the client."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import RawTestServer
from yarl import URL

from emulator.config import Settings
from emulator.core.message import Disposition, Request, Response
from emulator.server.translate import request_of, send


class Mirror:
    """A server that remembers what came and answers what it is told."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.seen: list[Request] = []
        self.answer = Response(200, b"{}")

    async def handle(self, raw: web.BaseRequest) -> web.StreamResponse:
        self.seen.append(request_of(self.settings, raw, await raw.read()))
        return await send(raw, self.answer)


@pytest.fixture
async def mirror() -> AsyncIterator[tuple[Mirror, str]]:
    reflecting = Mirror()
    server = RawTestServer(reflecting.handle)
    await server.start_server()
    yield reflecting, str(server.make_url("/")).rstrip("/")
    await server.close()


async def test_path_and_query_stay_percent_encoded(mirror: tuple[Mirror, str], session: ClientSession) -> None:
    reflecting, base = mirror

    await session.post(URL(f"{base}/a%2Fb/c?x=%7E&y=", encoded=True), data=b"\x00\xff")

    seen = reflecting.seen[0]
    assert (seen.path, seen.query, seen.body) == ("/a%2Fb/c", "x=%7E&y=", b"\x00\xff")
    assert seen.url == f"{base}/a%2Fb/c?x=%7E&y="


async def test_the_public_url_is_the_one_that_clients_used(mirror: tuple[Mirror, str], session: ClientSession) -> None:
    reflecting, base = mirror
    reflecting.settings = Settings(public_url="https://mdes.test/")

    await session.get(f"{base}/a")

    assert reflecting.seen[0].url == "https://mdes.test/a"


async def test_header_names_are_lower_case_and_the_first_of_a_name_counts(mirror: tuple[Mirror, str], session: ClientSession) -> None:
    reflecting, base = mirror

    await session.get(base, headers=[("X-Thing", "one"), ("X-Thing", "two"), ("Content-Type", "Application/JSON; charset=utf-8")])

    assert reflecting.seen[0].header("x-thing") == "one"
    assert reflecting.seen[0].media_type == "application/json"


async def test_a_length_is_computed_and_never_taken_from_the_answer(mirror: tuple[Mirror, str], session: ClientSession) -> None:
    reflecting, base = mirror
    reflecting.answer = Response(201, b"four", {"Content-Length": "99", "X-Kept": "yes"})

    answer = await session.get(base)

    assert (answer.status, await answer.read(), answer.headers["X-Kept"]) == (201, b"four", "yes")


async def test_a_stream_is_sent_piece_by_piece(mirror: tuple[Mirror, str], session: ClientSession) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"data: 1\n\n"
        yield b"data: 2\n\n"

    reflecting, base = mirror
    reflecting.answer = Response(200, headers={"Content-Type": "text/event-stream"}, stream=pieces())

    answer = await session.get(base)

    assert await answer.read() == b"data: 1\n\ndata: 2\n\n"


@pytest.mark.parametrize("disposition", [Disposition.CUT, Disposition.RESET])
async def test_a_connection_is_cut_in_place_of_an_answer(
    mirror: tuple[Mirror, str], session: ClientSession, disposition: Disposition
) -> None:
    reflecting, base = mirror
    reflecting.answer = Response(200, b"never seen", disposition=disposition)

    with pytest.raises(ClientError):
        await session.post(base)
