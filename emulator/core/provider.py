"""An API: its rows, its wire, and the paths that belong to it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.wire import Wire
from emulator.crypto.diagnosis import Mistake
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from emulator.core.context import Context


def _as_written(path: str) -> Iterable[str]:
    return (path,)


@dataclass(frozen=True)
class Deadline:
    """Something that happens by itself when its time has come.

    `settle` does what is due at a moment and says in words what it did; `next_due` returns the first moment after the given
    one at which something is due, or None.
    """

    name: str
    settle: Callable[["Context", Unit, datetime], Awaitable[list[str]]]
    next_due: Callable[[Unit, datetime], Awaitable[datetime | None]]


@dataclass(frozen=True)
class Reaction:
    """What an API writes into its own books when something happened in the vault, in the unit in which it happened."""

    events: tuple[type, ...]
    react: Callable[["Context", Unit, Any], Awaitable[None]]


@dataclass(frozen=True)
class Catalogue:
    """Mistakes that are looked for in one part of a request; each row says how it is recognised and what to do about it."""

    check: str
    rows: tuple[Mistake[Any], ...]


@dataclass(frozen=True)
class Provocation:
    """How a developer meets a refusal: the code that he reads, and what he has to do for it."""

    code: str
    how: str


@dataclass(frozen=True)
class Api:
    """One API of a provider. `prefixes` are the paths whose errors it renders, `spellings` the paths an operation answers at.

    Requests to an API that is `of_a_world` are counted in that world and kept in the journal; our admin API is of none.
    """

    name: str
    title: str
    prefixes: tuple[str, ...]
    operations: tuple[AnyOperation, ...]
    wire: Wire
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    mistakes: tuple[Catalogue, ...] = ()
    provocations: tuple[Provocation, ...] = ()
    spellings: Callable[[str], Iterable[str]] = _as_written
    of_a_world: bool = True
