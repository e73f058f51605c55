"""What went over the wire, opened, explained, and masked."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Asked, NamespaceId, Page, Paged, Reference

Direction = Literal["inbound", "outbound"]


class Filters(AdminMessage):
    """Which exchanges are meant: those of which all that is given holds."""

    api: str | None = Field(None, max_length=100, description="only those of this API, e.g. `mdes.digital_enablement`, or of a pattern")
    operation: str | None = Field(None, max_length=100, description="only those of this operation, question or notice, or of a pattern")
    direction: Direction | None = Field(None, description="only what clients sent (`inbound`) or what the emulator sent (`outbound`)")
    status: int | None = Field(None, ge=100, le=599, description="only those answered with this HTTP status")
    error: str | None = Field(None, max_length=100, description="only those refused for this reason")
    cause: str | None = Field(None, max_length=100, description="only those with a finding of this cause")


class ListExchanges(Paged, Filters):
    """Exchanges of one world that the in-memory journal still holds."""

    since: Reference | None = Field(None, description="only those that ended after the exchange with this id")


class GetExchange(Asked):
    """One exchange, whole."""

    exchange: Reference = Field(description="its id, as `X-Emulator-Explanation` has it at the end")
    namespace: NamespaceId | None = Field(None, description="the world it must be of; default: any")
    reveal: bool = Field(False, description="show card numbers in clear")


class ExchangeLine(AdminMessage):
    """One exchange in short."""

    id: str = Field(description="its id")
    at: datetime = Field(description="the machine's time when it began")
    direction: Direction = Field(description="who spoke first")
    api: str = Field(description="the API")
    operation: str = Field(description="the operation or notice; `unknown` where nothing answers at the path")
    method: str = Field(description="HTTP method")
    url: str = Field(description="the URL, card numbers masked")
    status: int | None = Field(description="HTTP status of the answer; null when none came")
    error: str | None = Field(description="why it was refused or not delivered; null when it was not")
    causes: list[str] = Field(description="the causes that its findings name")
    micros: int = Field(description="microseconds until the answer was ready")


class ExchangePage(Page):
    """Exchanges, the last to end first."""

    exchanges: list[ExchangeLine] = Field(description="exchanges in short")
    evicted: int = Field(description="how many exchanges of this world the journal has forgotten because it was full")


class Content(AdminMessage):
    """Bytes as text."""

    encoding: Literal["utf-8", "base64"] = Field(description="`base64` where the bytes are no UTF-8 text")
    text: str = Field(description="the bytes in this encoding, card numbers masked")


class RequestSeen(AdminMessage):
    """A request as it was on the wire."""

    method: str = Field(description="HTTP method")
    url: str = Field(description="the absolute URL that the client used")
    headers: dict[str, str] = Field(description="headers")
    body: Content = Field(description="the body")
    opened: Content | None = Field(description="the body with its encrypted parts opened; null where nothing was encrypted or opened")


class ResponseSeen(AdminMessage):
    """An answer as it was on the wire."""

    status: int = Field(description="HTTP status")
    headers: dict[str, str] = Field(description="headers")
    body: Content = Field(description="the body")
    opened: Content | None = Field(description="the body before its parts were encrypted; null where nothing was")


class FindingSeen(AdminMessage):
    """Something that was wrong, both sides of it, and what to do about it."""

    check: str = Field(description="the step that failed")
    cause: str = Field(description="the mistake, in one word")
    message: str = Field(description="the mistake, in one sentence")
    fix: str = Field(description="what to do")
    expected: str | None = Field(description="our side")
    got: str | None = Field(description="their side")
    difference: int | None = Field(description="offset of the first byte in which both differ")
    severity: Literal["refused", "tolerated"] = Field(description="whether it was accepted all the same")


class StepSeen(AdminMessage):
    """One thing that was checked of a request, in the order of the checks."""

    step: str = Field(description="the step, as findings name it in `check`")
    what: str = Field(description="what is checked, in words")
    outcome: Literal["passed", "tolerated", "refused", "not_made"] = Field(
        description="how it went; `not_made` behind the step that refused, and where the settings ask for no signature"
    )
    shown: str | None = Field(description="what was checked, where it passed: the base string of a signature, a hash, a time")


class ProblemSeen(AdminMessage):
    """One thing that a message was refused for."""

    member: str = Field(description="the member, with dots between levels; empty for the whole")
    why: str = Field(description="what is wrong with it")


class ExchangeSeen(ExchangeLine):
    """One exchange, whole."""

    namespace: str = Field(description="the world")
    request: RequestSeen = Field(description="what was asked")
    response: ResponseSeen | None = Field(description="what was answered; null when no answer came")
    problems: list[ProblemSeen] = Field(description="what it was refused for, member by member")
    findings: list[FindingSeen] = Field(description="what was wrong")
    steps: list[StepSeen] = Field(description="what was checked of a client's request, step by step")
