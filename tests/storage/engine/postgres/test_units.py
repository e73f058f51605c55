"""On PostgreSQL every unit has a transaction of its own: conflicts are tried again, and refusals show no rows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text

from emulator.domain.tokens import Token
from emulator.storage.engine.postgres import MOST_CONNECTIONS, TRIES
from emulator.storage.engine.statements import StorageError, UnitMustNotWaitError
from emulator.storage.store import Store, wipe
from emulator.storage.unit import Unit
from tests.storage.engine.postgres.counting import count_up, counted
from tests.storage.samples import a_card, a_token, add_cards, add_tokens, keep, look

# Long enough for another unit to come to the place where the two of them meet.
A_MOMENT = text("SELECT pg_sleep(0.3)")
BUSY = text("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%' AND state = 'active'")
BREAK_A_RULE = text("INSERT INTO cards (namespace, reference, pan) VALUES ('default', 'F1', '5123456789012345')")


async def test_units_at_once_change_one_token_one_after_another(store: Store) -> None:
    await add_tokens(store, a_token())

    await asyncio.gather(*(keep(store, count_up) for _ in range(30)))

    assert await counted(store) == 30


async def test_a_deadlock_is_tried_again(store: Store) -> None:
    await add_tokens(store, a_token(1), a_token(2))
    tries: list[str] = []

    async def hold(unit: Unit, first: Token, second: Token) -> None:
        tries.append(first.reference)
        await unit.tokens.hold(first.reference)
        if len(tries) <= 2:
            await unit.rows.first(A_MOMENT, {})
        await unit.tokens.hold(second.reference)

    await asyncio.gather(
        keep(store, lambda unit: hold(unit, a_token(1), a_token(2))), keep(store, lambda unit: hold(unit, a_token(2), a_token(1)))
    )

    assert len(tries) == 3


async def test_a_row_that_another_unit_made_meanwhile_is_found_at_the_second_try(store: Store) -> None:
    async def enrol(unit: Unit) -> bool:
        if await unit.cards.by_pan(a_card().pan):
            return False
        await unit.cards.add(a_card())
        return True

    made = await asyncio.gather(*(keep(store, enrol) for _ in range(8)))

    assert sorted(made) == [False] * 7 + [True]


async def test_a_conflict_that_stays_is_refused_in_the_end(store: Store) -> None:
    await add_cards(store, a_card())
    tries: list[int] = []

    async def work(unit: Unit) -> None:
        tries.append(1)
        await unit.cards.add(a_card())

    with pytest.raises(StorageError, match=f"{TRIES} times"):
        await keep(store, work)

    assert len(tries) == TRIES


async def test_a_refusal_shows_no_row(store: Store) -> None:
    with pytest.raises(StorageError, match="violates not-null constraint") as refused:
        await keep(store, lambda unit: unit.rows.execute(BREAK_A_RULE, {}))

    assert "5123456789012345" not in str(refused.value)


async def test_a_read_cannot_write_whatever_it_says(store: Store) -> None:
    with pytest.raises(StorageError, match="read-only"):
        await look(store, lambda unit: unit.rows.fetch(BREAK_A_RULE, {}))


async def test_a_read_sees_one_moment(store: Store) -> None:
    await add_tokens(store, a_token())

    seen_once, changed = asyncio.Event(), []

    async def work(unit: Unit) -> tuple[Token | None, Token | None]:
        before = await unit.tokens.get(a_token().reference)
        seen_once.set()
        await unit.rows.first(A_MOMENT, {})
        return before, await unit.tokens.get(a_token().reference)

    async def change() -> None:
        await seen_once.wait()
        await keep(store, count_up)
        changed.append(True)

    seen, _ = await asyncio.gather(look(store, work), change())

    assert changed
    assert seen == (a_token(), a_token())


async def test_what_a_waiting_unit_has_opened_is_closed_in_order(store: Store) -> None:
    closed: list[str] = []

    @asynccontextmanager
    async def something_open() -> AsyncIterator[None]:
        try:
            yield
        finally:
            await asyncio.sleep(0)
            closed.append("closed")

    async def work(unit: Unit) -> None:
        async with something_open():
            await unit.cards.add(a_card())
            await asyncio.get_running_loop().create_future()

    with pytest.raises(UnitMustNotWaitError, match="work did"):
        await keep(store, work)

    assert closed == ["closed"]
    assert await look(store, lambda unit: unit.cards.by_pan(a_card().pan)) is None


async def test_a_unit_that_is_cancelled_is_rolled_back_and_its_connection_serves_the_next(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.cards.add(a_card())
        await unit.rows.first(text("SELECT pg_sleep(30)"), {})

    running = asyncio.create_task(keep(store, work))
    # The database itself says when the unit has come to its long statement.
    for _ in range(100):
        if await look(store, lambda unit: unit.rows.fetch(BUSY, {})):
            break
    running.cancel()

    with pytest.raises(asyncio.CancelledError):
        await running
    assert await look(store, lambda unit: unit.cards.by_pan(a_card().pan)) is None


@pytest.mark.parametrize("access", [keep, look])
async def test_more_units_at_once_than_connections_wait_for_their_turn(store: Store, access: Any) -> None:
    await add_tokens(store, a_token())

    async def work(unit: Unit) -> Any:
        return await (count_up(unit) if access is keep else unit.tokens.get(a_token().reference))

    await asyncio.gather(*(access(store, work) for _ in range(MOST_CONNECTIONS * 12)))

    assert await counted(store) == (MOST_CONNECTIONS * 12 if access is keep else 0)


@pytest.mark.parametrize("url", ["postgresql://x:hush@127.0.0.1:1/nowhere", "postgres://x:hush@127.0.0.1:1/nowhere"])
async def test_a_database_that_is_not_there_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(StorageError, match="cannot open the PostgreSQL database") as refused:
        await Store.open(url)

    assert "hush" not in str(refused.value)


async def test_a_closed_store_refuses(postgres_url: str) -> None:
    closed = await Store.open(postgres_url)
    await closed.close()

    with pytest.raises(StorageError, match="closed"):
        await keep(closed, count_up)


async def test_stores_that_open_one_empty_database_at_once_do_not_collide(postgres_url: str) -> None:
    stores = await asyncio.gather(*(Store.open(postgres_url) for _ in range(4)))

    await add_cards(stores[0], a_card())

    assert await look(stores[3], lambda unit: unit.cards.get(a_card().reference)) == a_card()
    for opened in stores:
        await opened.close()
    await wipe(postgres_url)
