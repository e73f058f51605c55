"""A token as each provider tells of it: the provider's own request is made, signed and answered, and nothing of it is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from emulator.admin.schemas.vault import GetToken, TokenViews, ViewSeen
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges.shown import Show, content
from emulator.core.context import Context
from emulator.core.dispatch.rehearsal import rehearse
from emulator.core.dispatch.router import Match
from emulator.core.journal import Exchange
from emulator.core.message import JSON_HEADERS, Request
from emulator.core.operation import IN_PATH, AnyOperation
from emulator.core.provider import Api, View
from emulator.domain.errors import UnknownToken
from emulator.domain.worlds import Credential
from emulator.logs import mask
from emulator.storage.unit import Unit

# Somebody who registers very many credentials does not want every one of them tried.
# How many credentials are tried for a view: our own choice.
TRIED: Final = 5


@dataclass(frozen=True)
class Asking:
    """One request to be made: to which API, by whom, and about what."""

    api: Api
    view: View
    fields: Mapping[str, Any]
    credentials: list[Credential]

    @property
    def operation(self) -> AnyOperation:
        """The row that answers."""
        return next(row for row in self.api.operations if row.name == self.view.operation)


async def view_token(ctx: Context, _unit: None, message: GetToken) -> TokenViews:
    """Ask every API that knows of a token what it says of it, with the world's own credentials."""
    world = await look(ctx, message.namespace)
    asking = await ctx.house.store.read(world.namespace.id, lambda unit: _asking(world, unit, message.reference))
    show: Show = str if message.reveal else mask
    return TokenViews(views=[seen for one in asking if (seen := await _seen(world, one, show))])


async def _asking(world: Context, unit: Unit, reference: str) -> list[Asking]:
    token = await unit.tokens.get(reference)
    if token is None:
        raise UnknownToken(f"there is no token {reference} in this namespace")
    known = await unit.worlds.credentials(world.namespace.id)
    return [
        Asking(api, view, fields, [credential for credential in known if credential.kind == api.wire.kind][:TRIED])
        for api in world.house.apis
        for view in api.views
        if (fields := await view.asked(world, unit, token)) is not None
    ]


async def _seen(world: Context, asking: Asking, show: Show) -> ViewSeen | None:
    """Return what is said to the first credential that is told, or else to the last; None where there is none."""
    exchange = None
    for credential in asking.credentials:
        exchange = await _asked(world, asking, credential) or exchange
        if exchange and exchange.error is None:
            break
    if exchange is None or exchange.response is None:
        return None
    return ViewSeen(
        api=asking.api.name,
        reader=asking.view.reader,
        operation=asking.view.operation,
        method=exchange.request.method,
        path=show(exchange.request.url.partition("://")[2].partition("/")[2].partition("?")[0]),
        status=exchange.response.status,
        error=exchange.error,
        answer=content(exchange.opened_response or exchange.response.body, show),
    )


async def _asked(world: Context, asking: Asking, credential: Credential) -> Exchange | None:
    operation = asking.operation
    inside = {name: f"{asking.fields[name]}" for name in IN_PATH.findall(operation.path)}
    path = re.sub(IN_PATH, lambda found: inside[found[1]], operation.path)
    rest = {name: value for name, value in asking.fields.items() if name not in inside}
    request = Request(
        operation.method, f"{_base(world)}{path}", path, "", {"host": "emulator", **JSON_HEADERS}, orjson.dumps(rest) if rest else b""
    )
    ctx = world.house.context(world.namespace, cause="view", credential=credential)
    try:
        prepared = asking.api.wire.prepare(ctx, operation, request)
    except ValueError:
        # Somebody else's: the world knows its public half only.
        return None
    return await rehearse(world.house, Match(asking.api, operation, inside), prepared)


def _base(world: Context) -> str:
    return world.house.public_url or "http://emulator"
