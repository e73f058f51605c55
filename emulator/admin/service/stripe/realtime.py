"""Who is asked about Stripe's authorizations in real time."""

from emulator.admin.schemas.scope import Scoped
from emulator.admin.schemas.stripe import PutRealtime, RealtimeSeen
from emulator.admin.service.entry import act, look
from emulator.core.context import Context
from emulator.providers.stripe.service.spending.authorizations import endpoint
from emulator.storage.unit import Unit

NOBODY = RealtimeSeen(url=None, secret=None, on_failure=None)


async def get_realtime(ctx: Context, _unit: None, message: Scoped) -> RealtimeSeen:
    """Show who is asked about purchases."""
    world = await look(ctx, message.namespace)
    return _seen(await ctx.house.store.read(world.namespace.id, endpoint.endpoint))


async def put_realtime(ctx: Context, _unit: None, message: PutRealtime) -> RealtimeSeen:
    """Have somebody asked from now on."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> endpoint.Endpoint:
        new = endpoint.Endpoint(message.url, message.secret or f"whsec_{world.ids.letters(32)}", message.on_failure)
        await endpoint.put(unit, new)
        return new

    return _seen(await ctx.house.unit(world, work))


async def remove_realtime(ctx: Context, _unit: None, message: Scoped) -> RealtimeSeen:
    """Have nobody asked from now on."""
    world = await act(ctx, message.namespace)
    await ctx.house.unit(world, endpoint.remove)
    return NOBODY


def _seen(found: endpoint.Endpoint | None) -> RealtimeSeen:
    if found is None:
        return NOBODY
    return RealtimeSeen.model_validate({"url": found.url, "secret": found.secret, "on_failure": found.on_failure})
