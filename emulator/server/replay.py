"""Tapes behind a socket, in place of an emulator, and the app that hears what the providers said first on them."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.context import House
from emulator.core.message import JSON_HEADERS, Outgoing, Response
from emulator.outbound.post import Post
from emulator.recording import content
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.outbound.telling import Teller
from emulator.recording.replay import Frame, Refusal, Replay, Summary, Told
from emulator.recording.tape import TapedExchange
from emulator.server.translate import request_of, send

# Asked at this path, a replay says how it went so far.
SUMMARY: Final = "/_emulator/replay"
# What apps ask of the emulator itself is recorded by no recorder: where no tape has any of it, nobody is at home there, as
# at a provider, and a replay does not go wrong by it.
OWN: Final = "/_emulator/"
NOBODY: Final = Response(404, b"")


class Telling:
    """What the providers said first on the tapes, said to an app: questions at once, notices one after another."""

    def __init__(self, house: House, replay: Replay, app: str) -> None:
        self._replay = replay
        self._post = Post(house.settings)
        self._teller = Teller(house, outbound_rows(house.apis), app, self._sent)
        self._turn = asyncio.Lock()
        self._notices: set[asyncio.Task[None]] = set()

    async def say(self, exchanges: Iterable[TapedExchange]) -> None:
        """Say it, and keep what is wrong with the answers for the summary."""
        for exchange in exchanges:
            self._replay.told.append(Told(exchange.title, await self._teller.tell(exchange)))

    def begin(self, exchanges: Iterable[TapedExchange]) -> None:
        """Say it in its turn, while clients go on: an app may call while it is told something."""
        task = asyncio.create_task(self._in_turn(exchanges))
        self._notices.add(task)

    async def silence(self) -> None:
        """Wait until everything is said that was begun."""
        await asyncio.gather(*self._notices)

    async def close(self) -> None:
        """Say what is still to be said, and let go of every connection."""
        await self.silence()
        await self._post.close()

    async def _in_turn(self, exchanges: Iterable[TapedExchange]) -> None:
        async with self._turn:
            await self.say(exchanges)

    async def _sent(self, outgoing: Outgoing, seconds: float) -> Response:
        reply = await self._post.send(outgoing, timeout=seconds)
        if reply.status is None:
            raise OSError(reply.failure.message if reply.failure else "nothing came back")
        return Response(reply.status, reply.body, reply.headers)


class Stage:
    """A replay where clients find it; made with the house that `serve` makes."""

    def __init__(self, make: Callable[[House], Replay], *, app: str = "") -> None:
        """Tell and ask the app at this URL; nobody where it is empty."""
        self._make = make
        self._app = app
        self._replays: list[Replay] = []
        self._tellings: list[Telling] = []

    def serving(self, house: House) -> web.Server:
        """Return what `serve` serves in place of an emulator."""
        replay = self._make(house)
        telling = Telling(house, replay, self._app) if self._app else None
        self._replays.append(replay)
        self._tellings += [telling] if telling else []

        async def handle(raw: web.BaseRequest) -> web.StreamResponse:
            request = request_of(house.settings, raw, await raw.read())
            if request.path == SUMMARY:
                return await send(raw, Response(200, content.compact(as_json(replay.summary())), JSON_HEADERS))
            if request.path.startswith(OWN) and not replay.speaks_of(OWN):
                return await send(raw, NOBODY)
            met = replay.meet(request, now=house.wall())
            # What comes again asks and tells nothing again.
            around = telling if telling and isinstance(met, Frame) and met.played == 1 else None
            return await _served(raw, met, around)

        return web.Server(handle, access_log=None)

    async def silence(self) -> None:
        """Wait until the app was told everything that was begun."""
        for telling in self._tellings:
            await telling.silence()

    async def close(self) -> Summary:
        """Say what is still to be said, and return how it went."""
        for telling in self._tellings:
            await telling.close()
        return self._replays[0].summary()


async def _served(raw: web.BaseRequest, met: Frame | Refusal, telling: Telling | None) -> web.StreamResponse:
    if telling is None or isinstance(met, Refusal):
        return await send(raw, met.response)
    await telling.say(met.asked)
    answer = await send(raw, met.response)
    await answer.prepare(raw)
    await answer.write_eof()
    telling.begin(met.told)
    return answer


def as_json(summary: Summary) -> dict[str, Any]:
    """Return a summary as programs read it."""
    return {
        "clean": summary.is_clean,
        "played": summary.played,
        "refused": [_refusal(refusal) for refusal in summary.refused],
        "missing": list(summary.missing),
        "told": len(summary.told),
        "answered_otherwise": [{"exchange": told.name, "differences": list(told.faults)} for told in summary.faulty],
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "request": refusal.request,
        "code": refusal.kind,
        "detail": refusal.detail,
        "nearest": refusal.nearest,
        "differences": list(refusal.differences),
    }


def settings_for(chosen: Settings, *, app: str = "") -> Settings:
    """Return settings under which a replay leaves nothing behind, and may call the app."""
    named = {"issuer_url": app} if app else {}
    return chosen.model_copy(update={"database": "sqlite://", **named})
