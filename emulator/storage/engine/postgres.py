"""PostgreSQL: a transaction for each unit, so that several processes can share one world."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Final, Generic, TypeVar

import asyncpg
from sqlalchemy import Executable, Table
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from emulator.storage.engine.statements import Compiled, Row, Rows, Statements, StorageError, UnitMustNotWaitError, Values, waiting
from emulator.storage.tables import METADATA, definitions

T = TypeVar("T")
End = Callable[[Any], Awaitable[None]]

_DIALECT: Final = asyncpg_dialect()  # type: ignore[no-untyped-call]  # dialects are untyped

# What a second try mends: a deadlock, an order of transactions that cannot be, a row that another unit made meanwhile.
AGAIN: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.UniqueViolationError)
# What says that the connection broke: another one is found at the second try. A dead one may also be found out of step.
BROKEN: Final = (
    ConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
REFUSED: Final = (*BROKEN, OSError, asyncpg.PostgresError)
TRIES: Final = 10
# Connections that one process holds at most, and the seconds that opening one and running a statement may take.
MOST_CONNECTIONS: Final = 16
_OPENING: Final = 10
_PATIENCE: Final = 30

# Creating tables in two processes at once would collide in the catalogue: the second waits for this lock's holder.
_CREATION_LOCK: Final = 0x7453_5045


class PostgresRows:
    """Runs statements on the connection of one unit."""

    holds = True

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
        self._refusal: UnitMustNotWaitError | None = None

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
                return self._ended(stop.value)
            except BaseException:
                if self._refusal:
                    raise self._refusal from None
                raise
            try:
                resume = partial(self._work.send, (yield self._let_through(wait)))
            except BaseException as error:  # noqa: BLE001  # a cancelled or failed wait is the work's own to handle
                resume = partial(self._work.throw, error)

    def _let_through(self, wait: Any) -> Any:
        if self._rows.asking or self._refusal:
            return wait
        # Not simply closed: what the work has opened, another unit perhaps, may have to wait while it is tidied up.
        self._refusal = waiting(self._work)
        if wait is None:
            raise asyncio.CancelledError
        wait.cancel()
        return wait

    def _ended(self, result: T) -> T:
        if self._refusal:
            raise self._refusal
        return result


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
        """Run one unit in a transaction of its own; it is tried again after a conflict, and when its connection breaks before the commit.

        Raises:
            StorageError: the database refused or cannot be reached, or the connection broke during the commit.
            UnitMustNotWaitError: the work waited for something else than the database.
        """
        return await self._try(lambda: self._transaction(work, _commit))

    async def read(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads, on one snapshot.

        Raises:
            StorageError: the database refused or cannot be reached.
            UnitMustNotWaitError: the work waited for something else than the database.
        """
        return await self._try(lambda: self._transaction(work, _roll_back, isolation="repeatable_read", readonly=True))

    async def glance(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work of one reading statement: a snapshot by itself, so two trips to the server fewer than `read`.

        Raises:
            StorageError: the database refused or cannot be reached.
            UnitMustNotWaitError: the work waited for something else than the database.
        """
        return await self._try(lambda: self._glance(work))

    def damage(self) -> str:
        """Return nothing: a server that is gone is noticed by every call, and may come back."""
        return ""

    async def close(self) -> None:
        """Let go of all connections."""
        if self._pool is not None:
            await self._pool.close()

    async def _try(self, attempt: Callable[[], Awaitable[T]]) -> T:
        last: BaseException | None = None
        for _ in range(TRIES):
            try:
                return await attempt()
            except (*AGAIN, *BROKEN) as error:
                last = error
            except REFUSED as error:
                raise StorageError(f"the PostgreSQL database refused: {_first_line(error)}") from error
        raise StorageError(f"the PostgreSQL database refused {TRIES} times in a row: {_first_line(last)}") from last

    async def _define(self, statements: Iterable[str]) -> None:
        async with self._connected() as connection, connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _CREATION_LOCK)
            for statement in statements:
                await connection.execute(statement)

    async def _transaction(self, work: Callable[[Rows], Coroutine[Any, Any, T]], end: End, **options: Any) -> T:
        async with self._connected() as connection:
            transaction = connection.transaction(**options)
            await transaction.start()
            rows = PostgresRows(connection, self._statements)
            try:
                result = await Guarded(work(rows), rows)
            except BaseException:
                await _roll_back(transaction)
                raise
            await end(transaction)
            return result

    async def _glance(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        async with self._connected() as connection:
            rows = PostgresRows(connection, self._statements)
            return await Guarded(work(rows), rows)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        pool = self._pool = self._pool or await _open(self._url)
        connection = await pool.acquire()
        try:
            yield connection
        finally:
            # One that broke is not taken back, which changes nothing about what was committed on it.
            with suppress(*REFUSED):
                await pool.release(connection)


async def _commit(transaction: Any) -> None:
    try:
        await transaction.commit()
    except BROKEN as error:
        raise StorageError("the connection to PostgreSQL broke during a commit, so whether the unit was kept is not known") from error


async def _roll_back(transaction: Any) -> None:
    # A server that lost the connection has rolled back by itself.
    with suppress(*REFUSED):
        await transaction.rollback()


async def _open(url: str) -> Any:
    """Return a pool, after one connection has shown that somebody is there."""
    try:
        # No connection is kept for its own sake: the pool would try aloud, and for ever, to get back one that a restart took.
        pool = await asyncpg.create_pool(
            url, min_size=0, max_size=MOST_CONNECTIONS, timeout=_OPENING, command_timeout=_PATIENCE, reset=_leave_as_it_is
        )
        await pool.release(await pool.acquire())
    except (*REFUSED, ValueError) as error:
        raise StorageError(f"cannot open the PostgreSQL database: {_first_line(error)}") from error
    return pool


async def _leave_as_it_is(_connection: Any) -> None:
    """Change nothing: no statement of ours changes a session, so clearing it after each unit would be a trip for nothing."""


def _first_line(error: BaseException | None) -> str:
    # The lines that follow show whole rows, card numbers among them.
    return str(error).partition("\n")[0]
