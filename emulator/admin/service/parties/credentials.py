"""Whose keys lead into a world."""

from emulator.admin.schemas.parties import CredentialList, CredentialSeen, OneCredential, PutCredential
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.admin.service.parties.entries import BINDINGS, UnknownParty, credential_of, credential_seen
from emulator.core.context import Context
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.worlds import Credential
from emulator.storage.unit import Unit


class CredentialTaken(DomainError):
    """Another world has a credential of this name."""


async def list_credentials(ctx: Context, _unit: None, message: Scoped) -> CredentialList:
    """Name every credential that leads into a world."""
    world = await look(ctx, message.namespace)
    return await ctx.house.store.read(world.namespace.id, _listed)


async def get_credential(ctx: Context, _unit: None, message: OneCredential) -> CredentialSeen:
    """Show one."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> CredentialSeen:
        return credential_seen(await _known(unit, message))

    return await ctx.house.store.read(world.namespace.id, work)


async def put_credential(ctx: Context, _unit: None, message: PutCredential) -> CredentialSeen:
    """Let a client in by its own keys, in place of those that it had."""
    world = await act(ctx, message.namespace)
    credential = credential_of(world.keys, message, world.namespace.id)

    async def work(unit: Unit) -> None:
        await check_bindings(unit, credential)
        await let_in(unit, credential)

    await ctx.house.unit(world, work)
    return credential_seen(credential)


async def remove_credential(ctx: Context, _unit: None, message: OneCredential) -> CredentialList:
    """Let a client in no more, and show who is left."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> CredentialList:
        known = await _known(unit, message)
        await unit.worlds.remove_credential(known.kind, known.name)
        return await _listed(unit)

    left: CredentialList = await ctx.house.unit(world, work)
    return left


async def let_in(unit: Unit, credential: Credential) -> None:
    """Keep a credential, in place of the one with its name.

    Raises:
        CredentialTaken: that one leads into another world.
    """
    known = await unit.worlds.enter(credential.kind, credential.name)
    if known and known[1].id != credential.namespace:
        raise CredentialTaken(f"{credential.name} leads into another namespace")
    if known:
        await unit.worlds.remove_credential(credential.kind, credential.name)
    await unit.worlds.add_credential(credential)


async def check_bindings(unit: Unit, credential: Credential, *, place: str = "") -> None:
    """Make sure that the parties for which alone a credential speaks are there.

    Raises:
        InvalidField: one of them is not.
    """
    for kind, word in BINDINGS.items():
        party = credential.secrets.get(kind)
        if party and await unit.parties.named(f"{kind}:{party}") is None:
            raise InvalidField(f"{place}{kind}", f"there is no {word} {party} in this namespace")


async def _listed(unit: Unit) -> CredentialList:
    return CredentialList(credentials=[credential_seen(credential) for credential in await unit.worlds.credentials(unit.namespace)])


async def _known(unit: Unit, message: OneCredential) -> Credential:
    found = await unit.worlds.enter(message.kind, message.name)
    if found is None or found[1].id != unit.namespace:
        raise UnknownParty(f"there is no {message.kind} credential of this name in this namespace")
    return found[0]
