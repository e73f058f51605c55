"""Whether the emulator lives, is ready, and which one it is."""

from emulator import __version__
from emulator.admin.schemas.scope import Nothing
from emulator.admin.schemas.worlds import ApiName, Live, Metrics, Ready, Version
from emulator.admin.service.entry import look
from emulator.core.context import Context
from emulator.domain.errors import Unavailable
from emulator.storage.notices import backlog


async def live(_ctx: Context, _unit: None, _message: Nothing) -> Live:
    """Answer."""
    return Live()


async def ready(ctx: Context, _unit: None, _message: Nothing) -> Ready:
    """Answer when the storage can be read, and courier and timekeeper work; Unavailable otherwise."""
    house = ctx.house
    await look(ctx, house.home.id)
    if damage := house.store.damage():
        raise Unavailable(damage)
    if house.courier is None or not house.courier.alive:
        raise Unavailable("the courier has stopped: notices are not delivered by themselves")
    if house.timekeeper is None or not house.timekeeper.alive:
        raise Unavailable("the timekeeper has stopped: nothing falls due by itself")
    return Ready()


async def metrics(ctx: Context, _unit: None, _message: Nothing) -> Metrics:
    """Return what was counted, and what waits now."""
    house = ctx.house
    depth, oldest = await house.store.read(house.home.id, lambda unit: backlog(unit.rows))
    house.meters.outbox(depth=depth, age=max(0.0, (ctx.wall - oldest).total_seconds()) if oldest else 0.0)
    house.meters.journal(exchanges=len(house.journal.held()), size=house.journal.size)
    return Metrics(text=house.meters.text())


async def version(ctx: Context, _unit: None, _message: Nothing) -> Version:
    """Say which emulator this is and what it answers."""
    apis = [ApiName(name=api.name, title=api.title, operations=[row.name for row in api.operations]) for api in ctx.house.apis]
    return Version(version=__version__, apis=apis)
