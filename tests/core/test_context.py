"""Time and chance belong to a world and a request; a seed repeats them whatever others do meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.config import Settings
from emulator.core.context import Context, House, wall
from emulator.crypto.diagnosis import Finding
from emulator.domain.worlds import Clock, Namespace
from emulator.storage.unit import Unit
from tests.core.sample import NOON
from tests.storage.samples import a_card


def drawn(ctx: Context) -> list[str]:
    return [ctx.ids.uuid(), ctx.ids.digits(6), ctx.chance(8).hex()]


def afresh(house: House, *, seed: int | None = 1) -> House:
    """The same house before its first request."""
    return replace(house, settings=Settings(seed=seed), _ordinals={})


def world(name: str) -> Namespace:
    return Namespace(name, Clock(), NOON)


async def test_a_seed_repeats_what_is_drawn(house: House) -> None:
    first, second = ([drawn(run.context(world("a"))) for _ in range(3)] for run in (afresh(house), afresh(house)))

    assert list(first) == list(second)


async def test_another_seed_draws_otherwise(house: House) -> None:
    assert drawn(afresh(house, seed=1).context(world("a"))) != drawn(afresh(house, seed=2).context(world("a")))


async def test_without_a_seed_nothing_repeats(house: House) -> None:
    runs = [drawn(afresh(house, seed=None).context(world("a"))) for _ in range(2)]

    assert runs[0] != runs[1]


async def test_every_request_and_every_piece_of_work_has_a_stream_of_its_own(house: House) -> None:
    run = afresh(house)
    contexts = [run.context(world("a")), run.context(world("a")), run.context(world("b")), run.context(world("a"), cause="notice/1/1")]

    assert len({tuple(drawn(ctx)) for ctx in contexts}) == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.lists(st.sampled_from("abc"), max_size=20))
async def test_a_world_draws_the_same_whatever_happens_in_others(house: House, order: list[str]) -> None:
    alone, together = afresh(house), afresh(house)

    interleaved = [(name, drawn(together.context(world(name)))) for name in order]

    for name in "abc":
        in_order = [drawn(alone.context(world(name))) for _ in range(order.count(name))]
        assert [ids for owner, ids in interleaved if owner == name] == in_order


async def test_work_with_a_cause_is_not_counted_as_a_request(house: House) -> None:
    quiet, busy = afresh(house), afresh(house)
    for n in range(3):
        busy.context(world("a"), cause=f"notice/{n}/1")

    assert drawn(quiet.context(world("a"))) == drawn(busy.context(world("a")))


async def test_a_world_that_was_forgotten_begins_again(house: House) -> None:
    run = afresh(house)
    first = drawn(run.context(world("a")))

    run.forget("a")

    assert drawn(run.context(world("a"))) == first


async def test_a_unit_that_is_tried_again_draws_the_same_again(ctx: Context) -> None:
    ctx.enter_unit()
    first = drawn(ctx)
    ctx.rewind()
    again = drawn(ctx)
    ctx.enter_unit()
    ctx.rewind()

    assert first == again
    assert drawn(ctx) != first


async def test_a_unit_that_is_tried_again_remarks_on_nothing_twice(ctx: Context) -> None:
    ctx.tolerate(Finding(check="signature", cause="before", message="late", fix="set it"))
    ctx.enter_unit()
    for _ in range(3):
        ctx.rewind()
        ctx.tolerate(Finding(check="payload", cause="inside", message="odd", fix="mend it"))

    assert [finding.cause for finding in ctx.findings] == ["before", "inside"]


@pytest.mark.parametrize(
    ("clock", "now"),
    [
        (Clock(), NOON),
        (Clock().advanced(timedelta(days=1)), NOON + timedelta(days=1)),
        (Clock().frozen(NOON - timedelta(days=9)), NOON - timedelta(days=9)),
    ],
)
async def test_time_is_the_worlds(house: House, clock: Clock, now: object) -> None:
    ctx = house.context(replace(house.home, clock=clock))

    assert (ctx.now, ctx.wall) == (now, NOON)


async def test_time_stands_still_during_a_request(house: House) -> None:
    moments = iter([NOON, NOON + timedelta(seconds=1)])
    house.wall = lambda: next(moments)

    ctx = house.context(house.home)

    assert ctx.now == ctx.now == ctx.wall == NOON


def test_the_machines_time_is_read_in_utc() -> None:
    assert wall().utcoffset() == timedelta()


async def test_what_is_tolerated_is_remembered_as_such(ctx: Context) -> None:
    ctx.tolerate(Finding(check="signature", cause="clock", message="late", fix="set it"))

    assert [(finding.cause, finding.severity) for finding in ctx.findings] == [("clock", "tolerated")]


async def test_a_unit_of_the_house_is_in_the_contexts_world(house: House) -> None:
    ctx = house.context(world("other"))

    await house.unit(ctx, lambda unit: unit.cards.add(a_card()))

    assert await house.store.read("other", lambda unit: unit.cards.get(a_card().reference)) == a_card()
    assert await house.store.read("default", lambda unit: unit.cards.get(a_card().reference)) is None


class Bell:
    """Something that can be woken."""

    def __init__(self) -> None:
        self.rung = 0

    alive = True

    async def deliver(self, namespace: str) -> list[str]:
        return []

    async def redeliver(self, namespace: str, notice_id: str) -> None:
        """Deliver nothing."""

    def wake(self) -> None:
        self.rung += 1

    async def close(self) -> None:
        """Stop nothing."""


async def test_the_courier_is_woken_after_the_unit_that_left_notices(house: House, ctx: Context) -> None:
    house.courier = bell = Bell()
    heard: list[int] = []

    async def work(_unit: Unit) -> None:
        ctx.noticed = True
        heard.append(bell.rung)

    await house.unit(house.context(house.home), lambda unit: unit.cards.add(a_card()))
    await house.unit(ctx, work)

    assert (heard, bell.rung) == ([0], 1)
