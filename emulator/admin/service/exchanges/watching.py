"""What goes over the wire, told as it ends to whoever watches (server-sent events, HTML Living Standard, 9.2)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from emulator.admin.schemas.exchanges import Filters
from emulator.admin.schemas.exchanges.expected import ExchangeStream, WatchExchanges
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges.listing import differences
from emulator.admin.service.exchanges.shown import Show, whole
from emulator.admin.service.exchanges.steps import steps_of
from emulator.core.context import Context, House
from emulator.core.journal import Exchange
from emulator.logs import mask

# Proxies and clients take a stream for dead that says nothing for long.
BREATH_SECONDS: Final = 15.0
BREATH: Final = b": still here\n\n"


async def watch_exchanges(ctx: Context, _unit: None, message: WatchExchanges) -> ExchangeStream:
    """Return the exchanges of a world from now on."""
    world = await look(ctx, message.namespace)
    return ExchangeStream.of(_events(ctx.house, world.namespace.id, message, show=str if message.reveal else mask))


async def _events(house: House, namespace: str, filters: Filters, *, show: Show) -> AsyncIterator[bytes]:
    with house.journal.watching() as watcher:
        yield b": watching\n\n"
        while True:
            try:
                async with asyncio.timeout(BREATH_SECONDS):
                    exchange = await watcher.get()
            except TimeoutError:
                yield BREATH
                continue
            if exchange is None:
                return
            if exchange.namespace == namespace and not differences(exchange, filters):
                yield _event(house, exchange, show)


def _event(house: House, exchange: Exchange, show: Show) -> bytes:
    told = whole(exchange, show, steps_of(house, exchange, show))
    return f"id: {exchange.id}\nevent: exchange\ndata: {told.model_dump_json()}\n\n".encode()
