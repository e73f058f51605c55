"""A real HTTP server that receives notices: answers as it was told to, hangs when it was told to."""

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import RawTestServer


@dataclass(frozen=True)
class Heard:
    """One request that arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers` are given one after another, then 200 for ever; while `open` is not set, every request hangs."""

    answers: deque[web.Response] = field(default_factory=deque)
    heard: list[Heard] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""
    server: RawTestServer | None = None

    async def start(self, secured: ssl.SSLContext | None = None) -> None:
        self.open.set()
        self.server = RawTestServer(self._hear)
        await self.server.start_server(ssl=secured)
        self.url = str(self.server.make_url("/")).rstrip("/")

    async def close(self) -> None:
        self.open.set()
        if self.server:
            await self.server.close()

    def will_answer(self, *statuses: int, body: str = "{}") -> None:
        self.answers.extend(web.Response(status=status, text=body) for status in statuses)

    @property
    def bodies(self) -> list[str]:
        return [heard.body.decode() for heard in self.heard]

    async def _hear(self, request: web.BaseRequest) -> web.StreamResponse:
        self.heard.append(Heard(request.method, request.path, dict(request.headers), await request.read()))
        self.arrived.set()
        await self.open.wait()
        return self.answers.popleft() if self.answers else web.Response(text="{}")
