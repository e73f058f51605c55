"""Ears behind one socket: who verifies tapes against a live provider hears here what it says first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.message import Response
from emulator.recording.outbound.listening import Ear
from emulator.server.serve import bind, shown_at
from emulator.server.translate import request_of, send

# How long a live provider may take to say what is still to come.
# Seconds that a live provider may take for what it still has to say: our own choice.
PATIENCE: Final = 5.0
HOST: Final = "127.0.0.1"
# Nobody there has such an address; a provider that is told so takes its default.
NOBODY: Final = Response(404, b"")


class Ears:
    """Everybody who listens, each below an URL of its own, so that nobody hears what was meant for another tape."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._ears: dict[str, Ear] = {}
        self._something_heard = asyncio.Condition()

    def url_of(self, name: str) -> str:
        """Return the URL at which the ear of this name listens."""
        return f"{self._url}/{name}"

    def add(self, name: str, ear: Ear) -> None:
        """Have one more listen."""
        self._ears[name] = ear

    async def silence(self, name: str) -> None:
        """Wait until an ear has heard everything on its tape, but not longer than a provider may take."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self._something_heard:
                await self._something_heard.wait_for(lambda: not self._ears[name].missed)

    async def handle(self, raw: web.BaseRequest) -> web.StreamResponse:
        """Answer as the app on tape did."""
        request = request_of(Settings(), raw, await raw.read())
        name, _, path = request.path.lstrip("/").partition("/")
        ear = self._ears.get(name)
        heard = ear.answer(replace(request, path=f"/{path}")) if ear else None
        async with self._something_heard:
            self._something_heard.notify_all()
        return await send(raw, heard or NOBODY)


@asynccontextmanager
async def hearing(port: int) -> AsyncIterator[Ears]:
    """Listen on a port of loopback until the block ends; 0 takes a free one. Raises CannotListenError."""
    sockets = bind(HOST, port)
    ears = Ears(shown_at(Settings(host=HOST), sockets[0].getsockname()[1]))
    runner = web.ServerRunner(web.Server(ears.handle, access_log=None))
    await runner.setup()
    try:
        await web.SockSite(runner, sockets[0]).start()
        yield ears
    finally:
        await runner.cleanup()
