"""The reasons with which Visa's products refuse: one table for what the domain refuses, one for what is unreadable."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from emulator.core.wire import Malformed, NoSuchOperation, NotBuilt, ProtocolError, RepeatInFlightError, TooLarge, Unreadable
from emulator.domain import errors
from emulator.domain.errors import DomainError, InvalidField
from emulator.providers.vts.schemas import ErrorDetail, ErrorResponse, Refusal
from emulator.providers.vts.sealing import UnreadableField

MOST_DETAILS: Final = 10


@dataclass(frozen=True, slots=True)
class Reason:
    """The answer to one class of errors; `location` is the member at fault, where there is one."""

    status: int
    reason: str
    message: str
    location: str = ""


class Declined(DomainError):
    """The issuer, or the network in its place, declines."""


class VerificationFailed(DomainError):
    """The card's own data does not hold: its security code, above all."""


class NameMissing(DomainError):
    """The card has no name, and no customer is linked to take it from."""


class WrongCode(InvalidField):
    """The code is not the one that was sent."""


class Exhausted(DomainError):
    """No more codes, or no more attempts: the way is closed."""


class UnknownCustomer(DomainError):
    """There is no such customer of this client."""


class NotDelivered(DomainError):
    """The issuer could not send the code."""


def _invalid(location: str) -> Reason:
    return Reason(400, "invalidParameter", "Input validation failed", location)


def _of_field(error: DomainError) -> Reason:
    if not isinstance(error, InvalidField):
        raise TypeError(f"{type(error).__name__} names no member")
    return _invalid(error.name)


Reasons = Mapping[type[DomainError], Reason | Callable[[DomainError], Reason]]

EXPIRY: Final = "encPaymentInstrument/expirationDate"
UNFORESEEN: Final = Reason(503, "serviceError", "Service unavailable")

# The reasons are those that developer.visa.com, the Visa Developer Community and processors name, and the sentence of
# cardNotEligible is a processor's sample. Statuses and words of notFound, declined and notAllowed, and which of them answers
# what, are our own choice where no page says it.
REASONS: Final[Reasons] = {
    Declined: Reason(403, "declined", "The issuer declined the request"),
    VerificationFailed: Reason(403, "cardVerificationFailed", "The card could not be verified"),
    NameMissing: Reason(422, "nameOnCardMissing", "The card has no name, and no customer is linked to it"),
    WrongCode: _of_field,
    Exhausted: Reason(409, "notAllowed", "No further codes or attempts are allowed"),
    UnknownCustomer: Reason(404, "notFound", "The customer was not found"),
    NotDelivered: Reason(502, "serviceError", "The issuer could not deliver the code"),
    errors.InvalidField: _of_field,
    errors.StaleData: _of_field,
    errors.UnknownToken: Reason(404, "notFound", "The token was not found"),
    errors.UnknownCard: Reason(404, "notFound", "The card was not found"),
    errors.UnknownRequestor: Reason(403, "notAllowed", "The token requestor is not enabled"),
    errors.UnknownAsset: Reason(404, "notFound", "The content was not found"),
    errors.UnknownTask: Reason(404, "notFound", "The object was not found"),
    errors.ForeignToken: Reason(403, "notAllowed", "The token belongs to another requestor"),
    errors.IllegalTransition: Reason(409, "notAllowed", "The token's status does not allow the operation"),
    errors.IneligibleCard: Reason(
        403, "cardNotEligible", "Further operations are no longer allowed. Please contact your bank to resolve the issue."
    ),
    errors.IneligibleDevice: Reason(403, "cardNotAllowed", "The card is not allowed on this device"),
    errors.IneligiblePair: Reason(403, "cardNotAllowed", "The card is not allowed on this device"),
    errors.InvalidPan: Reason(403, "cardVerificationFailed", "The card could not be verified"),
    errors.MissingExpiry: _invalid(EXPIRY),
    errors.ExpiredCard: _invalid(EXPIRY),
    errors.TooManyTokens: Reason(403, "notAllowed", "The card has too many tokens"),
    errors.ProvisionFailed: Reason(502, "serviceError", "The token could not be provisioned"),
    errors.IssuerSilent: Reason(504, "serviceError", "The issuer did not answer"),
    errors.ReceiptRefused: _invalid("receipt"),
    errors.IncorrectTav: _invalid("activationData"),
    errors.UnknownMethod: _invalid("stepUpRequestID"),
    errors.ExpiredCode: _invalid("otpValue"),
    errors.WrongStep: Reason(409, "notAllowed", "The operation does not belong to the present step"),
    errors.DuplicateTask: Reason(409, "notAllowed", "The object exists already"),
    errors.Unavailable: UNFORESEEN,
}

INCOMPLETE: Final = Reason(400, "incompleteRequest", "The request has no body")
# By the cause of the finding first, then by the kind of the error.
BY_CAUSE: Final[Mapping[str, Reason]] = {"empty_body": INCOMPLETE}
PROTOCOL: Final[Mapping[type[ProtocolError], Reason]] = {
    Unreadable: Reason(400, "invalidParameter", "The message cannot be decrypted"),
    Malformed: Reason(400, "invalidRequest", "The request cannot be read"),
    TooLarge: Reason(413, "invalidRequest", "The request is too large"),
    NoSuchOperation: Reason(404, "notFound", "The resource was not found"),
    NotBuilt: Reason(403, "notAllowed", "The operation is not supported"),
    RepeatInFlightError: Reason(503, "serviceError", "The first request with this x-request-id has not ended"),
}

CANNOT_BE_DECRYPTED: Final = "cannot be decrypted"


def refusal(error: Exception, reasons: Reasons = REASONS) -> Refusal:
    """Return what a product answers to an error; never a value that the caller sent."""
    if isinstance(error, ValidationError):
        return _refusal(_invalid(""), list(_details(error)))
    if isinstance(error, UnreadableField):
        return _refusal(_invalid(""), [ErrorDetail(location=error.location, message=CANNOT_BE_DECRYPTED)])
    reason = _reason(error, reasons)
    if reason.location:
        problem = error.problem if isinstance(error, InvalidField) else "invalid value"
        return _refusal(reason, [ErrorDetail(location=reason.location, message=problem)])
    return _refusal(reason)


def _refusal(reason: Reason, details: list[ErrorDetail] | None = None) -> Refusal:
    answer = ErrorResponse(status=reason.status, message=reason.message, reason=reason.reason, details=details)
    return Refusal(errorResponse=answer)


def _reason(error: Exception, reasons: Reasons) -> Reason:
    if isinstance(error, ProtocolError):
        found = BY_CAUSE.get(error.finding.cause)
        return found or next((PROTOCOL[kind] for kind in type(error).__mro__ if kind in PROTOCOL), UNFORESEEN)
    if not isinstance(error, DomainError):
        return UNFORESEEN
    answer = next((reasons[kind] for kind in type(error).__mro__ if kind in reasons), UNFORESEEN)
    return answer if isinstance(answer, Reason) else answer(error)


def _details(error: ValidationError) -> Iterator[ErrorDetail]:
    for one in error.errors(include_url=False, include_input=False, include_context=False)[:MOST_DETAILS]:
        yield ErrorDetail(location=location_of(one["loc"]), message=one["msg"])


def location_of(parts: Iterable[int | str]) -> str:
    """Return a member's place as a path, counted from 1 in lists as XPath does."""
    # pydantic names the branches of a union too; they are no members.
    steps = (f"[{part + 1}]" if isinstance(part, int) else f"/{part}" for part in parts if isinstance(part, int) or part.isidentifier())
    return "".join(steps).lstrip("/")
