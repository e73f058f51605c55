"""Outcomes armed in advance: calls, questions and notices go as the developer says."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any, Final


class Place(StrEnum):
    """Where a scenario strikes: a client's call, a question to the app, a notice when it is made, or one attempt to deliver it."""

    CALL = "call"
    QUESTION = "question"
    NOTICE = "notice"
    ATTEMPT = "attempt"


class Stage(StrEnum):
    """Whether a call is turned aside before anything is done, or after all of it was done and committed."""

    BEFORE = "before"
    AFTER = "after"


class Fault(StrEnum):
    """What goes wrong."""

    SILENCE = "silence"
    CUT = "cut"
    RESET = "reset"
    TRUNCATE = "truncate"
    MALFORMED_JSON = "malformed_json"
    BROKEN_TAG = "broken_tag"
    WRONG_KID = "wrong_kid"
    WRONG_KEY = "wrong_key"
    EXPIRED_CERTIFICATE = "expired_certificate"
    RATE_LIMIT = "rate_limit"
    CLOCK_SKEW = "clock_skew"
    BAD_SIGNATURE = "bad_signature"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    DROP = "drop"
    BY_HAND = "by_hand"


_OUTGOING: Final = frozenset({Place.QUESTION, Place.ATTEMPT})
_ANYWHERE: Final = frozenset({Place.CALL, *_OUTGOING})

PLACES: Final[Mapping[Fault, frozenset[Place]]] = {
    Fault.SILENCE: frozenset({Place.CALL, Place.QUESTION}),
    Fault.CUT: frozenset({Place.CALL}),
    Fault.RESET: frozenset({Place.CALL}),
    Fault.TRUNCATE: frozenset({Place.CALL}),
    Fault.MALFORMED_JSON: _ANYWHERE,
    Fault.BROKEN_TAG: _ANYWHERE,
    Fault.WRONG_KID: _ANYWHERE,
    Fault.WRONG_KEY: _ANYWHERE,
    Fault.EXPIRED_CERTIFICATE: frozenset({Place.CALL}),
    Fault.RATE_LIMIT: frozenset({Place.CALL}),
    Fault.CLOCK_SKEW: _ANYWHERE,
    Fault.BAD_SIGNATURE: _OUTGOING,
    Fault.DUPLICATE: frozenset({Place.NOTICE}),
    Fault.REORDER: frozenset({Place.NOTICE}),
    Fault.DROP: frozenset({Place.NOTICE}),
    Fault.BY_HAND: frozenset({Place.QUESTION}),
}


class Distribution(StrEnum):
    """How delays differ from call to call, around one mean."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    EXPONENTIAL = "exponential"


class Comparison(StrEnum):
    """How a condition compares a member of a message with its value."""

    EQUALS = "equals"
    DIFFERS = "differs"
    BELOW = "below"
    AT_LEAST = "at_least"
    ONE_OF = "one_of"


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer given in place of the handler's, or of the app's: status, headers and body as they go over the wire."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold of a message: the member at `path` (`a.b`, `a.*.b` for any of a list), opened, against `value`."""

    path: str
    test: Comparison
    value: Any

    def holds(self, message: Mapping[str, Any]) -> bool:
        """Say whether it holds of any member at the path; what cannot be compared does not."""
        return any(_compared(COMPARISONS[self.test], found, self.value) for found in _at(message, self.path.split(".")))


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happens to messages called `operation` (a name or pattern) of `api` (likewise), `remaining` times (None: until cleared).

    Of those that it meets, it fires at every `every`th, or at a `share` of them. A call first waits `delay` seconds; then
    it is answered with `answer`, or refused with the domain error named `error`, or suffers `fault`, or goes on as usual
    when none is given. `seconds` is by how much a clock is wrong, how long a notice is held back, or how long a question waits
    to be answered by hand (0: as long as it usually may).
    """

    id: str
    api: str
    operation: str
    place: Place = Place.CALL
    card: str | None = None
    where: tuple[Condition, ...] = ()
    every: int = 1
    share: float | None = None
    delay: float = 0.0
    distribution: Distribution = Distribution.FIXED
    stage: Stage = Stage.BEFORE
    answer: Canned | None = None
    error: str | None = None
    fault: Fault | None = None
    seconds: float = 0.0
    remaining: int | None = 1
    met: int = 0
    fired: int = 0

    def meets(self, place: Place, api: str, operation: str) -> bool:
        """Say whether it still applies to a message of this kind."""
        return place is self.place and self.remaining != 0 and fnmatchcase(api, self.api) and fnmatchcase(operation, self.operation)

    def holds(self, message: Mapping[str, Any]) -> bool:
        """Say whether its conditions hold of a message."""
        return all(condition.holds(message) for condition in self.where)

    def after_meeting(self, draw: float) -> tuple["Scenario", bool]:
        """Return the scenario with one message counted, and whether it fires at it; `draw` is chance, from 0 to below 1."""
        met = self.met + 1
        is_turn = met % self.every == 0 if self.share is None else draw < self.share
        if not is_turn:
            return replace(self, met=met), False
        remaining = None if self.remaining is None else self.remaining - 1
        return replace(self, met=met, remaining=remaining, fired=self.fired + 1), True

    def pause(self, draw: float, *, longest: float) -> float:
        """Return how many seconds to wait this time."""
        return min(DELAYS[self.distribution](self.delay, draw), longest)


DELAYS: Final[Mapping[Distribution, Callable[[float, float], float]]] = {
    Distribution.FIXED: lambda mean, _draw: mean,
    Distribution.UNIFORM: lambda mean, draw: 2 * mean * draw,
    Distribution.EXPONENTIAL: lambda mean, draw: -mean * math.log(1 - draw),
}

COMPARISONS: Final[Mapping[Comparison, Callable[[Any, Any], bool]]] = {
    Comparison.EQUALS: lambda found, value: bool(found == value),
    Comparison.DIFFERS: lambda found, value: bool(found != value),
    Comparison.BELOW: lambda found, value: float(found) < float(value),
    Comparison.AT_LEAST: lambda found, value: float(found) >= float(value),
    Comparison.ONE_OF: lambda found, value: found in value,
}


def _compared(test: Callable[[Any, Any], bool], found: Any, value: Any) -> bool:
    try:
        return test(found, value)
    except (TypeError, ValueError):
        return False


def _at(value: Any, path: list[str]) -> list[Any]:
    if not path:
        return [value]
    if path[0] == "*":
        return [found for item in value for found in _at(item, path[1:])] if isinstance(value, list) else []
    return _at(value[path[0]], path[1:]) if isinstance(value, Mapping) and path[0] in value else []
