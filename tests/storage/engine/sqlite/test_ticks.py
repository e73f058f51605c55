"""The units of one turn of the loop share one transaction, and nobody is answered before it is committed."""

import asyncio
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.domain.errors import UnknownToken
from emulator.storage.engine.sqlite import SqliteEngine
from emulator.storage.engine.statements import Rows, StorageError, UnitMustNotWaitError
from tests.storage.engine.sqlite.things import ADD, add, add_then, all_ids, engine_at, ids_in, traced


async def test_the_units_of_one_turn_share_one_transaction(engine: SqliteEngine) -> None:
    said = traced(engine)

    await asyncio.gather(*(engine.run(add(n)) for n in range(50)))

    assert (said.count("BEGIN IMMEDIATE"), said.count("COMMIT"), said.count("SAVEPOINT unit")) == (1, 1, 0)
    assert await engine.read(all_ids) == list(range(50))


async def test_the_next_turn_has_a_transaction_of_its_own(engine: SqliteEngine) -> None:
    said = traced(engine)

    await engine.run(add(1))
    await engine.run(add(2))

    assert said.count("COMMIT") == 2


async def test_a_tick_is_committed_at_the_end_of_its_turn(on_file: SqliteEngine, path: Path) -> None:
    asked = asyncio.ensure_future(on_file.run(add(1)))

    await asyncio.sleep(0)  # the turn of the unit
    await asyncio.sleep(0)  # the end of that turn

    assert ids_in(path) == [1]
    await asked


async def test_an_answer_comes_after_its_commit(on_file: SqliteEngine, path: Path) -> None:
    seen_by_others: list[list[int]] = []

    async def ask(n: int) -> None:
        await on_file.run(add(n))
        seen_by_others.append(ids_in(path))

    await asyncio.gather(*(ask(n) for n in range(3)))

    assert seen_by_others == [[0, 1, 2]] * 3


async def test_others_see_nothing_before_the_commit(on_file: SqliteEngine, path: Path) -> None:
    asked = asyncio.ensure_future(on_file.run(add(1)))
    before = ids_in(path)
    await asyncio.sleep(0)
    uncommitted = ids_in(path)

    await asked

    assert (before, uncommitted, ids_in(path)) == ([], [], [1])


@pytest.mark.parametrize("failing", [0, 1, 2])
async def test_a_unit_that_fails_is_rolled_back_alone(engine: SqliteEngine, failing: int) -> None:
    works = [add_then(n, UnknownToken("D404")) if n == failing else add(n) for n in range(3)]

    results = await asyncio.gather(*(engine.run(work) for work in works), return_exceptions=True)

    kept = [n for n in range(3) if n != failing]
    assert isinstance(results[failing], UnknownToken)
    assert [results[n] for n in kept] == await engine.read(all_ids) == kept


async def test_a_unit_that_is_done_again_because_of_another_is_kept_once(engine: SqliteEngine) -> None:
    tries = 0

    async def work(rows: Rows) -> int:
        nonlocal tries
        tries += 1
        await add(1)(rows)
        return 1

    results = await asyncio.gather(engine.run(work), engine.run(add_then(2, UnknownToken("D404"))), return_exceptions=True)

    assert (results[0], tries) == (1, 2)
    assert await engine.read(all_ids) == [1]


async def test_a_statement_that_the_database_refuses_fails_its_unit_alone(engine: SqliteEngine) -> None:
    results = await asyncio.gather(*(engine.run(add(n)) for n in (1, 1, 2)), return_exceptions=True)

    assert [type(result) for result in results] == [int, StorageError, int]
    assert await engine.read(all_ids) == [1, 2]


async def test_a_unit_sees_its_own_writes_and_those_before_it(engine: SqliteEngine) -> None:
    async def work(rows: Rows) -> list[int]:
        await rows.execute(ADD, {"id": 2, "body": b""})
        return await all_ids(rows)

    _, seen = await asyncio.gather(engine.run(add(1)), engine.run(work))

    assert seen == [1, 2]


async def test_a_cancelled_waiter_takes_no_other_with_it(engine: SqliteEngine) -> None:
    waiters = [asyncio.create_task(engine.run(add(n))) for n in range(3)]
    await asyncio.sleep(0)

    waiters[1].cancel()
    results = await asyncio.gather(*waiters, return_exceptions=True)

    assert [type(result) for result in results] == [int, asyncio.CancelledError, int]
    # Its work was still to be done at the end of the turn: a unit is never interrupted in the middle.
    assert await engine.read(all_ids) == [0, 2]


async def test_whoever_is_cancelled_before_its_turn_does_nothing(engine: SqliteEngine) -> None:
    waiters = [asyncio.create_task(engine.run(add(n))) for n in range(2)]

    waiters[0].cancel()
    await asyncio.gather(*waiters, return_exceptions=True)

    assert await engine.read(all_ids) == [1]


async def test_a_unit_that_waits_is_rolled_back_and_named(engine: SqliteEngine) -> None:
    async def ask_the_issuer() -> None:
        await asyncio.sleep(0)

    async def tokenize(rows: Rows) -> None:
        await rows.execute(ADD, {"id": 1, "body": b""})
        await ask_the_issuer()

    results = await asyncio.gather(engine.run(tokenize), engine.run(add(2)), return_exceptions=True)

    assert isinstance(results[0], UnitMustNotWaitError)
    assert re.match(r"a unit must not wait: \S+\.tokenize > \S+\.ask_the_issuer > sleep\b", str(results[0]))
    assert (results[1], await engine.read(all_ids)) == (2, [2])


async def test_a_unit_that_waits_may_clean_up_and_keeps_nothing(engine: SqliteEngine) -> None:
    cleaned: list[str] = []

    async def work(rows: Rows) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await rows.execute(ADD, {"id": 1, "body": b""})
            cleaned.append("yes")

    with pytest.raises(UnitMustNotWaitError):
        await engine.run(work)

    assert (cleaned, await engine.read(all_ids)) == (["yes"], [])


async def test_closing_commits_what_is_open(path: Path) -> None:
    async with engine_at(str(path)) as engine:
        asked = asyncio.ensure_future(engine.run(add(1)))
        await asyncio.sleep(0)

    assert (await asked, ids_in(path)) == (1, [1])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(doings=st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["keep", "fail", "wait", "pause"])), max_size=25))
async def test_exactly_what_was_acknowledged_is_kept(doings: list[tuple[int, str]]) -> None:
    async def wait(rows: Rows) -> None:
        await rows.execute(ADD, {"id": 99, "body": b""})
        await asyncio.sleep(0)

    async with engine_at("") as engine:
        tasks: list[asyncio.Task[int]] = []
        for n, doing in doings:
            work = {"keep": add(n), "fail": add_then(n, KeyError(n)), "wait": wait, "pause": add(n)}[doing]
            tasks.append(asyncio.create_task(engine.run(work)))
            if doing == "pause":
                await asyncio.sleep(0)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        kept = await engine.read(all_ids)

    assert kept == sorted(result for result in results if isinstance(result, int))
