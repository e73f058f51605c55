"""Receiving: whatever comes is kept as it came."""

from emulator.admin.inbox.schemas import Receive, Taken
from emulator.core.context import Context
from emulator.core.message import Request


async def receive(ctx: Context, _unit: None, message: Receive) -> Taken:
    """Keep the request."""
    body = message.body.encode("latin-1")
    request = Request(message.method, message.url, message.path, message.query, message.headers, body)
    await ctx.house.inbox.put(message.name, request, at=ctx.wall)
    return Taken()
