"""Scenarios as they are armed and shown."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from emulator.admin.schemas.scope import Scoped

# RFC 9110, 5.1 and 5.5: what can go over the wire as one line.
HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")]
HeaderValue = Annotated[str, StringConstraints(pattern=r"^[\t -~]*$", max_length=2_000)]
# Longer than every client waits.
LONGEST = 300.0


class CannedAnswer(BaseModel):
    """An answer given in place of the operation's own."""

    model_config = ConfigDict(extra="forbid")

    status: int = Field(200, ge=200, le=599, description="HTTP status")
    body: Any = Field("", description="the body: text as it is, anything else as JSON")
    headers: dict[HeaderName, HeaderValue] = Field(default_factory=dict, max_length=50, description="further headers")


class ArmScenario(Scoped):
    """Say how the next calls of an operation go."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"api": "mdes.*", "operation": "tokenize", "error": "IssuerSilent", "remaining": 2}]}
    )

    api: str = Field("*", min_length=1, max_length=100, description="name of an API, or a pattern (`mdes.*`)")
    operation: str = Field("*", min_length=1, max_length=100, description="name of an operation, or a pattern")
    delay: float = Field(0.0, ge=0.0, le=LONGEST, description="seconds to wait first")
    answer: CannedAnswer | None = Field(None, description="the answer to give")
    error: str | None = Field(None, max_length=50, description="the refusal to raise, by the name of the domain's error (`IssuerSilent`)")
    remaining: int | None = Field(1, ge=1, le=1_000_000, description="how many calls it is for; null: until it is cleared")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.answer and self.error:
            raise ValueError("a call is either answered or refused: give `answer` or `error`, not both")
        if not (self.delay or self.answer or self.error):
            raise ValueError("give `delay`, `answer` or `error`")
        return self


class ScenarioSeen(BaseModel):
    """An armed scenario, and how often it has fired."""

    id: str = Field(description="its id")
    api: str = Field(description="the APIs it is for")
    operation: str = Field(description="the operations it is for")
    delay: float = Field(description="seconds to wait first")
    answer: CannedAnswer | None = Field(description="the answer to give")
    error: str | None = Field(description="the refusal to raise")
    remaining: int | None = Field(description="how many calls it is still for; null: until it is cleared")
    fired: int = Field(description="how often it has fired")


class ScenarioList(BaseModel):
    """Every scenario of a world, in the order in which they were armed."""

    scenarios: list[ScenarioSeen] = Field(description="the first that meets a call fires")


class DisarmScenario(Scoped):
    """Disarm one."""

    scenario: str = Field(min_length=1, max_length=64, description="its id")
