"""From what went wrong to the error that Stripe would send (docs.stripe.com/api/errors, docs.stripe.com/error-codes)."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from pydantic import ValidationError

from emulator.core.message import Request
from emulator.core.wire import (
    AccessDenied,
    Malformed,
    NoSuchOperation,
    NotBuilt,
    ProtocolError,
    RateLimited,
    RepeatDiffersError,
    RepeatInFlightError,
    TooLarge,
    Unreadable,
)
from emulator.domain import errors
from emulator.domain.errors import DomainError
from emulator.providers.stripe.service.books import refusals
from emulator.providers.stripe.wire.idempotency import client_key
from emulator.providers.stripe.wire.invalid import wrong

INVALID_REQUEST: Final = "invalid_request_error"
IDEMPOTENCY: Final = "idempotency_error"
API: Final = "api_error"

_FAILED: Final = "An unknown error occurred in the emulator; its log has the details."
_DIFFERS: Final = (
    "Keys for idempotent requests can only be used with the same parameters they were first used with. "
    "Try using a key other than '{key}' if you meant to execute a different request."
)
_NOWHERE: Final = (
    "Unrecognized request URL ({method}: {path}). The paths that the emulator answers are listed in its documentation; "
    "those of Stripe at https://stripe.com/docs/api."
)
_IN_FLIGHT: Final = (
    "There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, "
    "and the other request is still going through): {key}. Please try again later."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a refusal goes out; `retry` tells the SDKs whether to try again, and nothing where their own rules do."""

    status: HTTPStatus
    code: str = ""
    type: str = INVALID_REQUEST
    message: str = ""
    retry: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One refusal, ready to be written."""

    refusal: Refusal
    message: str
    param: str | None = None

    @property
    def error(self) -> dict[str, str]:
        """The members of `error`, by name; what is empty is left out."""
        code = self.refusal.code
        page = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}" if code else ""
        members = {"code": code, "doc_url": page, "message": self.message, "param": self.param or "", "type": self.refusal.type}
        return {name: value for name, value in members.items() if value}

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to this refusal."""
        challenge = {"WWW-Authenticate": 'Basic realm="Stripe"'} if self.refusal.status == HTTPStatus.UNAUTHORIZED else {}
        return {**challenge, **({"Stripe-Should-Retry": self.refusal.retry} if self.refusal.retry else {})}


_BAD: Final = Refusal(HTTPStatus.BAD_REQUEST)
_MISSING: Final = Refusal(HTTPStatus.NOT_FOUND, "resource_missing")

REFUSALS: Final[Mapping[type[DomainError], Refusal]] = {
    refusals.NoSuchReference: Refusal(HTTPStatus.BAD_REQUEST, "resource_missing"),
    refusals.NoSuchObject: _MISSING,
    refusals.MissingParameter: Refusal(HTTPStatus.BAD_REQUEST, "parameter_missing"),
    refusals.TooDeeplyExpanded: Refusal(HTTPStatus.BAD_REQUEST, "property_expansion_max_depth"),
    refusals.NotAllowed: Refusal(HTTPStatus.FORBIDDEN),
    refusals.Refused: _BAD,
    errors.UnknownToken: _MISSING,
    errors.UnknownCard: _MISSING,
    errors.UnknownRequestor: _BAD,
    errors.UnknownAsset: _BAD,
    errors.UnknownTask: _BAD,
    errors.ForeignToken: _BAD,
    errors.InvalidField: _BAD,
    errors.StaleData: _BAD,
    errors.InvalidPan: _BAD,
    errors.MissingExpiry: _BAD,
    errors.ExpiredCard: _BAD,
    errors.IneligibleCard: _BAD,
    errors.IneligibleDevice: _BAD,
    errors.IneligiblePair: _BAD,
    errors.UnknownMethod: _BAD,
    errors.ExpiredCode: _BAD,
    errors.WrongStep: _BAD,
    errors.IncorrectTav: _BAD,
    errors.IllegalTransition: _BAD,
    errors.TooManyTokens: _BAD,
    errors.ReceiptRefused: _BAD,
    errors.DuplicateTask: _BAD,
    errors.ProvisionFailed: Refusal(HTTPStatus.BAD_GATEWAY, type=API),
    errors.IssuerSilent: Refusal(HTTPStatus.GATEWAY_TIMEOUT, type=API),
    # Nothing was kept, so the same call may be repeated.
    errors.Unavailable: Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, type=API, message=_FAILED, retry="true"),
}

PROTOCOL: Final[Mapping[type[ProtocolError], Refusal]] = {
    AccessDenied: Refusal(HTTPStatus.UNAUTHORIZED),
    Malformed: _BAD,
    Unreadable: _BAD,
    TooLarge: Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    NoSuchOperation: Refusal(HTTPStatus.NOT_FOUND, message=_NOWHERE),
    NotBuilt: Refusal(HTTPStatus.NOT_IMPLEMENTED, type=API),
    RateLimited: Refusal(HTTPStatus.TOO_MANY_REQUESTS, "rate_limit"),
    RepeatDiffersError: Refusal(HTTPStatus.BAD_REQUEST, type=IDEMPOTENCY, message=_DIFFERS),
    RepeatInFlightError: Refusal(HTTPStatus.CONFLICT, "idempotency_key_in_use", type=IDEMPOTENCY, message=_IN_FLIGHT, retry="true"),
}

# Causes that want something else than their kind has.
BY_CAUSE: Final[Mapping[str, Refusal]] = {
    "certificate_expired": Refusal(HTTPStatus.UNAUTHORIZED, "api_key_expired"),
    "api_key_expired": Refusal(HTTPStatus.UNAUTHORIZED, "api_key_expired"),
    "publishable_key": Refusal(HTTPStatus.FORBIDDEN),
    "ephemeral_key_scope": Refusal(HTTPStatus.FORBIDDEN),
    "foreign_account": Refusal(HTTPStatus.FORBIDDEN, "account_invalid"),
}

# Refusals of a call that began to be carried out; they are kept under its key like an answer.
KEPT: Final = (refusals.IllegalMove,)


def answer_to(error: Exception, request: Request) -> Answer:
    """Return the answer to any error that the house may hand to a wire."""
    if isinstance(error, ValidationError):
        found = wrong(error)
        return Answer(Refusal(HTTPStatus.BAD_REQUEST, found.code), found.message, found.param)
    if isinstance(error, ProtocolError):
        return _of_protocol(error, request)
    refusal = next(REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
    param = error.param if isinstance(error, refusals.Refused) else None
    return Answer(refusal, refusal.message or str(error), param)


def _of_protocol(error: ProtocolError, request: Request) -> Answer:
    refusal = BY_CAUSE.get(error.finding.cause) or next(PROTOCOL[kind] for kind in type(error).__mro__ if kind in PROTOCOL)
    if not refusal.message:
        return Answer(refusal, error.finding.message)
    key = client_key(error.repeat) if isinstance(error, RepeatDiffersError | RepeatInFlightError) else ""
    return Answer(refusal, refusal.message.format(key=key, method=request.method, path=request.path))


def body_of(answer: Answer, **more: Any) -> dict[str, Any]:
    """Return the body of a refusal, members in alphabetical order."""
    return {"error": dict(sorted({**answer.error, **more}.items()))}
