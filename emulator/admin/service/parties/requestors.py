"""Token requestors, one at a time."""

from emulator.admin.schemas.parties import OneRequestor, PutRequestor, RequestorEntry, RequestorList
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.admin.service.parties.entries import UnknownParty, requestor_of, requestor_seen
from emulator.core.context import Context
from emulator.domain.parties import Requestor
from emulator.storage.unit import Unit


async def list_requestors(ctx: Context, _unit: None, message: Scoped) -> RequestorList:
    """Name every token requestor of a world."""
    world = await look(ctx, message.namespace)
    return await ctx.house.store.read(world.namespace.id, _listed)


async def get_requestor(ctx: Context, _unit: None, message: OneRequestor) -> RequestorEntry:
    """Show one."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> Requestor | None:
        return await unit.parties.requestor(message.requestor)

    found = await ctx.house.store.read(world.namespace.id, work)
    if found is None:
        raise _unknown(message)
    return requestor_seen(found)


async def put_requestor(ctx: Context, _unit: None, message: PutRequestor) -> RequestorEntry:
    """Register one, in place of the one with its id."""
    world = await act(ctx, message.namespace)
    requestor = requestor_of(world.keys, message)

    async def work(unit: Unit) -> None:
        await unit.parties.put(requestor)

    await ctx.house.unit(world, work)
    return RequestorEntry.model_validate(message.model_dump(include=set(RequestorEntry.model_fields)))


async def remove_requestor(ctx: Context, _unit: None, message: OneRequestor) -> RequestorList:
    """Forget one, and show who is left."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> RequestorList:
        if not await unit.parties.remove("requestor", message.requestor):
            raise _unknown(message)
        return await _listed(unit)

    left: RequestorList = await ctx.house.unit(world, work)
    return left


async def _listed(unit: Unit) -> RequestorList:
    return RequestorList(requestors=[requestor_seen(requestor) for requestor in await unit.parties.requestors()])


def _unknown(message: OneRequestor) -> UnknownParty:
    return UnknownParty(f"there is no token requestor {message.requestor} in this namespace")
