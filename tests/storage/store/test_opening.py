"""A database is opened by URL, checked for its version, and closed whatever happens."""

import sqlite3
from pathlib import Path

import pytest

from emulator.domain.errors import UnknownToken
from emulator.storage.engine.statements import StorageError, UnitMustNotWriteError
from emulator.storage.store import Store, wipe
from emulator.storage.tables import METADATA, VERSION
from emulator.storage.unit import Unit
from tests.storage.samples import a_card, a_token, add_cards, keep, look


async def test_what_was_kept_is_there_after_opening_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'emulator.db'}"
    first = await Store.open(url)
    await add_cards(first, a_card())
    await first.close()

    again = await Store.open(url)
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
async def test_a_database_of_another_version_is_refused_with_what_to_run(tmp_path: Path, table: str) -> None:
    path = tmp_path / "emulator.db"
    # A later version may have taken columns away that an index of ours names.
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE schema_version (version BIGINT PRIMARY KEY)")
    other.execute("INSERT INTO schema_version VALUES (?)", (VERSION + 1,))
    other.execute(f"CREATE TABLE IF NOT EXISTS {table} (something_else TEXT)")
    other.commit()
    other.close()

    with pytest.raises(StorageError, match=rf"version {VERSION + 1} .* version {VERSION}: run 'tsp-emulator reset"):
        await Store.open(f"sqlite:///{path}")


async def test_a_database_that_is_refused_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "emulator.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE schema_version (version BIGINT PRIMARY KEY)")
    other.execute("INSERT INTO schema_version VALUES (?)", (VERSION + 1,))
    other.commit()

    with pytest.raises(StorageError):
        await Store.open(f"sqlite:///{path}")

    assert other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("schema_version",)]
    other.close()


async def test_somebody_elses_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE tokens (theirs TEXT)")
    other.commit()
    other.close()

    with pytest.raises(StorageError, match="no such column: namespace"):
        await Store.open(f"sqlite:///{path}")


async def test_a_wiped_database_is_opened_afresh_whatever_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "emulator.db"
    store = await Store.open(f"sqlite:///{path}")
    await add_cards(store, a_card())
    await store.close()
    other = sqlite3.connect(path)
    other.execute("UPDATE schema_version SET version = ?", (VERSION + 1,))
    other.commit()
    other.close()

    await wipe(f"sqlite:///{path}")

    store = await Store.open(f"sqlite:///{path}")
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


async def test_opening_twice_creates_nothing_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'emulator.db'}"
    first, second = await Store.open(url), await Store.open(url)

    await add_cards(second, a_card())

    assert await look(first, lambda unit: unit.cards.get(a_card().reference)) == a_card()
    await first.close()
    await second.close()


async def test_every_table_is_created(tmp_path: Path) -> None:
    path = tmp_path / "emulator.db"
    store = await Store.open(f"sqlite:///{path}")
    await store.close()

    connection = sqlite3.connect(path)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()

    assert set(METADATA.tables) <= tables
