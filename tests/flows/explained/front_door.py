"""One request twice: live, and as a text that is explained."""

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from emulator.core.dispatch.router import Router
from emulator.core.journal import Exchange
from emulator.core.message import Request
from emulator.server.app import respond

Client = TestClient[web.BaseRequest, web.Application]


def cases(test: Any) -> list[tuple[Any, ...]]:
    """The rows with which a test of the engine makes every mistake."""
    marks = [mark for mark in test.pytestmark if mark.name == "parametrize"]
    return [tuple(getattr(row, "values", row)) for mark in marks for row in mark.args[1]]


def written(request: Request) -> str:
    """The request as it goes over the wire."""
    target = f"{request.path}?{request.query}" if request.query else request.path
    lines = [f"{request.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers.items())]
    return "\r\n".join([*lines, "", ""]) + request.body.decode()


async def explained(client: Client, request: Request) -> Any:
    """What `explain` says of a request."""
    answer = await client.post("/_emulator/explain", json={"request": written(request)})
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def named_by_both(house: House, client: Client, request: Request) -> list[str]:
    """The causes for which a request is refused live; `explain` must have named the same before, with something to do."""
    said, live = await said_and_live(house, client, request)
    assert (said["accepted"], said["error"]) == (False, live.error)
    return [finding.cause for finding in live.findings if finding.severity == "refused"]


async def remarked_by_both(house: House, client: Client, request: Request) -> list[str]:
    """The causes that are let pass live, and remarked on; `explain` must have named the same before, with something to do."""
    _, live = await said_and_live(house, client, request)
    return [finding.cause for finding in live.findings if finding.severity == "tolerated"]


async def said_and_live(house: House, client: Client, request: Request) -> tuple[Any, Exchange]:
    """What `explain` says of a request, and the exchange that it is afterwards; both name the same."""
    said = await explained(client, request)
    await respond(house, Router(house.apis, fallback=house.apis[-1]), request)

    live = next(one for one in house.journal.newest_first("default") if one.direction == "inbound")
    assert [(one["cause"], one["severity"]) for one in said["findings"]] == [(one.cause, one.severity) for one in live.findings]
    assert all(one["message"] and one["fix"] for one in said["findings"])
    return said, live
