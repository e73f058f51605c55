"""PostgreSQL: a transaction for each unit, so that several processes can share one world."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from functools import partial
from typing import Any, Final, Generic, TypeVar

import asyncpg
from sqlalchemy import Executable, Table
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from emulator.storage.engine.statements import Compiled, Row, Rows, Statements, StorageError, Values, waited
from emulator.storage.tables import METADATA, definitions

T = TypeVar("T")

_DIALECT: Final = asyncpg_dialect()  # type: ignore[no-untyped-call]  # dialects are untyped

# What a second try mends: a deadlock, an order of transactions that cannot be, a row that another unit made meanwhile.
AGAIN: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.UniqueViolationError)
# What means that the connection, not the statement, is at fault.
LOST: Final = (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, asyncio.TimeoutError)
TRIES: Final = 10

# Creating tables in two processes at once would collide in the catalogue: the second waits for this lock's holder.
_CREATION_LOCK: Final = 0x7453_5045


class PostgresRows:
    """Runs statements on the connection of one unit."""

    def __init__(self, connection: Any, statements: Statements) -> None:
        self._connection = connection
        self._statements = statements
        self.asking = False

    async def fetch(self, statement: Executable, values: Values) -> list[Row]:
        """Return all rows."""
        compiled = self._statements(statement)
        rows: list[Row] = await self._asked(self._connection.fetch(compiled.text, *compiled.arguments(values)))
        return rows

    async def first(self, statement: Executable, values: Values) -> Row | None:
        """Return the first row, or None."""
        compiled = self._statements(statement)
        row: Row | None = await self._asked(self._connection.fetchrow(compiled.text, *compiled.arguments(values)))
        return row

    async def execute(self, statement: Executable, values: Values) -> int:
        """Run a statement that returns nothing; return how many rows it touched."""
        compiled: Compiled = self._statements(statement)
        told: str = await self._asked(self._connection.execute(compiled.text, *compiled.arguments(values)))
        return int(told.rpartition(" ")[2])

    async def _asked(self, answer: Awaitable[T]) -> T:
        self.asking = True
        try:
            return await answer
        finally:
            self.asking = False


class Guarded(Generic[T]):
    """Awaits a unit's work, and lets it wait for the database alone."""

    def __init__(self, work: Coroutine[Any, Any, T], rows: PostgresRows) -> None:
        self._work = work
        self._rows = rows

    def __await__(self) -> Generator[Any, Any, T]:
        """Hand the database's waits on to the loop.

        Raises:
            UnitMustNotWaitError: the work waits for something else; the message names the calls that led there.
        """
        resume: Callable[[], Any] = partial(self._work.send, None)
        while True:
            try:
                wait = resume()
            except StopIteration as stop:
                result: T = stop.value
                return result
            if not self._rows.asking:
                raise waited(self._work)
            try:
                resume = partial(self._work.send, (yield wait))
            except BaseException as error:  # noqa: BLE001  # a cancelled or failed wait is the work's own to handle
                resume = partial(self._work.throw, error)


class PostgresEngine:
    """A pool of connections; every unit has one for itself, with its own transaction and row locks."""

    shared = True

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any = None
        self._statements = Statements(_DIALECT)

    async def create(self, tables: Iterable[Table]) -> None:
        """Connect, and create whichever of these tables are missing.

        Raises:
            StorageError: no database answers there, or it refuses us.
        """
        await self._try(lambda: self._define(definitions(tables, _DIALECT)))

    async def drop(self) -> None:
        """Drop every table."""
        await self._try(lambda: self._define(f"DROP TABLE IF EXISTS {table.name}" for table in METADATA.sorted_tables))

    async def run(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run one unit in a transaction of its own; deadlocks and serialization failures are tried again.

        Raises:
            StorageError: the database refused or cannot be reached.
        """
        return await self._try(lambda: self._transaction(work))

    async def read(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads, on one snapshot."""
        return await self._try(lambda: self._transaction(work, isolation="repeatable_read", readonly=True))

    async def close(self) -> None:
        """Let go of all connections."""
        if self._pool is not None:
            await self._pool.close()

    async def _try(self, attempt: Callable[[], Awaitable[T]]) -> T:
        for _ in range(TRIES):
            try:
                return await attempt()
            except AGAIN:
                continue
            except (*LOST, asyncpg.PostgresError) as error:
                raise StorageError(f"the PostgreSQL database refused: {_first_line(error)}") from error
        raise StorageError(f"the PostgreSQL database found a conflict {TRIES} times in a row")

    async def _define(self, statements: Iterable[str]) -> None:
        async with self._connected() as connection, connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _CREATION_LOCK)
            for statement in statements:
                await connection.execute(statement)

    async def _transaction(self, work: Callable[[Rows], Coroutine[Any, Any, T]], **options: Any) -> T:
        async with self._connected() as connection, connection.transaction(**options):
            rows = PostgresRows(connection, self._statements)
            return await Guarded(work(rows), rows)

    def _connected(self) -> "_Lease":
        return _Lease(self)

    async def pool(self) -> Any:
        """Return the pool, made at the first call."""
        if self._pool is None:
            try:
                self._pool = await asyncpg.create_pool(self._url, min_size=1, max_size=16, command_timeout=30)
            except (*LOST, ValueError, asyncpg.PostgresError) as error:
                raise StorageError(f"cannot open the PostgreSQL database: {_first_line(error)}") from error
        return self._pool


def _first_line(error: BaseException) -> str:
    # The lines that follow show whole rows, card numbers among them.
    return str(error).partition("\n")[0]


class _Lease:
    """One connection of the pool for the length of a block."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine
        self._held: Any = None

    async def __aenter__(self) -> Any:
        pool = await self._engine.pool()
        self._held = pool.acquire()
        return await self._held.__aenter__()

    async def __aexit__(self, *failure: object) -> None:
        await self._held.__aexit__(*failure)
