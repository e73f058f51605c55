"""How a request of this API gets into the world that it is about: to look, or to act."""

from typing import Final

from emulator.core.context import Context
from emulator.domain.errors import DomainError
from emulator.domain.worlds import Namespace
from emulator.storage.unit import Unit

_LOOKING: Final = "admin"


class UnknownNamespace(DomainError):
    """There is no such world."""

    def __init__(self, namespace_id: str) -> None:
        super().__init__(f"there is no namespace called {namespace_id}")


async def look(ctx: Context, namespace_id: str) -> Context:
    """Return the surroundings of somebody who only looks at a world; the world does not notice.

    Raises:
        UnknownNamespace: there is no such world.
    """
    return ctx.house.context(await _world(ctx, namespace_id), cause=_LOOKING)


async def act(ctx: Context, namespace_id: str) -> Context:
    """Return the surroundings of somebody who changes a world: counted there like a client's request, for the seed's sake.

    Raises:
        UnknownNamespace: there is no such world.
    """
    return ctx.house.context(await _world(ctx, namespace_id))


async def _world(ctx: Context, namespace_id: str) -> Namespace:
    async def work(unit: Unit) -> Namespace | None:
        return await unit.worlds.get(namespace_id)

    found = await ctx.house.store.glance(namespace_id, work)
    if found is None:
        raise UnknownNamespace(namespace_id)
    return found
