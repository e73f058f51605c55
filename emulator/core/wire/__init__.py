"""What an API's wire does, and what it may refuse before the domain is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

import orjson

from emulator.core.checks import Checks
from emulator.core.message import Fields, Outgoing, Request, Response
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError
from emulator.domain.parties import Party
from emulator.domain.worlds import Credential
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from pydantic import BaseModel

    from emulator.core.context import Context


class ProtocolError(Exception):
    """A request that does not get as far as the domain; `finding` explains it to the developer."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class AccessDenied(ProtocolError):
    """The caller is not who it says, or may not call; `finding.check` names the gate it failed at."""


class Unreadable(ProtocolError):
    """An encrypted part does not open."""


class Malformed(ProtocolError):
    """The body is not what its content type says, or holds what no engine can keep."""


class TooLarge(ProtocolError):
    """The body is larger than the server takes."""


class NoSuchOperation(ProtocolError):
    """Nothing lives at this path, or not under this method."""


class NotBuilt(ProtocolError):
    """The provider has this operation and the emulator has not."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A key that makes a call idempotent, and what the call must be like each time."""

    key: str
    fingerprint: str
    kept_for: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a request shows that is good once: `refusal` tells whoever shows it again.

    Tickets of one `book` are remembered in the order of their texts; those before `since` are forgotten.
    """

    book: str
    text: str
    since: str
    refusal: Finding


class RateLimited(ProtocolError):
    """The caller calls too often."""


class RepeatDiffersError(ProtocolError):
    """The key was first used with another request."""

    def __init__(self, repeat: Repeat) -> None:
        self.repeat = repeat
        super().__init__(
            Finding(
                check="idempotency",
                cause="idempotency_key_reused",
                message="this idempotency key was first used with other parameters",
                fix="use a new key for a new request; send the same bytes when you repeat one",
            )
        )


class RepeatInFlightError(ProtocolError):
    """The first call with this key is still running."""

    def __init__(self, repeat: Repeat) -> None:
        self.repeat = repeat
        super().__init__(
            Finding(
                check="idempotency",
                cause="idempotency_key_in_use",
                message="another call with this idempotency key has not ended",
                fix="wait for its answer, then repeat the call",
            )
        )


Refusable = ProtocolError | DomainError


class Wire(Protocol):
    """One API's way of speaking; stateless, everything it needs comes with the context."""

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""

    def claim(self, request: Request) -> tuple[str, str] | None:
        """Return kind and name of the credential that the request shows; None when the API asks for none.

        Raises:
            AccessDenied: it shows none, or one that cannot be read.
        """

    def authenticate(self, ctx: "Context", request: Request, credential: Credential | None) -> None:
        """Check signature and body hash against the credential found (None: unknown).

        Raises:
            AccessDenied: with the cause named.
        """

    @property
    def checks(self) -> Checks:
        """What `authenticate` and `ticket` check, in their order."""
        return Checks()

    def ticket(self, ctx: "Context", request: Request) -> Ticket | None:
        """Return what an authenticated request shows that is good once; None where requests may come again."""
        return None

    def decode(self, ctx: "Context", operation: AnyOperation, request: Request) -> Fields:
        """Return the fields of the message, encrypted parts opened.

        Raises:
            Malformed, Unreadable: with the cause named.
        """

    def encode(self, ctx: "Context", operation: AnyOperation, answer: "BaseModel") -> Response:
        """Return the answer as bytes, encrypted parts sealed."""

    def render(self, ctx: "Context", request: Request, error: Exception) -> Response:
        """Return a refusal in the provider's own shape (ProtocolError, pydantic.ValidationError or DomainError)."""

    def repeat(self, ctx: "Context", operation: AnyOperation, *, request: Request, fields: Fields) -> Repeat | None:
        """Return the key under which the answer is kept; None where calls are not idempotent by key."""
        return None

    def replayed(self, response: Response) -> Response:
        """Return a kept answer the way the provider marks one."""
        return response

    def keeps(self, error: Exception) -> bool:
        """Say whether a refusal is kept like an answer."""
        return False

    async def receiver(self, unit: Unit, name: str) -> Any:
        """Return what `prepare_notice` needs to know of a receiver (a party, unless the API keeps its own); None when it is gone."""
        return await unit.parties.named(name)

    def prepare_notice(self, ctx: "Context", notice: Notice, receiver: Any, *, url: str, body: bytes) -> Outgoing:
        """Return one attempt to deliver a notice, sealed and signed.

        Raises:
            NotImplementedError: this API announces nothing.
        """
        raise _never(notice.name)

    def delivered(self, status: int, body: bytes) -> bool:
        """Say whether this answer to a notice means that the receiver has taken it; as a rule any status from 200 to 299 does."""
        return 200 <= status < 300

    def prepare_question(self, ctx: "Context", question: Question, *, party: Party, message: "BaseModel") -> Outgoing:
        """Return the question as it goes over the wire, sealed and signed.

        Raises:
            NotImplementedError: this API asks nothing.
        """
        raise _never(question.name)

    def read_answer(self, ctx: "Context", question: Question, answer: Response) -> Fields:
        """Return the fields of the app's answer, encrypted parts opened.

        Raises:
            Malformed, Unreadable: it is nonsense; the question's default stands in.
        """
        raise _never(question.name)

    @property
    def kind(self) -> str:
        """Kind of the credential that clients show; empty where the API asks for none."""
        return ""

    def prepare(self, ctx: "Context", operation: AnyOperation, request: Request) -> Request:
        """Return an opened request the way a client sends it: sealed to the provider, and signed with the context's credential.

        The client's half of `authenticate` and `decode`; what is no body of this API, or is sealed already, stays as it is.
        """
        return request

    def open_answer(self, ctx: "Context", operation: AnyOperation, response: Response) -> bytes:
        """Return the body of an answer as the client reads it, encrypted parts opened with the key of the context's credential.

        Raises:
            ValueError: an encrypted part does not open.
        """
        return response.body

    @property
    def retries(self) -> tuple[int, ...]:
        """Seconds of the world's clock from each failed attempt to the next; the first attempt is made at once."""
        return ()

    def opens(self, claim: tuple[str, str]) -> bool:
        """Say whether a credential that nobody has seen opens a world of its own."""
        return False


def _never(name: str) -> NotImplementedError:
    return NotImplementedError(f"this API never says {name}")


# Places where a body may hold what the engines keep differently: an escaped NUL, a long number, or one with an exponent.
# A number follows one of four characters, and stands in no text.
_NUL: Final = rb"\u0000"
_SUSPICIOUS: Final = re.compile(rb"[\s\[:,]-?\d(?:\d{18}|[\d.]*[eE])")
_LARGEST: Final = 2**63 - 1


def parse_json(body: bytes) -> Any:
    """Return the JSON value of UTF-8 bytes.

    Raises:
        Malformed: not JSON (RFC 8259), or it holds NUL, a lone surrogate, or an integer beyond 63 bits.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(Finding(check="body", cause="not_json", message=f"the body is not JSON: {error}", fix="send UTF-8 JSON")) from None
    if _NUL in body or _SUSPICIOUS.search(b" " + _beside_texts(body)):
        _refuse_unkeepable(value)
    return value


def _beside_texts(body: bytes) -> bytes:
    """Leave out the texts of JSON that has no escapes: what is encrypted is long, and is passed over quickly."""
    return body if b"\\" in body else b" ".join(body.split(b'"')[::2])


def _refuse_unkeepable(value: Any) -> None:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(item.keys())
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        elif _unkeepable(item):
            raise Malformed(
                Finding(
                    check="body",
                    cause="value_out_of_range",
                    message="the body holds a NUL character or a number beyond 63 bits",
                    fix="leave such values out",
                )
            )


def _unkeepable(item: Any) -> bool:
    if isinstance(item, str):
        return "\0" in item
    return isinstance(item, int | float) and not -_LARGEST <= item <= _LARGEST
