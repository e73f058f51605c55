"""A connection to an SQLite database, opened the way the engine needs it."""

import sqlite3
from typing import Final

_LOG: Final = "PRAGMA journal_mode=WAL"
# The log is long (32 MB), so that a page that is written again and again (a root, the end of an index) goes into the file once for
# many commits, and its disk is waited for as seldom.
_PRAGMAS: Final = ("synchronous=NORMAL", "cache_size=-16000", "temp_store=MEMORY", "wal_autocheckpoint=8000")
# Seconds that a statement waits for another process, and how often a new file is asked to change its journal.
_PATIENCE: Final = 5.0
_TRIES: Final = 10


def file_of(url: str) -> str:
    """Return the file path of a `sqlite:///...` URL; empty for memory."""
    path = url.removeprefix("sqlite://").removeprefix("/")
    return "" if path == ":memory:" else path


def connect(path: str) -> sqlite3.Connection:
    """Open a file, or memory for an empty path; it stays in autocommit until a transaction begins. Raises sqlite3.Error."""
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
