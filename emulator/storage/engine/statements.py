"""Statements turned into text once per dialect, so that a call costs no more than the driver's own."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Executable
from sqlalchemy.engine import Dialect

T = TypeVar("T")
Row = tuple[Any, ...]
Values = Mapping[str, int | str | bytes | None]


class StorageError(Exception):
    """The database refused or could not be reached; nothing of the unit was kept."""


class UnitMustNotWaitError(RuntimeError):
    """A handler waited for something inside its unit; it was rolled back."""


class UnitMustNotWriteError(RuntimeError):
    """Work that promised only to read tried to write, or to tell somebody."""


class Rows(Protocol):
    """Runs statements inside one unit."""

    async def fetch(self, statement: Executable, values: Values) -> list[Row]:
        """Return all rows."""

    async def first(self, statement: Executable, values: Values) -> Row | None:
        """Return the first row, or None."""

    async def execute(self, statement: Executable, values: Values) -> int:
        """Run a statement that returns nothing; return how many rows it touched."""


class ReadingRows:
    """The rows of a unit that only reads, on every engine."""

    def __init__(self, rows: Rows) -> None:
        self.fetch = rows.fetch
        self.first = rows.first

    async def execute(self, statement: Executable, values: Values) -> int:
        """Refuse.

        Raises:
            UnitMustNotWriteError: always.
        """
        raise UnitMustNotWriteError(f"a unit that only reads must not write: {type(statement).__name__}")


@dataclass(frozen=True, slots=True)
class Compiled:
    """One statement's text and the order in which its values go."""

    text: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]

    def arguments(self, values: Values) -> list[Any]:
        """Return the values in the statement's order."""
        if self.fixed:
            values = {**self.fixed, **values}
        return [values[name] for name in self.names]


class Statements:
    """Compiles each statement at its first use and remembers the text; statements are module constants."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[int, tuple[Executable, Compiled]] = {}

    def __call__(self, statement: Executable) -> Compiled:
        # Keyed by identity: hashing a statement costs more than running it. The entry keeps the statement alive.
        known = self._known.get(id(statement))
        if known is None:
            known = self._known[id(statement)] = (statement, self._compile(statement))
        return known[1]

    def _compile(self, statement: Executable) -> Compiled:
        compiled = statement.compile(dialect=self._dialect)  # type: ignore[attr-defined]  # every Core statement is a ClauseElement
        names = tuple(compiled.positiontup or ())
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        return Compiled(compiled.string, names, fixed)


Work = Callable[[Rows], Any]


def waited(work: Coroutine[Any, Any, Any]) -> UnitMustNotWaitError:
    """End a coroutine that waited inside its unit, and return the error that names the calls that led there."""
    awaited = " > ".join(_calls(work))
    work.close()
    return UnitMustNotWaitError(f"a unit must not wait: {awaited} did")


def _calls(suspended: Any) -> list[str]:
    names = []
    while name := getattr(suspended, "__qualname__", ""):
        names.append(name)
        suspended = getattr(suspended, "cr_await", None)
    return names
