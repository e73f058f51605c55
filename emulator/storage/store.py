"""The storage as the rest of the house sees it: opened by URL, entered unit by unit."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import Table, insert, select

from emulator.storage.engine.connection import file_of
from emulator.storage.engine.sqlite import SqliteEngine
from emulator.storage.engine.statements import GlancingRows, ReadingRows, Rows, StorageError, UnitMustNotWriteError
from emulator.storage.tables import METADATA, VERSION, schema
from emulator.storage.unit import Announce, Unit

T = TypeVar("T")

READ_VERSION = select(schema.c.version)
WRITE_VERSION = insert(schema)


class Engine(Protocol):
    """What an engine can do; `shared` says that other processes may well work on the same database."""

    shared: bool

    async def create(self, tables: Iterable[Table]) -> None:
        """Create whichever of these tables are missing."""

    async def drop(self) -> None:
        """Drop every table."""

    async def run(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run one unit and return when it is committed."""

    async def read(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads."""

    async def glance(self, work: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        """Run work that reads with one statement."""

    def damage(self) -> str:
        """Return why nothing can be written any more; empty while all is well."""

    async def close(self) -> None:
        """Let go of the database."""


class Store:
    """One database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: str, *, processes: int = 1) -> Self:
        """Open the database, create its tables, and check that they are of this version; `processes` is how many of us will.

        Raises:
            StorageError: it cannot be opened, or was written by another version; the message says what to do.
        """
        store = cls(_engine(url, processes=processes))
        try:
            # The version first: a table that another version wrote may lack what an index of this one names.
            await store._engine.create([schema])
            await store._engine.run(_check_version)
            await store._engine.create(METADATA.sorted_tables)
        except BaseException:
            await store.close()
            raise
        return store

    async def unit(self, namespace: str, announce: Announce, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        """Run one unit of work; it returns when everything it did is committed.

        Raises:
            StorageError: the database refused; nothing was kept, unless the message says that this is not known.
        """
        return await self._engine.run(lambda rows: work(Unit(rows, namespace, announce)))

    async def read(self, namespace: str, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads, on one snapshot.

        Raises:
            StorageError: the database refused.
            UnitMustNotWriteError: the work tried to write or to emit.
        """
        return await self._engine.read(lambda rows: work(Unit(ReadingRows(rows), namespace, _nobody)))

    async def glance(self, namespace: str, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        """Run work that reads with one statement; for a database behind a connection it is the cheapest way to look.

        Raises:
            StorageError: the database refused.
            UnitMustNotWriteError: the work tried to write or to emit.
            UnitMustNotLookTwiceError: it needs `read`.
        """
        return await self._engine.glance(lambda rows: work(Unit(GlancingRows(rows), namespace, _nobody)))

    def rehearsal(self) -> "Store":
        """Return a store on the same database through which everything can be tried, and nothing is kept."""
        return _Rehearsal(self._engine)

    def damage(self) -> str:
        """Return why nothing can be written any more, in one sentence; empty while all is well."""
        return self._engine.damage()

    @property
    def shared(self) -> bool:
        """Whether other processes may well work on the same database, so that something can fall due that nobody here caused."""
        return self._engine.shared

    async def close(self) -> None:
        """Commit what is open and let go of the database."""
        await self._engine.close()


class _Undone(Exception):
    """Carries what a step came to out of the unit that is rolled back by it."""

    def __init__(self, result: Any) -> None:
        super().__init__("a rehearsal keeps nothing")
        self.result = result


class _Rehearsal(Store):
    """Rolls every unit back; each begins with what those before it have done, so that it finds the world as they left it."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._done: list[Callable[[Rows], Coroutine[Any, Any, Any]]] = []

    async def unit(self, namespace: str, announce: Announce, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        """Run one unit of work and undo it.

        Raises:
            StorageError: the database refused.
        """
        step: Callable[[Rows], Coroutine[Any, Any, T]] = lambda rows: work(Unit(rows, namespace, announce))  # noqa: E731  # a name for the type
        result = await self._tried(step)
        self._done.append(step)
        return result

    async def read(self, namespace: str, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        """Run work that only reads, after what was done before."""
        if not self._done:
            return await super().read(namespace, work)
        return await self._tried(lambda rows: work(Unit(ReadingRows(rows), namespace, _nobody)))

    async def glance(self, namespace: str, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
        """Run work that reads with one statement, after what was done before."""
        return await self.read(namespace, work)

    async def close(self) -> None:
        """Leave the database to whoever opened it."""

    async def _tried(self, step: Callable[[Rows], Coroutine[Any, Any, T]]) -> T:
        async def work(rows: Rows) -> None:
            for earlier in self._done:
                await earlier(rows)
            raise _Undone(await step(rows))

        try:
            await self._engine.run(work)
        except _Undone as undone:
            result: T = undone.result
            return result
        raise AssertionError("a rehearsal was kept")


async def wipe(url: str) -> None:
    """Drop every table of a database, whatever version wrote them.

    Raises:
        StorageError: it cannot be opened.
    """
    engine = _engine(url)
    try:
        await engine.drop()
    finally:
        await engine.close()


def _engine(url: str, *, processes: int = 1) -> Engine:
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return SqliteEngine(file_of(url), processes=processes)
    if scheme in {"postgresql", "postgres"}:
        return _postgres(url)
    raise StorageError(f"cannot open {scheme}: the database URL begins with sqlite:// or postgresql://")


def _postgres(url: str) -> Engine:
    try:
        from emulator.storage.engine.postgres import PostgresEngine  # its driver is an extra, and slow to import
    except ImportError as error:
        raise StorageError("PostgreSQL needs the extra: pip install 'tsp-emulator[postgres]'") from error
    return PostgresEngine(url)


async def _check_version(rows: Rows) -> None:
    row = await rows.first(READ_VERSION, {})
    if row is None:
        await rows.execute(WRITE_VERSION, {"version": VERSION})
    elif row[0] != VERSION:
        raise StorageError(
            f"the database is of version {row[0]} and this program of version {VERSION}: "
            "run 'tsp-emulator reset' to start it afresh, or use the program that wrote it"
        )


async def _nobody(_unit: Unit, _event: Any) -> None:
    raise UnitMustNotWriteError("a unit that only reads must not emit")
