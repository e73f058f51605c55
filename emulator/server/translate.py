"""Between the web framework and plain data."""

import asyncio
import logging
import socket
import struct
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.message import Disposition, Request, Response

log = logging.getLogger(__name__)

# How long a silent answer is held back: longer than every client waits; and how often it is seen whether the client has left.
HELD_SECONDS: Final = 300.0
_GLANCE_SECONDS: Final = 0.05
# SO_LINGER: on, for no second.
_AT_ONCE: Final = struct.pack("ii", 1, 0)

# aiohttp computes these; a handler's own would be sent twice.
_COMPUTED: Final = frozenset({"content-length", "transfer-encoding"})


def request_of(settings: Settings, raw: web.BaseRequest, body: bytes) -> Request:
    """Return what the client sent, with the absolute URL it used: the public one where that is set."""
    path, _, query = _origin_form(raw.raw_path).partition("?")
    headers = {name.lower(): value for name, value in reversed(list(raw.headers.items()))}
    base = settings.public_url or f"{raw.scheme}://{headers.get('host', '')}"
    url = f"{base}{path}?{query}" if query else f"{base}{path}"
    return Request(method=raw.method, url=url, path=path, query=query, headers=headers, body=body)


def _origin_form(target: str) -> str:
    """Return path and query of a request target that may be a whole URL (RFC 9112, 3.2.2)."""
    if target.startswith("/"):
        return target
    rest = target.partition("://")[2]
    return "/" + rest.partition("/")[2]


async def send(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    """Carry out the answer: send it, stream it, or do to the connection what its disposition says."""
    if carry_out := DROPS.get(response.disposition):
        return await carry_out(raw, response)
    headers = _headers(response)
    if response.stream is None:
        return web.Response(status=response.status, body=response.body, headers=headers)
    streamed = web.StreamResponse(status=response.status, headers=headers)
    await streamed.prepare(raw)
    try:
        async for chunk in response.stream:
            await streamed.write(chunk)
    except ConnectionError:
        log.debug("stream.left", extra={"path": raw.path})
    finally:
        if isinstance(response.stream, AsyncGenerator):
            await response.stream.aclose()
    return streamed


def _headers(response: Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.lower() not in _COMPUTED}


async def _cut(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    if raw.transport is not None:
        raw.transport.close()
    return web.Response(status=response.status)


async def _reset(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    if raw.transport is not None:
        # Nothing lingers: what the peer sees is a reset, not an end.
        raw.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        raw.transport.abort()
    return web.Response(status=response.status)


async def _truncate(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    """Announce the whole body and send half of it."""
    begun = web.StreamResponse(status=response.status, headers=_headers(response))
    begun.content_length = len(response.body)
    await begun.prepare(raw)
    await begun.write(response.body[: len(response.body) // 2])
    return await _closed(raw, begun)


async def _hold(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    """Say nothing until the client gives up; then there is nobody to say anything to."""
    deadline = asyncio.get_running_loop().time() + HELD_SECONDS
    while not _left(raw) and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110  # a transport tells nobody
        await asyncio.sleep(_GLANCE_SECONDS)
    return await _cut(raw, response)


def _left(raw: web.BaseRequest) -> bool:
    return raw.transport is None or raw.transport.is_closing()


async def _closed(raw: web.BaseRequest, begun: web.StreamResponse) -> web.StreamResponse:
    if raw.transport is not None:
        raw.transport.close()
    return begun


DROPS: Final[Mapping[Disposition, Callable[[web.BaseRequest, Response], Awaitable[web.StreamResponse]]]] = {
    Disposition.CUT: _cut,
    Disposition.RESET: _reset,
    Disposition.TRUNCATE: _truncate,
    Disposition.HOLD: _hold,
}
