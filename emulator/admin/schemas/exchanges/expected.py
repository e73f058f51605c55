"""What a test expects to have gone over the wire, and a stream for whoever watches."""

from collections.abc import AsyncIterator
from typing import Self

from pydantic import ConfigDict, Field, PrivateAttr, model_validator

from emulator.admin.schemas.exchanges.shown import ExchangeLine, ExchangeSeen, Filters
from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scenarios import Where
from emulator.admin.schemas.scope import Reference, Scoped

MOST = 1_000_000


class Expectation(Filters):
    """One kind of exchange: all that is given must hold."""

    model_config = ConfigDict(extra="forbid")

    path: str | None = Field(None, max_length=400, description="only those to this path, or to a pattern")
    request: list[Where] = Field(default_factory=list, max_length=20, description="what must hold of the opened request body")
    response: list[Where] = Field(default_factory=list, max_length=20, description="what must hold of the opened answer")


class VerifyExchanges(Scoped):
    """Compare the journal with what was expected: how often, or in which order."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"expected": {"operation": "tokenize", "request": [{"path": "taskId", "value": "task-1"}]}, "exactly": 1}]
        }
    )

    expected: Expectation | None = Field(None, description="what is counted")
    sequence: list[Expectation] = Field(
        default_factory=list, max_length=100, description="what must have come in this order, with anything in between"
    )
    exactly: int | None = Field(None, ge=0, le=MOST, description="how often")
    at_least: int | None = Field(None, ge=0, le=MOST, description="how often at least; default, without any of the three: once")
    at_most: int | None = Field(None, ge=0, le=MOST, description="how often at most")
    since: Reference | None = Field(None, description="only exchanges that ended after the one with this id")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.expected is None) == (not self.sequence):
            raise ValueError("give either `expected` or `sequence`")
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            raise ValueError("give `exactly`, or `at_least` and `at_most`")
        return self


class NearMiss(ExchangeLine):
    """An exchange that is not the one expected, and by what it differs."""

    differences: list[str] = Field(description="what keeps it from being the one")


class Verdict(AdminMessage):
    """Whether it was as expected."""

    holds: bool = Field(description="whether it was")
    says: str = Field(description="the same in one sentence, for a test's message")
    count: int = Field(description="how many exchanges are as expected")
    matched: list[ExchangeLine] = Field(description="these exchanges, the first to end first")
    near_misses: list[NearMiss] = Field(description="those that come nearest, the nearest first; none where all holds")
    evicted: int = Field(description="how many exchanges of this world were forgotten before: what is not here may have been")


class WatchExchanges(Scoped, Filters):
    """Exchanges from now on, as they end."""

    reveal: bool = Field(False, description="show card numbers in clear")


class ExchangeStream(AdminMessage):
    """Server-sent events: each is called `exchange`, and its data is one exchange."""

    data: ExchangeSeen | None = Field(None, description="what each event holds")

    _events: AsyncIterator[bytes] = PrivateAttr()

    @classmethod
    def of(cls, events: AsyncIterator[bytes]) -> Self:
        """Return a stream of events that are ready to be sent."""
        stream = cls()
        stream._events = events
        return stream

    @property
    def events(self) -> AsyncIterator[bytes]:
        """The events."""
        return self._events
