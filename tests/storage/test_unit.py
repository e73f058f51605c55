"""A unit belongs to one world, and what it emits is announced inside it."""

from typing import Any

import pytest

from emulator.domain.errors import UnknownCard
from emulator.storage.engine.statements import StorageError
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import a_card, a_notice, keep, look


async def into_the_outbox(unit: Unit, event: Any) -> None:
    await unit.notices.add(a_notice(event))


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
