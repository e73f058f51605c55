"""Requests that are good once: whoever shows a used ticket again is not let in."""

from emulator.core.context import Context
from emulator.core.wire import AccessDenied, Ticket
from emulator.storage.unit import Unit


async def use_up(ctx: Context, ticket: Ticket) -> None:
    """Remember a ticket, in a unit of its own: it is used whatever becomes of the request.

    Raises:
        AccessDenied: it was used before.
    """

    async def work(unit: Unit) -> bool:
        await unit.answers.forget(first=f"{ticket.book}/", before=f"{ticket.book}/{ticket.since}")
        return await unit.answers.claim(f"{ticket.book}/{ticket.text}", fingerprint="", at=ctx.wall)

    if not await ctx.house.unit(ctx, work):
        raise AccessDenied(ticket.refusal)
