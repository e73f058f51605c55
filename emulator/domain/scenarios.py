"""Outcomes armed in advance: the next calls of an operation go as the developer says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer given in place of the handler's: status, headers and body as they go over the wire."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happens to calls of `operation` (a name or pattern) of `api` (likewise), `remaining` times (None: until cleared).

    First the call waits `delay` seconds, then it is answered with `answer`, or refused with the domain error named
    `error`, or goes on as usual when neither is given.
    """

    id: str
    api: str
    operation: str
    delay: float = 0.0
    answer: Canned | None = None
    error: str | None = None
    remaining: int | None = 1
    fired: int = 0

    def meets(self, api: str, operation: str) -> bool:
        """Say whether it still applies to a call of this operation."""
        return self.remaining != 0 and fnmatchcase(api, self.api) and fnmatchcase(operation, self.operation)

    def after_firing(self) -> "Scenario":
        """Return the scenario with one call counted."""
        remaining = None if self.remaining is None else self.remaining - 1
        return replace(self, remaining=remaining, fired=self.fired + 1)
