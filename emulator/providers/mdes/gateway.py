"""Mastercard's API gateway, which stands before MDES: its error form, and what it refuses without asking MDES."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import Field

from emulator.core.message import JSON_HEADERS, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import AccessDenied, Malformed, NoSuchOperation, ProtocolError, RateLimited, TooLarge
from emulator.crypto.diagnosis import Finding
from emulator.providers.mdes.paths import methods_at
from emulator.providers.mdes.schemas import MdesMessage


class GatewayError(MdesMessage):
    """One entry of a gateway error."""

    Source: Literal["Gateway"] = Field(description="who refused")
    ReasonCode: str = Field(max_length=100, description="why, as a code")
    Description: str = Field(description="why, in words; a signature error shows the base string that would have been accepted")
    Recoverable: bool = Field(description="whether the same request may succeed later")
    Details: None = Field(description="always null")


class GatewayErrorList(MdesMessage):
    """The list inside a gateway error."""

    Error: list[GatewayError] = Field(description="the errors, one in practice")


class GatewayRefusal(MdesMessage):
    """What the gateway answers in place of MDES."""

    Errors: GatewayErrorList = Field(description="what was wrong")


@dataclass(frozen=True, slots=True)
class Refused:
    """How one kind of refusal is answered; `words` makes the description from the finding."""

    status: int
    code: str
    words: Callable[[Finding], str]


def _hashes(finding: Finding) -> str:
    return (
        "The provided oauth_body_hash does not match the SHA256 hash of the request payload. "
        f"Calculated: {finding.expected}, Received: {finding.got}"
    )


def _base_string(finding: Finding) -> str:
    return f"OAuth signatures did not match. Acceptable signature base string: {finding.expected}"


def _problem(finding: Finding) -> str:
    return f"Problem with signature base string. {finding.message}"


def _message(finding: Finding) -> str:
    return finding.message


# Codes and the statuses 400 and 401 as developers report them (github.com/Mastercard/oauth1-signer-python, issue 37;
# client-encryption-python, issue 11; oauth1-signer-csharp, issues 8 and 24); the status of an unknown client and of a
# bad header is our own choice.
AT_THE_GATE: Final[Mapping[str, Refused]] = {
    "header": Refused(400, "INVALID_OAUTH_SBS", _problem),
    "parameters": Refused(400, "INVALID_OAUTH_SBS", _problem),
    "consumer_key": Refused(401, "INVALID_CLIENT_ID", _message),
    "body_hash": Refused(400, "INVALID_BODY_HASH", _hashes),
    "signature": Refused(401, "AUTHENTICATION_FAILED", _base_string),
}
OTHERWISE: Final = AT_THE_GATE["signature"]

# Our own choice of codes: what Mastercard's gateway answers to these is not published.
TOO_LARGE: Final = Refused(413, "PAYLOAD_TOO_LARGE", _message)
RATE_LIMITED: Final = Refused(429, "RATE_LIMIT_EXCEEDED", _message)
NOT_JSON: Final = Refused(415, "UNSUPPORTED_MEDIA_TYPE", _message)
NO_PATH: Final = Refused(404, "NOT_FOUND", _message)
NO_METHOD: Final = Refused(405, "METHOD_NOT_ALLOWED", _message)


BY_KIND: Final[Mapping[type[ProtocolError], Refused]] = {TooLarge: TOO_LARGE, RateLimited: RATE_LIMITED}


def refusal(request: Request, error: Exception, operations: Iterable[AnyOperation]) -> Response | None:
    """Return the gateway's answer to an error; None when the request got past it and MDES answers."""
    if not isinstance(error, ProtocolError):
        return None
    methods = methods_at(operations, request.path) if isinstance(error, NoSuchOperation) else []
    row = _row(error, methods)
    if row is None:
        return None
    response = rendered(row, error.finding)
    return response.with_header("Allow", ", ".join(methods)) if row is NO_METHOD else response


def _row(error: ProtocolError, methods: list[str]) -> Refused | None:
    if isinstance(error, AccessDenied):
        return AT_THE_GATE.get(error.finding.check, OTHERWISE)
    if isinstance(error, NoSuchOperation):
        return NO_METHOD if methods else NO_PATH
    if isinstance(error, Malformed) and error.finding.check == "content_type":
        return NOT_JSON
    return next((row for kind, row in BY_KIND.items() if isinstance(error, kind)), None)


def rendered(row: Refused, finding: Finding) -> Response:
    """Return a refusal in the gateway's form."""
    error = GatewayError(Source="Gateway", ReasonCode=row.code, Description=row.words(finding), Recoverable=False, Details=None)
    body = GatewayRefusal(Errors=GatewayErrorList(Error=[error])).model_dump_json().encode()
    return Response(row.status, body, JSON_HEADERS)
