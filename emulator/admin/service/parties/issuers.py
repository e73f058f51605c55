"""Issuers, one at a time."""

from emulator.admin.schemas.parties import IssuerEntry, IssuerList, OneIssuer, PutIssuer
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.admin.service.parties.entries import UnknownParty, issuer_of, issuer_seen
from emulator.core.context import Context
from emulator.domain.parties import Issuer
from emulator.storage.unit import Unit


async def list_issuers(ctx: Context, _unit: None, message: Scoped) -> IssuerList:
    """Name every issuer of a world."""
    world = await look(ctx, message.namespace)
    return await ctx.house.store.read(world.namespace.id, _listed)


async def get_issuer(ctx: Context, _unit: None, message: OneIssuer) -> IssuerEntry:
    """Show one."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> Issuer | None:
        return await unit.parties.issuer(message.issuer)

    found = await ctx.house.store.read(world.namespace.id, work)
    if found is None:
        raise _unknown(message)
    return issuer_seen(found)


async def put_issuer(ctx: Context, _unit: None, message: PutIssuer) -> IssuerEntry:
    """Register one, in place of the one with its id."""
    world = await act(ctx, message.namespace)
    issuer = issuer_of(world.keys, message)

    async def work(unit: Unit) -> None:
        await unit.parties.put(issuer)

    await ctx.house.unit(world, work)
    return IssuerEntry.model_validate(message.model_dump(include=set(IssuerEntry.model_fields)))


async def remove_issuer(ctx: Context, _unit: None, message: OneIssuer) -> IssuerList:
    """Forget one, and show who is left."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> IssuerList:
        if not await unit.parties.remove("issuer", message.issuer):
            raise _unknown(message)
        return await _listed(unit)

    left: IssuerList = await ctx.house.unit(world, work)
    return left


async def _listed(unit: Unit) -> IssuerList:
    return IssuerList(issuers=[issuer_seen(issuer) for issuer in await unit.parties.issuers()])


def _unknown(message: OneIssuer) -> UnknownParty:
    return UnknownParty(f"there is no issuer {message.issuer} in this namespace")
