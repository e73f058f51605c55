"""Rows: an operation that clients call, and a notice that the emulator sends."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel

from emulator.domain.notices import Receiver
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from emulator.core.context import Context

# Members of a message that stand in the path of its row.
IN_PATH: Final = re.compile(r"\{(\w+)\}")

In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)


class Fidelity(StrEnum):
    """How close a row is to the provider; FAITHFUL needs an outside client or an independent vector in the tests."""

    FAITHFUL = "faithful"
    PARTIAL = "partial"
    STUB = "stub"


@dataclass(frozen=True)
class Operation(Generic[In, Out]):
    """One call that a provider offers: where it lives, what it takes and gives, and who handles it.

    `sealed_request` and `sealed_response` name the members that travel encrypted (`a.b`, `a.*.b` for each of a list);
    `ask` is what must be asked of the app first, outside any unit; `reads_only` promises that nothing is written;
    `opens_units` hands the handler no unit, because it opens its own (our admin API alone).
    """

    name: str
    method: str
    path: str
    request: type[In]
    response: type[Out]
    handler: Callable[["Context", Any, In], Awaitable[Out]]
    source: str
    summary: str
    fidelity: Fidelity = Fidelity.FAITHFUL
    status: int = 200
    reads_only: bool = False
    opens_units: bool = False
    sealed_request: tuple[str, ...] = ()
    sealed_response: tuple[str, ...] = ()
    ask: Callable[["Context", In], Awaitable[Any]] | None = None


@dataclass(frozen=True)
class Notice:
    """One message that the emulator sends when something happened.

    `events` are the event types that cause it, `audience` finds the receivers, `body` renders what they read,
    `path` is appended to the receiver's URL; members of the body that stand in braces there do not travel in the body.
    """

    name: str
    path: str
    events: tuple[type, ...]
    message: type[BaseModel]
    audience: Callable[[Unit, Any], Awaitable[Iterable[Receiver]]]
    body: Callable[["Context", Unit, Any], Awaitable[BaseModel]]
    source: str
    summary: str
    fidelity: Fidelity = Fidelity.FAITHFUL
    sealed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One thing that the emulator asks the app before it goes on.

    `path` is appended to the receiver's callback URL, with braces as in a notice; `deadline` is in seconds; `default`
    says what is decided when the answer does not come in time, or is nonsense.
    """

    name: str
    path: str
    request: type[BaseModel]
    response: type[BaseModel]
    deadline: float
    default: str
    source: str
    summary: str
    fidelity: Fidelity = Fidelity.FAITHFUL
    sealed_request: tuple[str, ...] = ()
    sealed_response: tuple[str, ...] = ()


AnyOperation = Operation[Any, Any]


def filled(path: str, message: BaseModel) -> str:
    """Return a row's path with what stands in braces taken from the message, percent-encoded."""
    return IN_PATH.sub(lambda found: quote(f"{getattr(message, found[1])}", safe=""), path)
