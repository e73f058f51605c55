"""A world's clock: stopped, moved, and let go; what falls due on the way is done in order."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from emulator.admin.schemas.scope import Scoped
from emulator.admin.schemas.worlds import AdvanceClock, Advanced, ClockState, FreezeClock, Settled, Tried
from emulator.admin.service.entry import act, look
from emulator.core.context import Context
from emulator.core.deadlines.settling import next_due, settle_once
from emulator.domain.errors import InvalidField
from emulator.domain.worlds import Clock, ClockMode
from emulator.storage.unit import Unit

_LAST_YEAR: Final = 2099


async def get_clock(ctx: Context, _unit: None, message: Scoped) -> ClockState:
    """Say what time it is in a world."""
    return state_of(await look(ctx, message.namespace))


async def freeze_clock(ctx: Context, _unit: None, message: FreezeClock) -> ClockState:
    """Stop a world's time."""
    world = await act(ctx, message.namespace)
    clock = world.namespace.clock.frozen(world.wall)
    if message.at:
        clock = Clock(ClockMode.FROZEN, clock.offset, _sensible("at", message.at))
    with _aside(world):
        frozen = await _set(world, clock)
        # A frozen world is settled by whoever moves its clock, and this may have been a jump ahead.
        await settle_once(frozen)
    return state_of(frozen)


async def resume_clock(ctx: Context, _unit: None, message: Scoped) -> ClockState:
    """Let a world's time pass again, from where it stands."""
    world = await act(ctx, message.namespace)
    return state_of(await _set(world, world.namespace.clock.resumed(world.wall)))


async def advance_clock(ctx: Context, _unit: None, message: AdvanceClock) -> Advanced:
    """Move a world's time forward; stop wherever something falls due, so that each thing happens at its own time."""
    world = await act(ctx, message.namespace)
    with _aside(world):
        return await _advance(ctx, world, _target(world, message))


async def _advance(ctx: Context, world: Context, target: datetime) -> Advanced:
    settled = await _settle(world)
    tried = await _deliver(world)
    while True:
        moment = await _next_stop(world, target)
        world = await _set(world, world.namespace.clock.advanced(moment - world.now))
        settled += await _settle(world)
        tried += await _deliver(world)
        if moment >= target:
            return Advanced(clock=state_of(world), settled=settled, tried=tried)
        world = await act(ctx, world.namespace.id)


def state_of(world: Context) -> ClockState:
    """Return what a world's clock shows."""
    clock = world.namespace.clock
    return ClockState(
        namespace=world.namespace.id,
        mode=clock.mode,
        now=world.now,
        wall=world.wall,
        offset_seconds=(world.now - world.wall).total_seconds(),
    )


def _target(world: Context, message: AdvanceClock) -> datetime:
    if message.to:
        if message.to < world.now:
            raise InvalidField("to", "a world's time does not run backwards; freeze it at an earlier moment instead")
        return _sensible("to", message.to)
    return _sensible("seconds", world.now + timedelta(seconds=message.seconds or 0))


def _sensible(name: str, moment: datetime) -> datetime:
    # Expiry dates have two digits for the year.
    if not 2000 <= moment.year <= _LAST_YEAR:
        raise InvalidField(name, f"a world's time lies between the years 2000 and {_LAST_YEAR}")
    return moment


async def _next_stop(world: Context, target: datetime) -> datetime:
    async def work(unit: Unit) -> datetime | None:
        return await unit.notices.next_due(after=world.now)

    due = await world.house.store.read(world.namespace.id, work), await next_due(world, after=world.now)
    # A clock that runs may have passed the target while a receiver was slow.
    return max(min([target, *(moment for moment in due if moment)]), world.now)


def _aside(world: Context) -> AbstractContextManager[None]:
    keeper = world.house.timekeeper
    return keeper.standing_aside(world.namespace.id) if keeper else nullcontext()


async def _set(world: Context, clock: Clock) -> Context:
    async def work(unit: Unit) -> None:
        await unit.worlds.set_clock(world.namespace.id, clock)

    house = world.house
    await house.unit(world, work)
    moved = replace(world.namespace, clock=clock)
    if moved.id == house.home.id:
        house.home = moved
    for worker in (house.courier, house.timekeeper):
        if worker:
            worker.wake()
    return replace(world, namespace=moved)


async def _settle(world: Context) -> list[Settled]:
    return [Settled(at=met.at, api=met.api, deadline=met.deadline, what=met.what) for met in await settle_once(world)]


async def _deliver(world: Context) -> list[Tried]:
    courier = world.house.courier
    tried = await courier.deliver(world.namespace.id) if courier else []
    return [Tried(at=world.now, notice=notice) for notice in tried]
