"""An API: its rows, its wire, and the paths that belong to it."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from emulator.core.networks import Till, WalletService
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.wire import Wire
from emulator.crypto.diagnosis import Mistake
from emulator.domain.tokens import Token
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from pydantic import BaseModel

    from emulator.core.context import Context

_BETWEEN_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


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
class Trigger:
    """An event that a developer can make happen: `fire` does it in one unit, and says in words what it did.

    `ask` is what must be asked of the app first, outside any unit; its answer stands in `ctx.asked` when `fire` runs.

    Raises:
        DomainError: it cannot happen to what was named.
    """

    name: str
    summary: str
    message: "type[BaseModel]"
    fire: Callable[["Context", Unit, Any], Awaitable[list[str]]]
    ask: Callable[["Context", Any], Awaitable[Any]] | None = None


@dataclass(frozen=True)
class View:
    """How this API is asked about a token of the vault: `operation` is the row that tells of one, `reader` who asks with it.

    `asked` gives the members of the request; None where the API knows nothing of such a token.
    """

    reader: str
    operation: str
    asked: Callable[["Context", Unit, Token], Awaitable[Mapping[str, Any] | None]]


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

    @property
    def case(self) -> str:
        """What a tape that ends with it is called: its words in snake case."""
        return "_".join(_BETWEEN_WORDS.sub("_", self.code).lower().split())


@dataclass(frozen=True, slots=True, eq=False)
class OnTape:
    """What a tape of this API keeps, and what nobody may rely on when it is played again.

    `headers` are the request headers that change the answer: tapes keep them and no others. `windows` are members of
    requests that say how long they are valid, which a replay passes over. `volatile` are members of answers that are drawn
    anew in every run: a verification compares their types, and puts the new value wherever the old one comes again.
    When a tape is played to an app, `listener` is what `prepare_notice` needs to know of it (default: the demo issuer), and
    `unsaid` are members of questions that sign them and do not travel.
    """

    headers: tuple[str, ...] = ("content-type",)
    windows: frozenset[str] = frozenset()
    volatile: frozenset[str] = frozenset()
    listener: Any = None
    unsaid: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Api:
    """One API of a provider. `prefixes` are the paths whose errors it renders, `spellings` the paths an operation answers at.

    `wallets` is what the API does for the wallets on phones, `till` answers for its cards when they pay.
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
    wallets: WalletService | None = None
    till: Till | None = None
    triggers: tuple[Trigger, ...] = ()
    views: tuple[View, ...] = ()
    spellings: Callable[[str], Iterable[str]] = _as_written
    on_tape: OnTape = OnTape()
    of_a_world: bool = True
