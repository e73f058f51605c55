"""A unit belongs to one world, and what it emits is announced inside it."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

import pytest
from sqlalchemy import insert

from emulator.domain.errors import UnknownCard
from emulator.storage.engine.statements import StorageError, UnitMustNotLookTwiceError, UnitMustNotWaitError, UnitMustNotWriteError
from emulator.storage.store import Store
from emulator.storage.tables import cards
from emulator.storage.unit import Unit
from tests.storage.samples import Work, a_card, a_notice, glance, keep, look

ADD_CARDLESS = insert(cards)


class Access(Protocol):
    """A way into a store."""

    async def __call__(self, store: Store, work: Work[Any]) -> Any: ...


async def into_the_outbox(unit: Unit, event: Any) -> None:
    await unit.notices.add(a_notice(event))


async def add_pair(n: int, unit: Unit) -> None:
    await unit.cards.add(a_card(n))
    await unit.notices.add(a_notice(n))


async def has_pair(n: int, unit: Unit) -> tuple[bool, bool]:
    return await unit.cards.get(a_card(n).reference) is not None, await unit.notices.get(a_notice(n).id) is not None


async def test_an_event_and_its_notices_are_kept_together(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.cards.add(a_card())
        await unit.emit(7)

    await store.unit("default", into_the_outbox, work)

    assert await look(store, lambda unit: unit.notices.newest(most=9)) == [a_notice(7)]


async def test_a_refused_change_leaves_no_notice(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.emit(7)
        raise UnknownCard("F404")

    with pytest.raises(UnknownCard):
        await store.unit("default", into_the_outbox, work)

    assert await look(store, lambda unit: unit.notices.newest(most=9)) == []


async def test_a_notice_that_cannot_be_kept_takes_the_change_with_it(store: Store) -> None:
    await keep(store, lambda unit: unit.notices.add(a_notice(7)))

    async def work(unit: Unit) -> None:
        await unit.cards.add(a_card())
        await unit.emit(7)

    with pytest.raises(StorageError):
        await store.unit("default", into_the_outbox, work)

    assert await look(store, lambda unit: unit.cards.get(a_card().reference)) is None


async def test_a_unit_knows_its_world(store: Store) -> None:
    async def work(unit: Unit) -> str:
        await unit.cards.add(a_card())
        return unit.namespace

    assert await keep(store, work, world="elsewhere") == "elsewhere"
    assert await look(store, lambda unit: unit.cards.get(a_card().reference), world="elsewhere") == a_card()
    assert await look(store, lambda unit: unit.cards.get(a_card().reference)) is None


async def add_and(unit: Unit, wait: Callable[[], Awaitable[object]]) -> None:
    await unit.cards.add(a_card())
    await wait()


async def ask_somebody() -> None:
    await asyncio.sleep(0)


async def be_told() -> None:
    await asyncio.get_running_loop().create_future()


async def see_two_at_once() -> None:
    await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))


async def tidy_up_by_waiting() -> None:
    try:
        await be_told()
    finally:
        await asyncio.sleep(0)


async def wait_all_the_same() -> None:
    try:
        await be_told()
    except asyncio.CancelledError:
        await asyncio.sleep(0)


@pytest.mark.parametrize("wait", [ask_somebody, be_told, see_two_at_once, tidy_up_by_waiting, wait_all_the_same])
async def test_a_unit_that_waits_is_rolled_back_and_named(store: Store, wait: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(UnitMustNotWaitError, match=f"a unit must not wait: .*add_and > {wait.__name__}.* did"):
        await keep(store, lambda unit: add_and(unit, wait))

    assert await look(store, lambda unit: unit.cards.get(a_card().reference)) is None
    await keep(store, lambda unit: unit.cards.add(a_card()))


@pytest.mark.parametrize("access", [look, glance])
async def test_work_that_only_reads_must_not_wait_either(store: Store, access: Access) -> None:
    with pytest.raises(UnitMustNotWaitError, match=r"ask_somebody > sleep.* did"):
        await access(store, lambda _unit: ask_somebody())


async def test_units_inside_units_are_refused_however_many_and_the_next_is_served(store: Store) -> None:
    async def nested(unit: Unit) -> None:
        await unit.emit(7)
        await keep(store, lambda inner: inner.cards.add(a_card()))

    many = (store.unit("default", into_the_outbox, nested) for _ in range(40))
    refused = await asyncio.gather(*many, return_exceptions=True)

    assert {type(error) for error in refused} == {UnitMustNotWaitError}
    assert await look(store, lambda unit: unit.notices.newest(most=9)) == []
    assert await look(store, lambda unit: unit.cards.get(a_card().reference)) is None


async def test_a_cancelled_unit_keeps_all_or_nothing_and_the_next_is_served(store: Store) -> None:
    running = [asyncio.create_task(keep(store, partial(add_pair, n))) for n in range(30)]
    await asyncio.sleep(0)
    for task in running[::2]:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)

    for n in range(30):
        has_card, has_notice = await look(store, partial(has_pair, n))
        assert has_card == has_notice
        assert has_card or n % 2 == 0


async def test_a_glance_is_one_statement_that_reads(store: Store) -> None:
    await keep(store, lambda unit: unit.cards.add(a_card()))

    async def twice(unit: Unit) -> None:
        await unit.cards.get(a_card().reference)
        await unit.cards.get("another")

    assert await glance(store, lambda unit: unit.cards.get(a_card().reference)) == a_card()
    with pytest.raises(UnitMustNotLookTwiceError, match="snapshot"):
        await glance(store, twice)
    with pytest.raises(UnitMustNotWriteError, match="Insert"):
        await glance(store, lambda unit: unit.cards.add(a_card(2)))
    with pytest.raises(UnitMustNotWriteError, match="Insert"):
        await glance(store, lambda unit: unit.rows.fetch(ADD_CARDLESS, {}))
    with pytest.raises(UnitMustNotWriteError, match="emit"):
        await glance(store, lambda unit: unit.emit("something"))
