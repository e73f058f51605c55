"""SQLite inline on the loop: one transaction for each tick, replies after the commit; a unit that fails takes no other along."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final, TypeVar

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import sqlite

from emulator.storage.engine.connection import connect
from emulator.storage.engine.file import DatabaseFile
from emulator.storage.engine.statements import Row, Rows, Statements, StorageError, Values, waiting
from emulator.storage.engine.tick import Entry
from emulator.storage.tables import METADATA, definitions

T = TypeVar("T")

_DIALECT: Final = sqlite.dialect()

# What Python's driver says of values that no row can hold; tables take integers of 64 bits and well-formed text.
_UNKEEPABLE: Final = (OverflowError, UnicodeEncodeError)


class SqliteRows:
    """Runs statements on the one connection; nothing here ever suspends."""

    holds = True

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

    def __init__(self, path: str, *, processes: int = 1) -> None:
        """Open the file, or memory for an empty path; `processes` is how many will.

        Raises:
            StorageError: the file cannot be opened or is no database.
        """
        self.shared = processes > 1
        self._queue: list[Entry] = []
        self._is_at_work = False
        self._snapshot = False
        try:
            self._connection = connect(path)
        except sqlite3.Error as error:
            raise StorageError(f"cannot open the SQLite database {path}: {error}") from error
        self._rows = SqliteRows(self._connection)
        self._file = DatabaseFile(path)

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
        """Run one unit in this turn's transaction and return when it is committed; all of it is kept or nothing.

        Raises:
            StorageError: the database refused, or the commit failed.
            UnitMustNotWaitError: the work suspended.
        """
        if self._file.lost:
            raise StorageError(self._file.lost)
        result: T = await self._queued(work, reads=False)
        return result

    async def read(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads; behind units of this turn it waits for their commit.

        All reads of one turn of the loop share one snapshot.

        Raises:
            StorageError: the database refused, or what was read was never committed.
            UnitMustNotWaitError: the work suspended.
        """
        if self._queue or self._is_at_work:
            result: T = await self._queued(work, reads=True)
            return result
        if not self._snapshot:
            self._open_snapshot()
        return drive(work(self._rows))

    async def glance(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work of one reading statement; here it costs no less than more of them."""
        return await self.read(work)

    async def close(self) -> None:
        """Commit what is open and let go of the file."""
        self._turn()
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

    async def _queued(self, work: Callable[[Rows], Coroutine[Any, Any, Any]], *, reads: bool) -> Any:
        loop = asyncio.get_running_loop()
        if not self._queue:
            loop.call_soon(self._turn)
        entry = Entry(work, loop.create_future(), reads)
        self._queue.append(entry)
        try:
            return await entry.waiter
        finally:
            # Whoever leaves before the turn's end, a unit inside a unit too, takes its work along.
            entry.waiter.cancel()

    def _turn(self) -> None:
        """Carry out what has gathered in this turn of the loop: the lock is held for that alone, not while others compute."""
        queue, self._queue = [entry for entry in self._queue if not entry.waiter.done()], []
        self._is_at_work = True
        try:
            if not self._together(queue):
                while queue:
                    queue = self._one_by_one(queue)
        finally:
            self._is_at_work = False

    def _together(self, queue: list[Entry]) -> bool:
        """Run units in one transaction and tell everybody; False when one fails and the others have to be done again without it.

        A savepoint keeps every page that its unit changes, and so costs as much as the unit: most never need one.
        """
        if not self._begin(queue):
            return True
        for entry in queue:
            entry.take(partial(self._straight, entry.work))
            # What a read ends with harms nobody; a full disk may have rolled back everything.
            if (entry.error and not entry.reads) or not self._connection.in_transaction:
                self._roll_back()
                return self._told_alone(queue)
        self._commit(queue)
        return True

    def _told_alone(self, queue: list[Entry]) -> bool:
        """Tell a unit that it has failed, unless others were on the way with it."""
        if len(queue) == 1:
            queue[0].failed()
        return len(queue) == 1

    def _one_by_one(self, queue: list[Entry]) -> list[Entry]:
        """Run units in one transaction, a savepoint each, and tell everybody; return those that are left when it is lost on the way."""
        if not self._begin(queue):
            return []
        for number, entry in enumerate(queue, 1):
            entry.take(partial(self._in_savepoint, entry.work))
            # A full disk or an I/O error may have rolled back the whole transaction.
            if not self._connection.in_transaction:
                _lose(queue[:number], entry.error or StorageError("the transaction was lost"))
                return queue[number:]
        self._commit(queue)
        return []

    def _begin(self, queue: list[Entry]) -> bool:
        """Take the lock; where another process has it for too long, tell everybody, and return False."""
        # What this turn has read it has read; whoever writes begins with the present.
        self._close_snapshot()
        try:
            self._control("BEGIN IMMEDIATE")
        except StorageError as error:
            self._without_a_lock(queue, error)
            return False
        return True

    def _in_savepoint(self, work: Callable[[Rows], Coroutine[Any, Any, Any]]) -> Any:
        self._control("SAVEPOINT unit")
        try:
            result = drive(work(self._rows))
        except BaseException:
            if self._connection.in_transaction:
                self._control("ROLLBACK TO unit")
                self._control("RELEASE unit")
            raise
        self._control("RELEASE unit")
        return result

    def _without_a_lock(self, queue: list[Entry], refusal: StorageError) -> None:
        _lose([entry for entry in queue if not entry.reads], refusal)
        for entry in queue:
            if entry.reads:
                entry.take(partial(self._straight, entry.work))
                entry.kept()

    def _straight(self, work: Callable[[Rows], Coroutine[Any, Any, Any]]) -> Any:
        return drive(work(self._rows))

    def _commit(self, queue: list[Entry]) -> None:
        try:
            self._check_file()
            self._control("COMMIT")
            self._file.committed()
        except StorageError as error:
            _lose(queue, error)
            self._roll_back()
        else:
            for entry in queue:
                entry.kept()

    def damage(self) -> str:
        """Return why nothing can be written any more; empty while all is well."""
        return self._file.look()

    def _check_file(self) -> None:
        if lost := self._file.look():
            raise StorageError(lost)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._control("ROLLBACK")

    def _control(self, text: str) -> None:
        try:
            self._connection.execute(text)
        except sqlite3.Error as error:
            raise StorageError(str(error)) from error


def _lose(queue: Iterable[Entry], cause: BaseException) -> None:
    for entry in queue:
        entry.lost(cause)


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
