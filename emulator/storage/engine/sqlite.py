"""SQLite inline on the loop: a savepoint for each unit, one transaction for each tick, replies after the commit."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any, Final, TypeVar

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import sqlite

from emulator.storage.engine.statements import Row, Rows, Statements, StorageError, Values, waiting
from emulator.storage.engine.tick import Tick
from emulator.storage.tables import METADATA, definitions

T = TypeVar("T")

_DIALECT: Final = sqlite.dialect()

# What Python's driver says of values that no row can hold; tables take integers of 64 bits and well-formed text.
_UNKEEPABLE: Final = (OverflowError, UnicodeEncodeError)

_LOG: Final = "PRAGMA journal_mode=WAL"
_PRAGMAS: Final = ("synchronous=NORMAL", "cache_size=-16000", "temp_store=MEMORY")
# Seconds that a statement waits for another process, and how often a new file is asked to change its journal.
_PATIENCE: Final = 5.0
_TRIES: Final = 10


class SqliteRows:
    """Runs statements on the one connection; nothing here ever suspends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._statements = Statements(_DIALECT)

    async def fetch(self, statement: Executable, values: Values) -> list[Row]:
        """Return all rows."""
        return self._run(statement, values).fetchall()

    async def first(self, statement: Executable, values: Values) -> Row | None:
        """Return the first row, or None."""
        row: Row | None = self._run(statement, values).fetchone()
        return row

    async def execute(self, statement: Executable, values: Values) -> int:
        """Run a statement that returns nothing; return how many rows it touched."""
        return self._run(statement, values).rowcount

    def _run(self, statement: Executable, values: Values) -> sqlite3.Cursor:
        compiled = self._statements(statement)
        try:
            return self._execute(compiled.text, compiled.arguments(values))
        except (sqlite3.Error, *_UNKEEPABLE) as error:
            raise StorageError(str(error)) from error


class SqliteEngine:
    """One connection owned by the loop. Safe against a killed process; a power cut may lose the last commits."""

    shared = False

    def __init__(self, path: str) -> None:
        """Open the file, or memory for an empty path.

        Raises:
            StorageError: the file cannot be opened or is no database.
        """
        self._tick: Tick | None = None
        self._snapshot = False
        try:
            self._connection = _connect(path)
        except sqlite3.Error as error:
            raise StorageError(f"cannot open the SQLite database {path}: {error}") from error
        self._rows = SqliteRows(self._connection)

    async def create(self, tables: Iterable[Table]) -> None:
        """Create whichever of these tables are missing."""

        async def work(_rows: Rows) -> None:
            for statement in definitions(tables, _DIALECT):
                self._control(statement)

        await self.run(work)

    async def drop(self) -> None:
        """Drop every table."""

        async def work(_rows: Rows) -> None:
            for table in METADATA.sorted_tables:
                self._control(f"DROP TABLE IF EXISTS {table.name}")

        await self.run(work)

    async def run(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run one unit in this tick's transaction and return when it is committed; all of it is kept or nothing.

        Raises:
            StorageError: the database refused, or the commit failed.
            UnitMustNotWaitError: the work suspended.
        """
        tick = self._tick or self._open_tick()
        committed = tick.committed()
        try:
            result = self._in_savepoint(work)
        except BaseException as error:
            self._abandon_if_lost(tick, error)
            await committed
            raise
        await committed
        return result

    async def read(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads; where this tick has something uncommitted, wait for its commit.

        All reads of one turn of the loop share one snapshot.

        Raises:
            StorageError: the database refused, or what was read was never committed.
            UnitMustNotWaitError: the work suspended.
        """
        if self._tick is not None:
            return await self.run(work)
        if not self._snapshot:
            self._open_snapshot()
        return drive(work(self._rows))

    async def glance(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work of one reading statement; here it costs no less than more of them."""
        return await self.read(work)

    async def close(self) -> None:
        """Commit what is open and let go of the file."""
        if self._tick is not None:
            self._commit(self._tick)
        self._close_snapshot()
        self._connection.close()

    def _open_snapshot(self) -> None:
        self._control("BEGIN")
        self._snapshot = True
        asyncio.get_running_loop().call_soon(self._close_snapshot)

    def _close_snapshot(self) -> None:
        if self._snapshot:
            self._snapshot = False
            self._roll_back()

    def _open_tick(self) -> Tick:
        # What this turn has read it has read; whoever writes begins with the present.
        self._close_snapshot()
        self._control("BEGIN IMMEDIATE")
        self._tick = tick = Tick()
        asyncio.get_running_loop().call_soon(self._commit, tick)
        return tick

    def _in_savepoint(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        self._control("SAVEPOINT unit")
        try:
            result = drive(work(self._rows))
        except BaseException:
            # A full disk or an I/O error may already have rolled back the whole transaction.
            if self._connection.in_transaction:
                self._control("ROLLBACK TO unit")
                self._control("RELEASE unit")
            raise
        self._control("RELEASE unit")
        return result

    def _abandon_if_lost(self, tick: Tick, error: BaseException) -> None:
        if self._tick is tick and not self._connection.in_transaction:
            self._tick = None
            tick.settle(error)

    def _commit(self, tick: Tick) -> None:
        if self._tick is not tick:
            return
        self._tick = None
        try:
            self._control("COMMIT")
        except StorageError as error:
            tick.settle(error)
            self._roll_back()
        else:
            tick.settle(None)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._control("ROLLBACK")

    def _control(self, text: str) -> None:
        try:
            self._connection.execute(text)
        except sqlite3.Error as error:
            raise StorageError(str(error)) from error


def drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that must not suspend, and return its result.

    Raises:
        UnitMustNotWaitError: it suspended; the message names the calls that led there.
        StorageError: a row could not be read.
    """
    try:
        work.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    except sqlite3.Error as error:
        raise StorageError(str(error)) from error
    refusal = waiting(work)
    # Who tidies up by waiting once more does not get that far, and is not what went wrong.
    with suppress(RuntimeError):
        work.close()
    raise refusal


def file_of(url: str) -> str:
    """Return the file path of a `sqlite:///...` URL; empty for memory."""
    path = url.removeprefix("sqlite://").removeprefix("/")
    return "" if path == ":memory:" else path


def _connect(path: str) -> sqlite3.Connection:
    # A unit must not leave its loop, but a loop may leave the thread that opened the file (test clients do).
    connection = sqlite3.connect(
        path or ":memory:", timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        _keep_a_log(connection)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Write ahead: readers and the writer do not meet. Asks again when another process opens the same new file."""
    for _ in range(_TRIES):
        try:
            connection.execute(_LOG).fetchall()
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise
        # Changing the journal waits for nobody. Taking the write lock does, and then the other process is done.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    connection.execute(_LOG).fetchall()
