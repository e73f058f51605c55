"""The reason codes of MDES: one table for what the domain refuses, one for what a message lacks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ValidationError

from emulator.core.wire import Malformed, NotBuilt, ProtocolError, Unreadable
from emulator.domain import errors
from emulator.domain.errors import DomainError, InvalidField
from emulator.providers.mdes.schemas import ErrorItem

MOST_ITEMS: Final = 10
LONGEST: Final = 256
# Parts of pydantic's places that are no names on the wire: the opened payload, and the branches of a union.
UNNAMED: Final = frozenset({"encryptedData", "str", "constrained-str", "int", "constrained-int"})

# What can be wrong with one member. Missing and pattern are pydantic's to find, the domain finds the others too.
PROBLEMS: Final[Mapping[str, str]] = {
    "missing": "MISSING_REQUIRED_FIELD",
    "format": "INVALID_FIELD_FORMAT",
    "length": "INVALID_FIELD_LENGTH",
    "value": "INVALID_FIELD_VALUE",
}

# pydantic's error types by problem; every other type is one of form. MDES publishes the codes, not when it uses which:
# the map is our own choice.
PROBLEM_OF: Final[Mapping[str, str]] = {
    "missing": "missing",
    "string_too_short": "length",
    "string_too_long": "length",
    "too_short": "length",
    "too_long": "length",
    "literal_error": "value",
    "enum": "value",
    "value_error": "value",
    "greater_than_equal": "value",
    "less_than_equal": "value",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """The answer to one class of errors: the code, the side at fault, and the member that is named after the dash."""

    code: str
    source: Literal["INPUT", "MDES"] = "INPUT"
    member: str = ""


class Refusal(DomainError):
    """MDES refuses in a way that no other network has a word for."""

    def __init__(self, code: str, *, member: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.member = member


Reasons = Mapping[type[DomainError], Reason | Callable[[DomainError], Reason]]


def _of_field(error: DomainError) -> Reason:
    if not isinstance(error, InvalidField):
        raise TypeError(f"{type(error).__name__} names no member")
    return Reason(PROBLEMS.get(error.problem, PROBLEMS["value"]), member=error.name)


def _of_refusal(error: DomainError) -> Reason:
    if not isinstance(error, Refusal):
        raise TypeError(f"{type(error).__name__} names no reason code")
    return Reason(error.code, member=error.member)


UNFORESEEN: Final = Reason("INTERNAL_SERVICE_FAILURE", "MDES")

# The names are those of the digitization family; which one answers what is our own choice where MDES does not say it,
# above all for receipts, validity ends and assets.
REASONS: Final[Reasons] = {
    Refusal: _of_refusal,
    errors.InvalidField: _of_field,
    errors.StaleData: _of_field,
    errors.UnknownToken: Reason("INVALID_TOKEN_UNIQUE_REFERENCE"),
    errors.UnknownCard: Reason("INVALID_PAN_UNIQUE_REFERENCE"),
    errors.UnknownRequestor: Reason("AUTHORIZATION_FAILED"),
    errors.UnknownAsset: Reason("INVALID_FIELD_VALUE", member="AssetId"),
    errors.ForeignToken: Reason("AUTHORIZATION_FAILED"),
    errors.IllegalTransition: Reason("INVALID_TOKEN_STATUS"),
    errors.IneligibleCard: Reason("PAN_INELIGIBLE"),
    errors.IneligibleDevice: Reason("DEVICE_INELIGIBLE"),
    errors.IneligiblePair: Reason("PAN_INELIGIBLE_FOR_DEVICE"),
    errors.InvalidPan: Reason("INVALID_PAN"),
    errors.MissingExpiry: Reason("MISSING_EXPIRY_DATE"),
    errors.ExpiredCard: Reason("INVALID_FIELD_VALUE", member="expiryYear"),
    errors.TooManyTokens: Reason("PAN_PROVISIONING_COUNT_EXCEEDED"),
    errors.ProvisionFailed: Reason("PROVISION_FAILED", "MDES"),
    errors.IssuerSilent: Reason("NO_RESPONSE_FROM_ISSUER", "MDES"),
    errors.ReceiptRefused: Reason("INVALID_FIELD_VALUE", member="pushAccountReceipt"),
    errors.IncorrectTav: Reason("INCORRECT_TAV"),
    errors.UnknownMethod: Reason("INVALID_AUTHENTICATION_METHOD"),
    errors.ExpiredCode: Reason("EXPIRED_CODE"),
    errors.WrongStep: Reason("INVALID_WORKFLOW"),
    errors.DuplicateTask: Reason("DUPLICATE_REQUEST"),
    errors.UnknownTask: Reason("INVALID_TASK_ID"),
    errors.Unavailable: UNFORESEEN,
}

# The one code that Token Connect documents besides those of the family.
PUSH_REASONS: Final[Reasons] = {**REASONS, errors.IneligibleCard: Reason("ACCOUNT_INELIGIBLE")}

# What a request is refused for before the domain sees it.
PROTOCOL: Final[Mapping[type[ProtocolError], Reason]] = {
    Unreadable: Reason("CRYPTOGRAPHY_ERROR"),
    Malformed: Reason("INVALID_JSON"),
    # MDES has this name in its Customer Service API, for what it does not offer.
    NotBuilt: Reason("NOT_SUPPORTED", "MDES"),
}


def items(error: Exception, reasons: Reasons = REASONS) -> list[ErrorItem]:
    """Return the entries of `errors` that answer a refusal; `reasons` is the API's own table."""
    if isinstance(error, ValidationError):
        return [_item(_of_validation(one["type"], one["loc"])) for one in error.errors()[:MOST_ITEMS]]
    if isinstance(error, ProtocolError):
        return [_item(PROTOCOL.get(type(error), UNFORESEEN))]
    return [_item(_of_domain(error, reasons) if isinstance(error, DomainError) else UNFORESEEN)]


def _of_domain(error: DomainError, reasons: Reasons) -> Reason:
    found = next((reasons[kind] for kind in type(error).__mro__ if kind in reasons), UNFORESEEN)
    return found if isinstance(found, Reason) else found(error)


def _of_validation(kind: str, place: Iterable[int | str]) -> Reason:
    member = ".".join(part for part in place if isinstance(part, str) and part not in UNNAMED)
    return Reason(PROBLEMS[PROBLEM_OF.get(kind, "format")], member=member)


def _item(reason: Reason) -> ErrorItem:
    words = reason.code.replace("_", " ").title()
    text = f"{words} - {reason.member}" if reason.member else words
    return ErrorItem(source=reason.source, reasonCode=reason.code, description=text[:LONGEST])
