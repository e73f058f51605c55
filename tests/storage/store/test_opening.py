"""A database is opened by URL, checked for its version, and closed whatever happens."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Executable, create_engine, insert, inspect, text, update
from sqlalchemy.schema import CreateTable

from emulator.domain.errors import UnknownToken
from emulator.storage.engine.statements import StorageError, UnitMustNotWriteError
from emulator.storage.store import Store, wipe
from emulator.storage.tables import METADATA, VERSION, schema
from emulator.storage.unit import Unit
from tests.storage.samples import a_card, a_token, add_cards, keep, look


def connected(url: str) -> Connection:
    """A way into the database past the store."""
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://")).connect()


def write_past_the_store(url: str, *statements: Executable) -> None:
    with connected(url) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    connection.engine.dispose()


def tables_in(url: str) -> set[str]:
    with connected(url) as connection:
        names = set(inspect(connection).get_table_names())
    connection.engine.dispose()
    return names


OF_ANOTHER_VERSION = (CreateTable(schema), insert(schema).values(version=VERSION + 1))


async def test_what_was_kept_is_there_after_opening_again(database_url: str) -> None:
    first = await Store.open(database_url)
    await add_cards(first, a_card())
    await first.close()

    again = await Store.open(database_url)
    found = await look(again, lambda unit: unit.cards.get(a_card().reference))
    await again.close()

    assert found == a_card()


async def test_memory_is_forgotten() -> None:
    first, second = await Store.open("sqlite://"), await Store.open("sqlite://")
    await add_cards(first, a_card())

    assert await look(second, lambda unit: unit.cards.get(a_card().reference)) is None

    await first.close()
    await second.close()


async def test_a_unit_is_kept_as_a_whole_or_not_at_all(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.cards.add(a_card())
        await unit.tokens.add(a_token())
        raise UnknownToken("D404")

    with pytest.raises(UnknownToken):
        await keep(store, work)

    assert await look(store, lambda unit: unit.cards.get(a_card().reference)) is None
    assert await look(store, lambda unit: unit.tokens.get(a_token().reference)) is None


async def test_work_that_only_reads_tells_nobody(store: Store) -> None:
    with pytest.raises(UnitMustNotWriteError, match="emit"):
        await look(store, lambda unit: unit.emit("something"))


@pytest.mark.parametrize("table", ["schema_version", "cards"])
async def test_a_database_of_another_version_is_refused_with_what_to_run(database_url: str, table: str) -> None:
    # A later version may have taken columns away that an index of ours names.
    write_past_the_store(database_url, *OF_ANOTHER_VERSION, text(f"CREATE TABLE IF NOT EXISTS {table} (something_else TEXT)"))

    with pytest.raises(StorageError, match=rf"version {VERSION + 1} .* version {VERSION}: run 'tsp-emulator reset"):
        await Store.open(database_url)


async def test_a_database_that_is_refused_is_left_as_it_was(database_url: str) -> None:
    write_past_the_store(database_url, *OF_ANOTHER_VERSION)

    with pytest.raises(StorageError):
        await Store.open(database_url)

    assert tables_in(database_url) == {"schema_version"}


async def test_somebody_elses_database_is_refused_in_one_sentence(database_url: str) -> None:
    write_past_the_store(database_url, text("CREATE TABLE tokens (theirs TEXT)"))

    with pytest.raises(StorageError, match=r"no such column: namespace|column \"namespace\" does not exist") as refused:
        await Store.open(database_url)

    assert "\n" not in str(refused.value)


async def test_a_wiped_database_is_opened_afresh_whatever_wrote_it(database_url: str) -> None:
    store = await Store.open(database_url)
    await add_cards(store, a_card())
    await store.close()
    write_past_the_store(database_url, update(schema).values(version=VERSION + 1))

    await wipe(database_url)

    store = await Store.open(database_url)
    assert await look(store, lambda unit: unit.cards.get(a_card().reference)) is None
    await store.close()


@pytest.mark.parametrize("url", ["mysql://x:hush@db/e", "emulator.db", "", "SQLITE://"])
async def test_a_url_of_another_kind_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(StorageError, match="begins with sqlite:// or postgresql://") as refused:
        await Store.open(url)

    assert "hush" not in str(refused.value)


async def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot open the SQLite database"):
        await Store.open(f"sqlite:///{tmp_path / 'nowhere' / 'emulator.db'}")


async def test_opening_twice_creates_nothing_twice(database_url: str) -> None:
    first, second = await Store.open(database_url), await Store.open(database_url)

    await add_cards(second, a_card())

    assert await look(first, lambda unit: unit.cards.get(a_card().reference)) == a_card()
    await first.close()
    await second.close()


async def test_every_table_is_created(database_url: str) -> None:
    store = await Store.open(database_url)
    await store.close()

    assert set(METADATA.tables) <= tables_in(database_url)
