"""Reads wait for nothing but an open tick, and see one moment."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from emulator.domain.errors import UnknownToken
from emulator.storage.engine.sqlite import SqliteEngine
from emulator.storage.engine.statements import Rows, UnitMustNotWaitError
from tests.storage.engine.sqlite.things import COUNT, add, all_ids, engine_at, ids_in, traced


async def test_a_read_alone_commits_nothing_and_waits_for_nobody(engine: SqliteEngine) -> None:
    said = traced(engine)

    assert await engine.read(all_ids) == []
    await asyncio.sleep(0)

    assert [statement for statement in said if "SELECT" not in statement] == ["BEGIN", "ROLLBACK"]


async def test_the_reads_of_one_turn_share_one_snapshot(engine: SqliteEngine) -> None:
    said = traced(engine)

    await asyncio.gather(*(engine.read(all_ids) for _ in range(20)))
    await asyncio.sleep(0)

    assert (said.count("BEGIN"), said.count("ROLLBACK"), len(said)) == (1, 1, 22)


async def test_a_read_alone_does_not_suspend(engine: SqliteEngine) -> None:
    reading = engine.read(all_ids)

    with pytest.raises(StopIteration) as ended:
        reading.send(None)

    assert ended.value.value == []


async def test_a_read_behind_an_uncommitted_tick_waits_for_it(on_file: SqliteEngine, path: Path) -> None:
    async def read() -> tuple[list[int], list[int]]:
        return await on_file.read(all_ids), ids_in(path)

    _, (seen, committed) = await asyncio.gather(on_file.run(add(1)), read())

    assert seen == committed == [1]


async def test_a_read_sees_one_moment_while_another_process_writes(on_file: SqliteEngine, path: Path) -> None:
    await on_file.run(add(1))
    other = sqlite3.connect(path, isolation_level=None)

    async def work(rows: Rows) -> list[int]:
        first = await rows.first(COUNT, {})
        other.execute("INSERT INTO things (id) VALUES (2)")
        second = await rows.first(COUNT, {})
        return [row[0] for row in (first, second) if row]

    seen = await on_file.read(work)
    again_in_this_turn = await on_file.read(all_ids)
    await asyncio.sleep(0)
    other.close()

    assert (seen, again_in_this_turn) == ([1, 1], [1])
    assert await on_file.read(all_ids) == [1, 2]


async def test_a_unit_begins_with_the_present_whatever_its_turn_has_read(on_file: SqliteEngine, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)

    async def work(rows: Rows) -> list[int]:
        before = await all_ids(rows)
        other.execute("INSERT INTO things (id) VALUES (2)")
        return before

    before, present = await asyncio.gather(on_file.read(work), on_file.run(all_ids))
    other.close()

    assert (before, present) == ([], [2])


async def test_a_snapshot_that_was_never_closed_keeps_nobody_from_closing(path: Path) -> None:
    async with engine_at(str(path)) as engine:
        await engine.read(all_ids)

    await asyncio.sleep(0)
    assert ids_in(path) == []


async def test_a_read_that_fails_leaves_nothing_open(engine: SqliteEngine) -> None:
    async def work(_rows: Rows) -> None:
        raise UnknownToken("D404")

    with pytest.raises(UnknownToken):
        await engine.read(work)
    await asyncio.sleep(0)

    assert not engine._connection.in_transaction


async def test_a_read_that_waits_is_refused_and_leaves_nothing_open(engine: SqliteEngine) -> None:
    async def work(_rows: Rows) -> None:
        await asyncio.sleep(0)

    with pytest.raises(UnitMustNotWaitError, match="work"):
        await engine.read(work)
    await asyncio.sleep(0)

    assert not engine._connection.in_transaction


async def test_a_failing_read_in_a_tick_takes_no_unit_with_it(engine: SqliteEngine) -> None:
    async def fail(_rows: Rows) -> None:
        raise UnknownToken("D404")

    results = await asyncio.gather(engine.run(add(1)), engine.read(fail), engine.run(add(2)), return_exceptions=True)

    assert [type(result) for result in results] == [int, UnknownToken, int]
    assert await engine.read(all_ids) == [1, 2]
