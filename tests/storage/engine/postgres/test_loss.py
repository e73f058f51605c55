"""Connections break and servers restart: nothing acknowledged is lost, nothing is done twice, and the next unit finds its way."""

import asyncio
import itertools
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from emulator.storage.engine.postgres import TRIES
from emulator.storage.engine.statements import StorageError
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.conftest import new_database, postgres_of_our_own
from tests.storage.engine.postgres.counting import count_up, counted
from tests.storage.samples import a_card, a_token, add_cards, add_tokens, keep, look

WORKERS = 20
UNITS_EACH = 12
EVERY = 40

END_OURSELVES = text("SELECT pg_terminate_backend(pg_backend_pid())")
# Whoever ends the store's connections ends none of those that are ending them too.
ASIDE = "aside"
END_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'aside' AND datname = current_database()"
DIE_AT_THE_COMMIT = """
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON cards DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die();
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """A server that these tests alone may stop; each leaves it running."""
    with postgres_of_our_own() as started:
        yield started


@pytest.fixture
def there(server: Any) -> Iterator[str]:
    """An empty database on it."""
    with new_database(server.get_uri()) as url:
        yield url


def on_the_side(url: str, statement: str) -> None:
    """Do something to the database past the store."""
    with psycopg.connect(url, autocommit=True, application_name=ASIDE) as connection:
        connection.execute(statement)


async def test_a_unit_whose_connection_breaks_before_its_commit_is_done_on_another(store: Store) -> None:
    await add_tokens(store, a_token())
    tries: list[int] = []

    async def work(unit: Unit) -> None:
        await count_up(unit)
        tries.append(1)
        if len(tries) == 1:
            await unit.rows.first(END_OURSELVES, {})

    await keep(store, work)

    assert (len(tries), await counted(store)) == (2, 1)


async def test_a_read_whose_connection_breaks_is_done_on_another(store: Store) -> None:
    await add_cards(store, a_card())
    tries: list[int] = []

    async def work(unit: Unit) -> Any:
        tries.append(1)
        if len(tries) == 1:
            await unit.rows.first(END_OURSELVES, {})
        return await unit.cards.get(a_card().reference)

    assert await look(store, work) == a_card()
    assert len(tries) == 2


async def test_a_unit_that_breaks_every_connection_is_refused_in_the_end(store: Store) -> None:
    with pytest.raises(StorageError, match=f"{TRIES} times in a row"):
        await keep(store, lambda unit: unit.rows.first(END_OURSELVES, {}))

    await add_cards(store, a_card())


async def test_a_connection_that_breaks_during_a_commit_leaves_it_unknown_and_the_unit_is_not_done_again(
    store: Store, postgres_url: str
) -> None:
    on_the_side(postgres_url, DIE_AT_THE_COMMIT)
    tries: list[int] = []

    async def work(unit: Unit) -> None:
        tries.append(1)
        await unit.cards.add(a_card())

    with pytest.raises(StorageError, match="whether the unit was kept is not known"):
        await keep(store, work)

    on_the_side(postgres_url, "DROP FUNCTION die CASCADE")
    assert len(tries) == 1
    await add_tokens(store, a_token())


async def test_connections_that_break_under_load_lose_and_repeat_nothing(store: Store, postgres_url: str) -> None:
    await add_tokens(store, a_token())
    kept: list[int] = []
    unknown: list[str] = []

    async def work() -> None:
        for _ in range(UNITS_EACH):
            try:
                await keep(store, count_up)
            except StorageError as refused:
                unknown.append(str(refused))
                continue
            kept.append(1)
            if len(kept) % EVERY == 0:
                await asyncio.to_thread(on_the_side, postgres_url, END_OTHERS)

    await asyncio.gather(*(work() for _ in range(WORKERS)))

    assert all("not known" in refused for refused in unknown)
    assert len(kept) + len(unknown) == WORKERS * UNITS_EACH
    assert len(kept) <= await counted(store) <= len(kept) + len(unknown)


async def test_a_server_that_restarts_is_found_again_and_refuses_in_between(server: Any, there: str) -> None:
    store = await Store.open(there)
    await add_tokens(store, a_token())
    await asyncio.gather(*(keep(store, count_up) for _ in range(30)))

    await asyncio.to_thread(server.stop)
    for way in (keep, look):
        with pytest.raises(StorageError, match="the PostgreSQL database refused"):
            await way(store, count_up)
    with pytest.raises(StorageError, match="cannot open the PostgreSQL database"):
        await Store.open(there)
    await asyncio.to_thread(server.ensure_postgres_running)

    await asyncio.gather(*(keep(store, count_up) for _ in range(30)))
    assert await counted(store) == 60
    await store.close()


async def test_a_server_that_restarts_under_load_loses_nothing(server: Any, there: str) -> None:
    store = await Store.open(there)
    await add_tokens(store, a_token())
    kept: list[int] = []
    unknown: list[int] = []
    is_back, has_gone = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        for number in itertools.count():
            if is_back.is_set() and number > UNITS_EACH:
                return
            try:
                await keep(store, count_up)
                kept.append(1)
            except StorageError as refused:
                unknown.extend([1] * ("not known" in str(refused)))
                has_gone.set()
                await is_back.wait()

    async def restart() -> None:
        await asyncio.to_thread(server.stop)
        await has_gone.wait()
        await asyncio.to_thread(server.ensure_postgres_running)
        is_back.set()

    await asyncio.gather(restart(), *(work() for _ in range(WORKERS)))

    assert len(kept) <= await counted(store) <= len(kept) + len(unknown)
    await store.close()
