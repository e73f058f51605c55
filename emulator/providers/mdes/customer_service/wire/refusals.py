"""The reason codes of Customer Service with their statuses: one table for what the domain refuses, one for what a message lacks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from emulator.core.wire import Malformed, NotBuilt, ProtocolError, Unreadable
from emulator.domain import errors
from emulator.domain.errors import DomainError, InvalidField
from emulator.providers.mdes.customer_service.schemas import ErrorBody, ErrorEntry, ErrorList
from emulator.providers.mdes.reasons import LONGEST, MOST_ITEMS, PROBLEM_OF, PROBLEMS, Refusal

BAD_REQUEST: Final = 400
FAILED: Final = 500

# Who was at fault, where no field can be named.
SYSTEM: Final = "System"
WHOLE_REQUEST: Final = "INPUT"
# Parts of pydantic's places that are no names on the wire.
UNNAMED: Final = frozenset({"EncryptedData"})


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer to one class of errors: the code, the status, and the field at fault or who else was."""

    code: str
    status: int = BAD_REQUEST
    source: str = SYSTEM


Answers = Mapping[type[DomainError], Refused | Callable[[DomainError], Refused]]


def _of_field(error: DomainError) -> Refused:
    if not isinstance(error, InvalidField):
        raise TypeError(f"{type(error).__name__} names no member")
    return Refused(PROBLEMS.get(error.problem, PROBLEMS["value"]), source=error.name)


def _of_refusal(error: DomainError) -> Refused:
    if not isinstance(error, Refusal):
        raise TypeError(f"{type(error).__name__} names no reason code")
    return Refused(error.code, source=error.member or SYSTEM)


EMPTY: Final = Refused("EMPTY_RESULT", source=WHOLE_REQUEST)
UNFORESEEN: Final = Refused("INTERNAL_SERVICE_FAILURE", FAILED)

# The names and their statuses are those of a public integration; which one answers what is our own choice where the
# documentation does not say it.
REFUSALS: Final[Answers] = {
    Refusal: _of_refusal,
    errors.InvalidField: _of_field,
    errors.StaleData: _of_field,
    errors.UnknownToken: EMPTY,
    errors.UnknownCard: EMPTY,
    errors.UnknownRequestor: EMPTY,
    errors.UnknownAsset: EMPTY,
    errors.UnknownTask: EMPTY,
    errors.ForeignToken: EMPTY,
    errors.IllegalTransition: Refused("INVALID_TOKEN_STATUS", source="TokenUniqueReference"),
    errors.IneligibleCard: Refused("INVALID_FIELD_VALUE", source="NewAccountPan"),
    errors.InvalidPan: Refused("INVALID_FIELD_VALUE", source="AccountPan"),
    errors.ExpiredCard: Refused("INVALID_FIELD_VALUE", source="ExpirationDate"),
    errors.MissingExpiry: Refused("MISSING_CONDITIONAL_FIELD", source="ExpirationDate"),
    errors.UnknownMethod: Refused("INVALID_FIELD_VALUE", source="ActivationMethodId"),
    errors.ExpiredCode: Refused("INVALID_WORKFLOW"),
    errors.WrongStep: Refused("INVALID_WORKFLOW"),
    errors.IneligibleDevice: Refused("NOT_SUPPORTED"),
    errors.IneligiblePair: Refused("NOT_SUPPORTED"),
    errors.TooManyTokens: Refused("INVALID_DATA"),
    errors.ProvisionFailed: Refused("INVALID_DATA"),
    errors.ReceiptRefused: Refused("INVALID_DATA"),
    errors.IncorrectTav: Refused("INVALID_DATA"),
    errors.DuplicateTask: Refused("INVALID_DATA"),
    errors.IssuerSilent: UNFORESEEN,
    errors.Unavailable: UNFORESEEN,
}

# What a request is refused for before the domain sees it.
PROTOCOL: Final[Mapping[type[ProtocolError], Refused]] = {
    Unreadable: Refused("INVALID_DATA", source="EncryptedAccountInformation"),
    Malformed: Refused("INVALID_REQUEST", source=WHOLE_REQUEST),
    NotBuilt: Refused("NOT_SUPPORTED"),
}

# Mastercard's sample of an error has these words; the others are made of the code.
WORDS: Final[Mapping[str, str]] = {"EMPTY_RESULT": "Empty result for the given request."}


def refused(error: Exception) -> list[Refused]:
    """Return the answers to an error: several when a message lacks several things."""
    if isinstance(error, ValidationError):
        return [_of_validation(one["type"], one["loc"]) for one in error.errors()[:MOST_ITEMS]]
    if isinstance(error, ProtocolError):
        return [PROTOCOL.get(type(error), UNFORESEEN)]
    return [_of_domain(error)] if isinstance(error, DomainError) else [UNFORESEEN]


def body(answers: Iterable[Refused]) -> ErrorBody:
    """Return a refusal in the service's form."""
    return ErrorBody(Errors=ErrorList(Error=[_entry(answer) for answer in answers]))


def _of_domain(error: DomainError) -> Refused:
    found = next((REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), UNFORESEEN)
    return found if isinstance(found, Refused) else found(error)


def _of_validation(kind: str, place: Iterable[int | str]) -> Refused:
    # The first part is the root member, which every message has.
    inner = [part for part in place if isinstance(part, str) and part not in UNNAMED][1:]
    return Refused(PROBLEMS[PROBLEM_OF.get(kind, "format")], source=".".join(inner) or WHOLE_REQUEST)


def _entry(answer: Refused) -> ErrorEntry:
    named = answer.source not in {SYSTEM, WHOLE_REQUEST}
    words = WORDS.get(answer.code, answer.code.replace("_", " ").title())
    return ErrorEntry(
        Source=answer.source, ReasonCode=answer.code, Description=(f"{words} - {answer.source}" if named else words)[:LONGEST]
    )
