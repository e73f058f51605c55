"""One request out of the house, and every way in which nothing comes back."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from emulator.config import Settings
from emulator.core.message import Outgoing
from emulator.outbound.post import ANSWER_LIMIT, Post
from tests.outbound.receiver import Receiver
from tests.server.certificates import Files, authority, leaf


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    opened = Post(Settings())
    yield opened
    await opened.close()


def to(url: str, body: bytes = b"{}") -> Outgoing:
    return Outgoing("POST", url, {"Content-Type": "application/json", "X-Own": "1"}, body)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def test_a_request_arrives_as_it_was_made(post: Post, receiver: Receiver) -> None:
    receiver.will_answer(201, body="taken")

    reply = await post.send(to(f"{receiver.url}/told?x=1", b"\x00\xff"))

    (heard,) = receiver.heard
    assert (heard.method, heard.path, heard.body, heard.headers["X-Own"]) == ("POST", "/told", b"\x00\xff", "1")
    assert (reply.status, reply.body, reply.failure) == (201, b"taken", None)
    assert reply.micros > 0


async def test_a_redirection_is_an_answer_and_is_not_followed(post: Post, receiver: Receiver, second_receiver: Receiver) -> None:
    receiver.answers.append(web.Response(status=307, headers={"Location": second_receiver.url}))

    reply = await post.send(to(receiver.url))

    assert (reply.status, second_receiver.heard) == (307, [])


async def test_an_answer_is_read_no_further_than_the_limit(post: Post, receiver: Receiver) -> None:
    receiver.will_answer(200, body="x" * (ANSWER_LIMIT * 3))

    reply = await post.send(to(receiver.url))

    assert (reply.status, len(reply.body)) == (200, ANSWER_LIMIT)


async def test_a_cookie_is_not_kept_and_compression_is_not_asked_for(post: Post, receiver: Receiver) -> None:
    receiver.answers.append(web.Response(headers={"Set-Cookie": "a=b"}))

    for _ in range(2):
        await post.send(to(receiver.url))

    assert "Cookie" not in receiver.heard[1].headers
    assert receiver.heard[0].headers["Accept-Encoding"] == "identity"


async def test_a_receiver_that_hangs_is_given_up_in_time(post: Post, receiver: Receiver) -> None:
    receiver.open.clear()

    reply = await post.send(to(receiver.url), timeout=0.05)

    assert reply.status is None
    assert reply.failure
    assert (reply.failure.cause, reply.failure.message) == ("timed_out", "the receiver did not answer within 0.05 seconds")


async def test_a_receiver_that_is_not_there_is_said_to_be_unreachable(post: Post) -> None:
    reply = await post.send(to(f"http://127.0.0.1:{free_port()}"))

    assert reply.failure
    assert (reply.status, reply.failure.cause) == (None, "unreachable")


@pytest.mark.parametrize("url", ["no url", "ftp://127.0.0.1/x", "http://", "http://127.0.0.1:99999/"])
async def test_an_address_that_is_none_is_said_to_be_one(post: Post, url: str) -> None:
    reply = await post.send(to(url))

    assert reply.failure
    assert (reply.status, reply.failure.cause) == (None, "bad_url")


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"])
async def test_a_receiver_that_breaks_off_is_said_to_have_done_so(post: Post, answer: bytes) -> None:
    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(break_off, "127.0.0.1", 0) as rude:
        reply = await post.send(to(f"http://127.0.0.1:{rude.sockets[0].getsockname()[1]}"))

    assert reply.failure
    assert (reply.status, reply.failure.cause) == (None, "broken_off")


async def test_a_host_that_nobody_has_named_is_never_looked_up(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_asked: object, **_more: object) -> object:
        raise AssertionError("something left the machine")

    monkeypatch.setattr(socket, "getaddrinfo", unreachable)
    monkeypatch.setattr(socket.socket, "connect", unreachable)

    reply = await post.send(to("http://metadata.internal/secrets"))

    assert reply.failure
    assert (reply.status, reply.failure.cause) == (None, "host_not_allowed")


@pytest.fixture
def vouching(tmp_path: Path) -> Files:
    """The authority that vouches for an app and for the emulator."""
    return authority(tmp_path, "authority")


@pytest.fixture
async def strict(tmp_path: Path, vouching: Files) -> AsyncIterator[Receiver]:
    """A receiver that takes messages only from whoever shows a certificate."""
    own = leaf(tmp_path, "app", vouching)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=vouching.certificate)
    context.load_cert_chain(own.certificate, own.key)
    context.verify_mode = ssl.CERT_REQUIRED
    listening = Receiver()
    await listening.start(context)
    yield listening
    await listening.close()


async def test_an_app_that_asks_for_our_certificate_is_shown_it(strict: Receiver, vouching: Files, tmp_path: Path) -> None:
    shown = leaf(tmp_path, "emulator", vouching).both

    post = Post(Settings(callback_certificate=shown, callback_ca=vouching.certificate))
    reply = await post.send(to(f"{strict.url}/told"))
    await post.close()

    assert (strict.url[:8], reply.status) == ("https://", 200)
    assert [heard.path for heard in strict.heard] == ["/told"]


@pytest.mark.parametrize("believes", [False, True])
async def test_an_app_is_not_told_without_our_certificate_or_where_nobody_vouches_for_it(
    strict: Receiver, vouching: Files, believes: bool
) -> None:
    post = Post(Settings(callback_ca=vouching.certificate) if believes else Settings())
    reply = await post.send(to(strict.url))
    await post.close()

    assert (reply.status, strict.heard) == (None, [])
    assert reply.failure is not None
    assert reply.failure.cause in {"unreachable", "broken_off"}
