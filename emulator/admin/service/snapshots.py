"""Snapshots: worlds kept as they stand, put back, exported and imported."""

import base64
import binascii

from emulator.admin.schemas.scope import Nothing
from emulator.admin.schemas.worlds import ImportSnapshot, OneSnapshot, SnapshotFile, SnapshotList, SnapshotSeen, TakeSnapshot
from emulator.admin.service.entry import UnknownNamespace
from emulator.core.context import Context
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.worlds import Namespace
from emulator.storage.snapshots.keeping import FORMAT, Snapshot, read
from emulator.storage.unit import Unit


class UnknownSnapshot(DomainError):
    """There is no such snapshot."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no snapshot called {name}")


async def list_snapshots(ctx: Context, _unit: None, _message: Nothing) -> SnapshotList:
    """Show every snapshot."""
    found = await ctx.house.store.read(ctx.namespace.id, lambda unit: unit.snapshots.all())
    return SnapshotList(snapshots=[_seen(one) for one in found])


async def take_snapshot(ctx: Context, _unit: None, message: TakeSnapshot) -> SnapshotSeen:
    """Keep a world, or all of them, as they stand now."""

    async def work(unit: Unit) -> Snapshot:
        worlds = [world.id for world in await unit.worlds.all() if message.namespace in {None, world.id}]
        if not worlds:
            raise UnknownNamespace(f"{message.namespace}")
        ordinals = {world: ctx.house.ordinal(world) for world in worlds}
        return await unit.snapshots.take(message.name, ordinals=ordinals, at=ctx.wall)

    return _seen(await ctx.house.unit(ctx, work))


async def restore_snapshot(ctx: Context, _unit: None, message: OneSnapshot) -> SnapshotSeen:
    """Put the worlds of a snapshot back as they were; what came to be in them since is gone."""
    house = ctx.house

    async def work(unit: Unit) -> tuple[Snapshot, Namespace | None]:
        snapshot = await _known(unit, message.name)
        for world in snapshot.worlds:
            await unit.worlds.clear(world)
        await unit.snapshots.restore(snapshot)
        return snapshot, await unit.worlds.get(house.home.id)

    snapshot, home = await house.unit(ctx, work)
    for world, ordinal in snapshot.ordinals.items():
        house.recall(world, ordinal)
    house.home = home or house.home
    for worker in (house.courier, house.timekeeper):
        if worker:
            worker.wake()
    return _seen(snapshot)


async def export_snapshot(ctx: Context, _unit: None, message: OneSnapshot) -> SnapshotFile:
    """Return a snapshot as a file."""
    found = await ctx.house.store.read(ctx.namespace.id, lambda unit: _known(unit, message.name))
    content = base64.b64encode(found.content).decode()
    return SnapshotFile(name=found.name, format=FORMAT, made_at=found.made_at, ordinals=found.ordinals, content=content)


async def import_snapshot(ctx: Context, _unit: None, message: ImportSnapshot) -> SnapshotSeen:
    """Keep a snapshot that was exported, here or elsewhere."""
    try:
        content = base64.b64decode(message.content, validate=True)
        worlds = set(read(content))
    except (ValueError, binascii.Error) as error:
        raise InvalidField("content", str(error)) from None
    if worlds != set(message.ordinals):
        raise InvalidField("ordinals", "they name other worlds than the content holds")
    snapshot = Snapshot(message.name, message.made_at, dict(message.ordinals), content)
    await ctx.house.unit(ctx, lambda unit: unit.snapshots.put(snapshot))
    return _seen(snapshot)


async def remove_snapshot(ctx: Context, _unit: None, message: OneSnapshot) -> SnapshotList:
    """Forget a snapshot, and show what is left."""

    async def work(unit: Unit) -> list[Snapshot]:
        if not await unit.snapshots.remove(message.name):
            raise UnknownSnapshot(message.name)
        return await unit.snapshots.all()

    return SnapshotList(snapshots=[_seen(one) for one in await ctx.house.unit(ctx, work)])


async def _known(unit: Unit, name: str) -> Snapshot:
    found = await unit.snapshots.get(name)
    if found is None:
        raise UnknownSnapshot(name)
    return found


def _seen(snapshot: Snapshot) -> SnapshotSeen:
    return SnapshotSeen(name=snapshot.name, made_at=snapshot.made_at, worlds=snapshot.worlds, size=len(snapshot.content))
