"""Worlds: listed, opened with credentials of their own, and set back to their seeds."""

from dataclasses import replace

from emulator.admin.schemas.keys import Credentials
from emulator.admin.schemas.scope import Nothing
from emulator.admin.schemas.worlds import CreateNamespace, NamespaceList, NamespaceState, ResetNamespace
from emulator.admin.service.clock import state_of
from emulator.admin.service.entry import act
from emulator.admin.service.keys import credentials_of
from emulator.core.context import Context
from emulator.core.worlds import Plan
from emulator.domain.errors import DomainError
from emulator.domain.worlds import Clock, Namespace
from emulator.storage.unit import Unit


class NamespaceTaken(DomainError):
    """There is a world of this name already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a namespace called {name} already")


async def list_namespaces(ctx: Context, _unit: None, _message: Nothing) -> NamespaceList:
    """Name every world."""

    async def work(unit: Unit) -> list[Namespace]:
        return await unit.worlds.all()

    worlds = await ctx.house.store.read(ctx.namespace.id, work)
    return NamespaceList(namespaces=[_state(ctx, world) for world in worlds])


async def create_namespace(ctx: Context, _unit: None, message: CreateNamespace) -> Credentials:
    """Open a world and hand out everything that a client of it needs."""
    house = ctx.house

    async def work(unit: Unit) -> Namespace:
        name = message.name or await _fresh_name(ctx, unit)
        if await unit.worlds.get(name):
            raise NamespaceTaken(name)
        namespace = Namespace(name, Clock(), ctx.wall)
        plan = Plan(namespace, message.issuer_url or ctx.settings.issuer_url, message.keys)
        await house.open_world(house.context(namespace, cause="open"), unit, plan)
        return namespace

    opened: Namespace = await house.unit(ctx, work)
    return await credentials_of(house.context(opened, cause="open"))


async def reset_namespace(ctx: Context, _unit: None, message: ResetNamespace) -> NamespaceState:
    """Set a world back to its seeds; who has credentials for it keeps them."""
    world = await act(ctx, message.namespace)
    house, afresh = ctx.house, replace(world.namespace, clock=Clock(), armed=False)

    async def work(unit: Unit) -> None:
        plan = Plan(afresh, await _issuer_url(world, unit), credentials=tuple(await unit.worlds.credentials(afresh.id)))
        await unit.worlds.clear(afresh.id)
        await house.open_world(world, unit, plan)

    await house.unit(world, work)
    house.forget(afresh.id)
    if afresh.id == house.home.id:
        house.home = afresh
    return _state(ctx, afresh)


def _state(ctx: Context, namespace: Namespace) -> NamespaceState:
    clock = state_of(ctx.house.context(namespace, cause=ctx.cause))
    return NamespaceState(id=namespace.id, created_at=namespace.created_at, clock=clock)


async def _fresh_name(ctx: Context, unit: Unit) -> str:
    # Drawn by number, so that a seed gives the worlds of every run the same names.
    number = len(await unit.worlds.all())
    while True:
        drawing = ctx.house.context(ctx.house.home, cause=f"namespace/{number}")
        name = f"ns_{drawing.ids.hex_uuid()[:12]}"
        if await unit.worlds.get(name) is None:
            return name
        number += 1


async def _issuer_url(world: Context, unit: Unit) -> str:
    # The home world follows the settings of this run; every other one was told its issuer when it was opened.
    if world.namespace.id == world.house.home.id:
        return world.settings.issuer_url
    urls = [issuer.callback_url for issuer in await unit.parties.issuers() if issuer.callback_url]
    return urls[0] if urls else world.settings.issuer_url
