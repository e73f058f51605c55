"""Explanations asked for: of a request, or of a payload."""

from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from emulator.admin.schemas.exchanges import Content, FindingSeen, ProblemSeen, ResponseSeen, StepSeen
from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Asked, Scoped

LONGEST = 1_000_000


class ExplainRequest(Asked):
    """A request as it goes over the wire, to be tried out."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"request": "GET /v1/issuing/cards HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n\r\n"}]}
    )

    request: str | None = Field(None, max_length=LONGEST, description="request line, headers, an empty line, and the body")
    request_base64: str | None = Field(None, max_length=2 * LONGEST, description="the same in base64, where the body is no text")
    reveal: bool = Field(False, description="show card numbers in clear")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.request is None) == (self.request_base64 is None):
            raise ValueError("give either `request` or `request_base64`")
        return self


class Explanation(AdminMessage):
    """How a request would be answered; nothing of it was kept."""

    accepted: bool = Field(description="whether it would be carried out")
    api: str = Field(description="the API that would answer")
    operation: str = Field(description="the operation; `unknown` where nothing answers at the path")
    error: str | None = Field(description="why it would be refused; null when it would not")
    problems: list[ProblemSeen] = Field(description="what it would be refused for")
    findings: list[FindingSeen] = Field(description="what was found wrong, both sides of it, and what to do; tolerated things too")
    steps: list[StepSeen] = Field(description="what was checked, step by step")
    opened: Content | None = Field(description="the request's body with its encrypted parts opened; null where there are none")
    answer: ResponseSeen | None = Field(description="the answer that the client would get")


class ExplainPayload(Scoped):
    """Something sealed, signed or encoded, without the request around it."""

    payload: Any = Field(description="a compact JWE or JWS, a field-level encrypted node, a base64 envelope, or an object that holds some")
    reveal: bool = Field(False, description="show card numbers in clear")


class LayerSeen(AdminMessage):
    """One wrapping that was taken off, or that could not be."""

    at: str = Field(description="the member in which it was found, with dots between levels; empty for the payload itself")
    form: Literal["jwe", "jws", "field_level_encryption", "base64_json", "json_text"] = Field(description="what it is")
    header: dict[str, Any] | None = Field(description="its header, where it has one")
    key: str | None = Field(description="the key that opens it, or whose signature it is; null when none does")
    recipe: str | None = Field(description="how it was made: algorithms, digests, encodings; null where it was not opened")
    problem: FindingSeen | None = Field(description="why it cannot be opened; null when it can")


class SchemaSeen(AdminMessage):
    """A message that the plaintext was compared with."""

    message: str = Field(description="the message's name, as the contracts have it")
    at: str = Field(description="where such a payload stands: API and operation")
    holds: bool = Field(description="whether the plaintext is such a message")
    problems: list[ProblemSeen] = Field(description="what keeps it from being one")


class PayloadExplanation(AdminMessage):
    """What a payload is, layer by layer, and what is inside."""

    layers: list[LayerSeen] = Field(description="from the outermost to the innermost")
    plaintext: Any = Field(description="what is inside, card numbers masked; null when nothing could be opened")
    schemas: list[SchemaSeen] = Field(description="the messages that it is, or the one that it is nearest to")


class ListMistakes(Asked):
    """Mistakes, all of them or some."""

    api: str | None = Field(None, max_length=100, description="those of this API only")
    cause: str | None = Field(None, max_length=100, description="those of this name only")


class MistakeSeen(AdminMessage):
    """A mistake that developers are known to make: each is looked for when a request is refused."""

    api: str = Field(description="the API whose refusals name it")
    check: str = Field(description="the part of a request in which it is looked for")
    cause: str = Field(description="its name, as findings have it")
    fix: str = Field(description="what to do about it")


class MistakeList(AdminMessage):
    """Mistakes, part by part, in the order in which they are looked for."""

    mistakes: list[MistakeSeen] = Field(description="mistakes")
