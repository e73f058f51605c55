"""What goes over the wire, told as it ends to whoever watches (server-sent events, HTML Living Standard, 9.2)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from emulator.admin.schemas.exchanges import Filters
from emulator.admin.schemas.exchanges.expected import ExchangeStream, WatchExchanges
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges.listing import differences
from emulator.admin.service.exchanges.shown import Show, whole
from emulator.core.context import Context
from emulator.core.journal import Exchange, Journal
from emulator.logs import mask

# Proxies and clients take a stream for dead that says nothing for long.
BREATH_SECONDS: Final = 15.0
BREATH: Final = b": still here\n\n"


async def watch_exchanges(ctx: Context, _unit: None, message: WatchExchanges) -> ExchangeStream:
    """Return the exchanges of a world from now on."""
    world = await look(ctx, message.namespace)
    return ExchangeStream.of(_events(ctx.house.journal, world.namespace.id, message, show=str if message.reveal else mask))


async def _events(journal: Journal, namespace: str, filters: Filters, *, show: Show) -> AsyncIterator[bytes]:
    with journal.watching() as watcher:
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
                yield _event(exchange, show)


def _event(exchange: Exchange, show: Show) -> bytes:
    return f"id: {exchange.id}\nevent: exchange\ndata: {whole(exchange, show).model_dump_json()}\n\n".encode()
