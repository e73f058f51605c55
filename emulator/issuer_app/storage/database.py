"""The database: one URL chooses SQLite or PostgreSQL, and every piece of work is one transaction on a worker thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from ..errors import BadSetting, DatabaseSilent
from .models import Record

Result = TypeVar("Result")

# SQLite has one writer at a time: one thread makes a queue of them, and a database in memory stays one database.
THREADS: Final = {"sqlite": 1, "postgresql": 8}

ATTEMPTS: Final = 3

NOT_A_URL: Final = "Setting --database (ISSUER_APP_DATABASE): not a database URL such as sqlite:///issuer.db."

PRAGMAS: Final = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "foreign_keys=ON")


class Database:
    """Runs work in transactions. Made by `open_database`; close it when done.

    The ORM is used in its synchronous form. Its asynchronous form costs two more packages (greenlet and an asynchronous SQLite
    driver) and several times the time per statement, and buys nothing here: a request makes one or two short transactions, and
    a thread keeps the event loop free on both engines.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        self._threads = ThreadPoolExecutor(THREADS[engine.dialect.name], thread_name_prefix="issuer-app-database")

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """Run `work` in one transaction: committed when it returns, rolled back when it raises.

        Work may run again: of two transactions that add the same row at once, the second starts over and finds it.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transact, work)

    async def check(self) -> None:
        """Ask the database for a sign of life. Raises DatabaseSilent."""
        try:
            await self.run(lambda session: session.execute(text("SELECT 1")))
        except DBAPIError as error:
            raise DatabaseSilent from error

    async def close(self) -> None:
        """Wait for running work, then close every connection."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._engine.dispose)
        self._threads.shutdown()

    def _transact(self, work: Callable[[Session], Result]) -> Result:
        for _ in range(ATTEMPTS - 1):
            with suppress(IntegrityError):
                return self._once(work)
        return self._once(work)

    def _once(self, work: Callable[[Session], Result]) -> Result:
        with self._sessions.begin() as session:
            return work(session)


async def open_database(url: str) -> Database:
    """Open the database and create the tables that are missing (the migration step). Raises BadSetting."""
    database = Database(_engine(_readable(url)))
    try:
        await database.run(lambda session: Record.metadata.create_all(session.connection()))
    except DBAPIError as error:
        await database.close()
        raise BadSetting(f"The database {_shown(url)} cannot be opened: {_first_line(error.orig)}.") from None
    return database


def _readable(text_url: str) -> URL:
    try:
        url = make_url(text_url)
    except (ArgumentError, ValueError):
        raise BadSetting(NOT_A_URL) from None
    if url.get_backend_name() == "postgres":
        url = url.set(drivername="postgresql")
    if url.get_backend_name() not in THREADS:
        raise BadSetting(f"Setting --database (ISSUER_APP_DATABASE): {url.get_backend_name()} is neither sqlite nor postgresql.")
    # The driver is pinned because its default changed between releases of SQLAlchemy.
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgresql+asyncpg") else url


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url, hide_parameters=True, **_pool(url))
    except (ImportError, NoSuchModuleError) as error:
        raise BadSetting(f"The driver for {url.drivername} is not installed: {error}.") from None
    except ArgumentError:
        raise BadSetting(NOT_A_URL) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(url: URL) -> dict[str, Any]:
    in_memory = url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
    return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}} if in_memory else {}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would open transactions late, at the first write: then two processes may read, and both write.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _first_line(error: object) -> str:
    return str(error).strip().split("\n", 1)[0].rstrip(".")
