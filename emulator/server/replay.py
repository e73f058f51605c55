"""Tapes behind a socket, in place of an emulator."""

from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.context import House
from emulator.core.message import JSON_HEADERS, Request, Response
from emulator.recording import content
from emulator.recording.replay import Refusal, Replay, Summary
from emulator.server.translate import request_of, send

# Asked at this path, a replay says how it went so far.
SUMMARY: Final = "/_emulator/replay"


def replaying(make: Callable[[House], Replay]) -> Callable[[House], web.Server]:
    """Return what `serve` serves when a replay, made with the house, answers in its place."""

    def serving(house: House) -> web.Server:
        replay = make(house)

        async def handle(raw: web.BaseRequest) -> web.StreamResponse:
            return await send(raw, answer(house, replay, request_of(house.settings, raw, await raw.read())))

        return web.Server(handle, access_log=None)

    return serving


def answer(house: House, replay: Replay, request: Request) -> Response:
    """Answer one request from the tapes; what is asked of the replay itself is never on tape."""
    if request.path == SUMMARY:
        return Response(200, content.compact(as_json(replay.summary())), JSON_HEADERS)
    return replay.answer(request, now=house.wall())


def as_json(summary: Summary) -> dict[str, Any]:
    """Return a summary as programs read it."""
    return {
        "clean": summary.is_clean,
        "played": summary.played,
        "refused": [_refusal(refusal) for refusal in summary.refused],
        "missing": list(summary.missing),
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "request": refusal.request,
        "code": refusal.kind,
        "detail": refusal.detail,
        "nearest": refusal.nearest,
        "differences": list(refusal.differences),
    }


def settings_for(chosen: Settings) -> Settings:
    """Return settings under which a replay leaves nothing behind: its house is only asked how to read requests."""
    return chosen.model_copy(update={"database": "sqlite://"})
