"""Between the web framework and plain data."""

import asyncio
from typing import Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.message import Disposition, Request, Response

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
    if response.disposition is not Disposition.SEND:
        return _drop(raw, response)
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _COMPUTED}
    if response.stream is None:
        return web.Response(status=response.status, body=response.body, headers=headers)
    streamed = web.StreamResponse(status=response.status, headers=headers)
    await streamed.prepare(raw)
    async for chunk in response.stream:
        await streamed.write(chunk)
    return streamed


def _drop(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    transport = raw.transport
    if isinstance(transport, asyncio.WriteTransport) and response.disposition is Disposition.RESET:
        transport.abort()
    elif transport is not None:
        transport.close()
    return web.Response(status=response.status)
