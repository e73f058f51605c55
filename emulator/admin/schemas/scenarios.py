"""Scenarios as they are armed and shown."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Scoped
from emulator.core.scenarios.firing import LONGEST
from emulator.domain.scenarios import Comparison, Distribution, Fault, Place, Stage

# RFC 9110, 5.1 and 5.5: what can go over the wire as one line.
HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")]
HeaderValue = Annotated[str, StringConstraints(pattern=r"^[\t -~]*$", max_length=2_000)]
YEAR = 31_557_600.0


class CannedAnswer(AdminMessage):
    """An answer given in place of the operation's own, or of the app's to a question."""

    model_config = ConfigDict(extra="forbid")

    status: int = Field(200, ge=200, le=599, description="HTTP status")
    body: Any = Field("", description="the body: text as it is, anything else as JSON")
    headers: dict[HeaderName, HeaderValue] = Field(default_factory=dict, max_length=50, description="further headers")


class Where(AdminMessage):
    """Something that must hold of the message, encrypted parts opened."""

    model_config = ConfigDict(extra="forbid")

    path: str = Field(min_length=1, max_length=200, description="the member: `a.b`, or `a.*.b` for any of a list")
    test: Comparison = Field(Comparison.EQUALS, description="how it is compared")
    value: Any = Field(description="with what; for `one_of` a list")


class ArmScenario(Scoped):
    """Say how the next calls of an operation, questions, or notices go."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"api": "mdes.*", "operation": "tokenize", "error": "IssuerSilent", "remaining": 2}]}
    )

    api: str = Field("*", min_length=1, max_length=100, description="name of an API, or a pattern (`mdes.*`)")
    operation: str = Field("*", min_length=1, max_length=100, description="name of an operation, question or notice, or a pattern")
    place: Place | None = Field(
        None, description="a client's `call`, a `question` to the app, a `notice` to it, or each `attempt` to deliver one; default: as fits"
    )
    card: str | None = Field(None, min_length=1, max_length=128, description="only messages about this card, by its number or a reference")
    where: list[Where] = Field(default_factory=list, max_length=20, description="only messages of which all of this holds")
    every: int = Field(1, ge=1, le=1_000_000, description="fire at every Nth of the messages met")
    share: float | None = Field(None, gt=0, le=1, description="fire at this share of the messages met, by chance; needs the setting `seed`")
    delay: float = Field(0.0, ge=0.0, le=LONGEST, description="seconds to wait first; for a notice, by how much it is due later")
    distribution: Distribution = Field(Distribution.FIXED, description="how delays differ; `delay` is their mean")
    stage: Stage = Field(Stage.BEFORE, description="turn a call aside `before` anything is done, or `after` all was done and committed")
    answer: CannedAnswer | None = Field(None, description="the answer to give; to a question, the app's opened answer")
    error: str | None = Field(None, max_length=50, description="the refusal to raise, by the name of the domain's error (`IssuerSilent`)")
    fault: Fault | None = Field(None, description="what goes wrong")
    seconds: float = Field(
        0.0,
        ge=-YEAR,
        le=YEAR,
        description="`clock_skew`: how far our clock is ahead; `reorder`: how long it is held back; `by_hand`: how long a question waits"
        " to be answered, 0: as long as it usually may",
    )
    remaining: int | None = Field(1, ge=1, le=1_000_000, description="how often it fires; null: until it is cleared")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if sum(given is not None for given in (self.answer, self.error, self.fault)) > 1:
            raise ValueError("a call is answered, refused, or suffers a fault: give one of `answer`, `error` and `fault`")
        if not (self.delay or self.answer or self.error or self.fault):
            raise ValueError("give `delay`, `answer`, `error` or `fault`")
        if self.fault is Fault.CLOCK_SKEW and not self.seconds:
            raise ValueError("say by how many `seconds` the clock is wrong")
        if self.fault is Fault.BY_HAND and not 0 <= self.seconds <= LONGEST:
            raise ValueError(f"a question waits no less than 0 `seconds`, and no more than {LONGEST:g}")
        return self


class ScenarioSeen(AdminMessage):
    """An armed scenario, and how often it has fired."""

    id: str = Field(description="its id")
    api: str = Field(description="the APIs it is for")
    operation: str = Field(description="the operations, questions or notices it is for")
    place: Place = Field(description="where it strikes")
    card: str | None = Field(description="the card it is for, its number masked")
    where: list[Where] = Field(description="what must hold of a message")
    every: int = Field(description="it fires at every Nth")
    share: float | None = Field(description="it fires at this share")
    delay: float = Field(description="seconds to wait first")
    distribution: Distribution = Field(description="how delays differ")
    stage: Stage = Field(description="before or after the call is carried out")
    answer: CannedAnswer | None = Field(description="the answer to give")
    error: str | None = Field(description="the refusal to raise")
    fault: Fault | None = Field(description="what goes wrong")
    seconds: float = Field(description="by how much a clock is wrong, or how long a notice is held back or a question waits")
    remaining: int | None = Field(description="how often it will still fire; null: until it is cleared")
    met: int = Field(description="how many messages it has met")
    fired: int = Field(description="how often it has fired")


class ScenarioList(AdminMessage):
    """Every scenario of a world, in the order in which they were armed."""

    scenarios: list[ScenarioSeen] = Field(description="the first that meets a message, and whose turn it is, fires")


class DisarmScenario(Scoped):
    """Disarm one."""

    scenario: str = Field(min_length=1, max_length=64, description="its id")
