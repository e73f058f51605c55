"""Statements turned into text once per dialect, so that a call costs no more than the driver's own."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Executable
from sqlalchemy.engine import Dialect

T = TypeVar("T")
Row = tuple[Any, ...]
Values = Mapping[str, int | str | bytes | None]
# More than there are statements.
MOST: Final = 1_024


class StorageError(Exception):
    """The database refused or could not be reached; nothing of the unit was kept, unless the message says that this is not known."""


class UnitMustNotWaitError(RuntimeError):
    """A handler waited for something inside its unit; it was rolled back."""


class UnitMustNotWriteError(RuntimeError):
    """Work that promised only to read tried to write, or to tell somebody."""


class UnitMustNotLookTwiceError(RuntimeError):
    """Work that promised to read with one statement sent a second, which could have seen another moment."""


class Rows(Protocol):
    """Runs statements inside one unit; `holds` says whether it can keep others from what it reads."""

    holds: bool

    async def fetch(self, statement: Executable, values: Values) -> list[Row]:
        """Return all rows."""

    async def first(self, statement: Executable, values: Values) -> Row | None:
        """Return the first row, or None."""

    async def execute(self, statement: Executable, values: Values) -> int:
        """Run a statement that returns nothing; return how many rows it touched."""


class ReadingRows:
    """The rows of a unit that only reads, on every engine."""

    holds = False

    def __init__(self, rows: Rows) -> None:
        self.fetch = rows.fetch
        self.first = rows.first

    async def execute(self, statement: Executable, values: Values) -> int:
        """Refuse.

        Raises:
            UnitMustNotWriteError: always.
        """
        raise UnitMustNotWriteError(f"a unit that only reads must not write: {type(statement).__name__}")


class GlancingRows:
    """The rows of work that reads with one statement, on every engine."""

    holds = False

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._has_looked = False

    async def fetch(self, statement: Executable, values: Values) -> list[Row]:
        """Return all rows.

        Raises:
            UnitMustNotWriteError: the statement does not read.
            UnitMustNotLookTwiceError: another one went before it.
        """
        return await self._for(statement).fetch(statement, values)

    async def first(self, statement: Executable, values: Values) -> Row | None:
        """Return the first row, or None.

        Raises:
            UnitMustNotWriteError: the statement does not read.
            UnitMustNotLookTwiceError: another one went before it.
        """
        return await self._for(statement).first(statement, values)

    async def execute(self, statement: Executable, values: Values) -> int:
        """Refuse.

        Raises:
            UnitMustNotWriteError: always.
        """
        raise UnitMustNotWriteError(f"a glance must not write: {type(statement).__name__}")

    def _for(self, statement: Executable) -> Rows:
        if not statement.is_select:
            raise UnitMustNotWriteError(f"a glance must not write: {type(statement).__name__}")
        if self._has_looked:
            raise UnitMustNotLookTwiceError("a glance is one statement; read on one snapshot where it takes more")
        self._has_looked = True
        return self._rows


@dataclass(frozen=True, slots=True)
class Compiled:
    """One statement's text and the order in which its values go."""

    text: str
    names: tuple[str, ...]
    pick: Callable[[Values], tuple[Any, ...]]
    fixed: Mapping[str, Any]

    def arguments(self, values: Values) -> tuple[Any, ...]:
        """Return the values in the statement's order."""
        return self.pick({**self.fixed, **values} if self.fixed else values)


class Statements:
    """Compiles each statement at its first use and remembers the text; statements are module constants."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[int, tuple[Executable, Compiled]] = {}

    def __call__(self, statement: Executable) -> Compiled:
        # Keyed by identity: hashing a statement costs more than running it. The entry keeps the statement alive.
        known = self._known.get(id(statement))
        if known is None:
            known = self._known[id(statement)] = (statement, _compiled(statement, self._dialect))
        return known[1]


# A program opens one database, its tests one after another: what was compiled for the last is good for the next.
@lru_cache(MOST)
def _compiled(statement: Executable, dialect: Dialect) -> Compiled:
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every Core statement is a ClauseElement
    names = tuple(compiled.positiontup or ())
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return Compiled(compiled.string, names, _picking(names), fixed)


def _picking(names: tuple[str, ...]) -> Callable[[Values], tuple[Any, ...]]:
    """Return what takes the values of these names out of others; that of several is the interpreter's own, and the fastest."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


Work = Callable[[Rows], Any]


def waiting(work: Coroutine[Any, Any, Any]) -> UnitMustNotWaitError:
    """Return the error that names the calls that led a suspended coroutine to where it waits."""
    return UnitMustNotWaitError(f"a unit must not wait: {' > '.join(_calls(work))} did")


def _calls(suspended: Any) -> list[str]:
    names = []
    while name := getattr(suspended, "__qualname__", ""):
        names.append(name)
        suspended = getattr(suspended, "cr_await", None)
    return names
