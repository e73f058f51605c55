"""A table of our own, statements over it, and a look at it past the engine."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, bindparam, func, insert, select, text

from emulator.storage.engine.sqlite import SqliteEngine
from emulator.storage.engine.statements import Rows

METADATA: Final = MetaData()
things: Final = Table("things", METADATA, Column("id", Integer, primary_key=True), Column("body", LargeBinary))

ADD: Final = insert(things).values(id=bindparam("id"), body=bindparam("body"))
# SQLite's own way to lose a whole transaction: this conflict clause rolls back everything, not the statement alone.
ADD_OR_LOSE_ALL: Final = text("INSERT OR ROLLBACK INTO things (id) VALUES (:id)")
ALL: Final = select(things.c.id).order_by(things.c.id)
COUNT: Final = select(func.count()).select_from(things)

Work = Callable[[Rows], Coroutine[Any, Any, Any]]


def add(n: int, *, body: bytes = b"") -> Work:
    """A unit that adds one thing."""

    async def work(rows: Rows) -> int:
        await rows.execute(ADD, {"id": n, "body": body})
        return n

    return work


def add_then(n: int, error: BaseException) -> Work:
    """A unit that adds one thing and then fails."""

    async def work(rows: Rows) -> None:
        await rows.execute(ADD, {"id": n, "body": b""})
        raise error

    return work


async def all_ids(rows: Rows) -> list[int]:
    """What a unit sees."""
    return [row[0] for row in await rows.fetch(ALL, {})]


@asynccontextmanager
async def engine_at(path: str) -> AsyncIterator[SqliteEngine]:
    """An engine with the table of things."""
    engine = SqliteEngine(path)
    await engine.create([things])
    yield engine
    await engine.close()


def ids_in(path: Path) -> list[int]:
    """What another process would find committed in the file."""
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT id FROM things ORDER BY id")]
    connection.close()
    return found


def traced(engine: SqliteEngine) -> list[str]:
    """The statements that the engine runs from here on, as SQLite sees them."""
    said: list[str] = []
    engine._connection.set_trace_callback(said.append)
    return said
