"""When the database refuses, everybody whose work is lost is told, and nothing is kept that was refused."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from emulator.domain.errors import TooManyTokens
from emulator.storage.engine.sqlite import SqliteEngine
from emulator.storage.engine.statements import Rows, StorageError
from tests.storage.engine.sqlite.things import ADD, ADD_OR_LOSE_ALL, COUNT, Work, add, all_ids, engine_at, ids_in

# A row that points at a thing that does not exist is found only when the transaction is committed.
CHILDREN = "CREATE TABLE children (thing INTEGER REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED)"
ADD_ORPHAN = text("INSERT INTO children VALUES (404)")


async def orphan(rows: Rows) -> None:
    await rows.execute(ADD_ORPHAN, {})


async def lose_everything(rows: Rows) -> None:
    await rows.execute(ADD, {"id": 77, "body": b""})
    await rows.execute(ADD_OR_LOSE_ALL, {"id": 77})


def kinds(results: Sequence[object]) -> list[type]:
    return [type(result) for result in results]


@pytest.fixture
def strict(engine: SqliteEngine) -> SqliteEngine:
    """An engine whose commits can fail."""
    engine._connection.execute("PRAGMA foreign_keys=ON")
    engine._connection.execute(CHILDREN)
    return engine


async def test_a_failed_commit_fails_every_waiter(strict: SqliteEngine) -> None:
    results = await asyncio.gather(*(strict.run(work) for work in (add(1), orphan, add(2))), strict.read(all_ids), return_exceptions=True)

    assert kinds(results) == [StorageError] * 4
    assert {str(result) for result in results} == {"FOREIGN KEY constraint failed"}
    assert await strict.read(all_ids) == []


async def test_a_failed_commit_replaces_what_a_unit_had_to_say(strict: SqliteEngine) -> None:
    async def refuse(_rows: Rows) -> None:
        raise TooManyTokens("ten")

    results = await asyncio.gather(strict.run(refuse), strict.run(orphan), return_exceptions=True)

    assert kinds(results) == [StorageError, StorageError]


async def test_after_a_failed_commit_the_next_unit_is_kept(strict: SqliteEngine) -> None:
    with pytest.raises(StorageError):
        await strict.run(orphan)

    assert await strict.run(add(1)) == 1
    assert await strict.read(all_ids) == [1]


async def test_each_waiter_of_a_failed_commit_gets_an_error_of_its_own(strict: SqliteEngine) -> None:
    results = await asyncio.gather(strict.run(orphan), strict.run(add(1)), return_exceptions=True)

    assert results[0] is not results[1]


async def test_a_cancelled_waiter_of_a_failed_commit_disturbs_nobody(strict: SqliteEngine) -> None:
    waiters = [asyncio.create_task(strict.run(work)) for work in (add(1), orphan, add(2))]
    await asyncio.sleep(0)

    waiters[0].cancel()
    results = await asyncio.gather(*waiters, return_exceptions=True)

    assert kinds(results) == [asyncio.CancelledError, StorageError, StorageError]


async def test_a_transaction_lost_in_the_middle_of_a_tick_loses_nothing_silently(engine: SqliteEngine) -> None:
    works: list[Work] = [add(1), add(2), lose_everything, add(3)]

    results = await asyncio.gather(*(engine.run(work) for work in works), return_exceptions=True)

    assert kinds(results) == [StorageError, StorageError, StorageError, int]
    assert await engine.read(all_ids) == [3]


async def test_a_lost_transaction_is_noticed_when_the_unit_hides_the_cause(engine: SqliteEngine) -> None:
    async def hide(rows: Rows) -> None:
        try:
            await lose_everything(rows)
        except StorageError as error:
            raise TooManyTokens("said in other words") from error

    results = await asyncio.gather(engine.run(add(1)), engine.run(hide), engine.run(add(2)), return_exceptions=True)

    assert kinds(results) == [StorageError, StorageError, int]
    assert await engine.read(all_ids) == [2]


async def test_a_read_of_a_lost_transaction_fails_with_it(engine: SqliteEngine) -> None:
    results = await asyncio.gather(
        engine.run(add(1)), engine.read(all_ids), engine.run(lose_everything), engine.read(all_ids), return_exceptions=True
    )

    assert kinds(results) == [StorageError, StorageError, StorageError, list]
    assert results[3] == []


async def test_a_full_disk_loses_nothing_silently(engine: SqliteEngine) -> None:
    pages = engine._connection.execute("PRAGMA page_count").fetchone()[0]
    engine._connection.execute(f"PRAGMA max_page_count={pages + 4}").fetchall()
    works = [add(n, body=bytes(200_000) if n == 2 else b"small") for n in range(5)]

    results = await asyncio.gather(*(engine.run(work) for work in works), return_exceptions=True)

    assert isinstance(results[2], StorageError)
    assert "full" in str(results[2])
    assert await engine.read(all_ids) == [result for result in results if isinstance(result, int)]


async def test_a_disk_that_has_room_again_takes_writes_again(engine: SqliteEngine) -> None:
    pages = engine._connection.execute("PRAGMA page_count").fetchone()[0]
    engine._connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
    with pytest.raises(StorageError):
        await engine.run(add(1, body=bytes(200_000)))

    engine._connection.execute("PRAGMA max_page_count=1000000").fetchall()

    assert await engine.run(add(1, body=bytes(200_000))) == 1


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "\ud800"])
async def test_what_no_row_can_hold_is_refused_by_the_storage(engine: SqliteEngine, value: int | str) -> None:
    async def work(rows: Rows) -> None:
        await rows.execute(ADD, {"id": 1, "body": value})

    results = await asyncio.gather(engine.run(work), engine.run(add(2)), return_exceptions=True)

    assert kinds(results) == [StorageError, int]


async def test_a_row_that_cannot_be_read_is_a_refusal(engine: SqliteEngine) -> None:
    await engine.run(add(1))
    unreadable = text("SELECT CAST(x'ff' AS TEXT) FROM things")

    with pytest.raises(StorageError, match="UTF-8"):
        await engine.run(lambda rows: rows.fetch(unreadable, {}))
    with pytest.raises(StorageError, match="UTF-8"):
        await engine.read(lambda rows: rows.first(unreadable, {}))


async def test_a_lock_that_another_holds_is_a_refusal(on_file: SqliteEngine, path: Path) -> None:
    on_file._connection.execute("PRAGMA busy_timeout=1").fetchall()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    results = await asyncio.gather(on_file.run(add(1)), on_file.run(add(2)), on_file.read(all_ids), return_exceptions=True)
    other.execute("ROLLBACK")
    other.close()

    assert kinds(results) == [StorageError, StorageError, list]
    assert {str(result) for result in results[:2]} == {"database is locked"}
    assert await on_file.run(add(3)) == 3
    assert ids_in(path) == [3]


async def test_a_closed_engine_refuses(path: Path) -> None:
    async with engine_at(str(path)) as engine:
        pass

    with pytest.raises(StorageError, match="closed"):
        await engine.run(add(1))
    with pytest.raises(StorageError, match="closed"):
        await engine.read(all_ids)


async def test_a_database_that_may_not_be_written_is_read_all_the_same(on_file: SqliteEngine) -> None:
    await on_file.run(add(1))
    on_file._connection.execute("PRAGMA query_only=ON").fetchall()

    with pytest.raises(StorageError, match="readonly"):
        await on_file.run(add(2))

    assert await on_file.read(all_ids) == [1]


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"cannot open the SQLite database {tmp_path}"):
        SqliteEngine(str(tmp_path))


def test_a_file_of_something_else_is_no_database(path: Path) -> None:
    path.write_bytes(b"not a database, but long enough to be taken for one" * 100)

    with pytest.raises(StorageError, match="not a database"):
        SqliteEngine(str(path))


async def test_a_damaged_database_is_a_refusal_and_no_crash(path: Path) -> None:
    async with engine_at(str(path)) as engine:
        for n in range(50):
            await engine.run(add(n, body=bytes(2_000)))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))

    damaged = SqliteEngine(str(path))
    with pytest.raises(StorageError):
        await damaged.read(all_ids)
    with pytest.raises(StorageError):
        await damaged.run(lambda rows: rows.fetch(COUNT, {}))
    await damaged.close()
