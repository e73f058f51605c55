"""From bytes to messages and back: decoding, status codes, and the shape of refusals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import stripe
from pydantic import BaseModel, ValidationError

from .. import errors
from ..mdes.refusals import field_refusal
from ..mdes.schemas import InboundMessage, IssuerReply
from ..visa import refusals as visa
from ..visa import schemas as visa_schemas
from .schemas import Refusal

# The nearest class in this table, up the line of inheritance, gives the status.
STATUS: Final[dict[type[BaseException], int]] = {
    errors.WebhookRefused: 400,
    errors.NotFound: 404,
    errors.CardNotActive: 409,
    errors.UnknownWallet: 422,
    errors.BadWalletSession: 422,
    errors.UntrustedChain: 422,
    errors.ProviderUnreachable: 502,
    errors.ProviderRefused: 502,
    errors.ProviderSilent: 504,
    errors.DatabaseSilent: 503,
}

FAILURE: Final = "Internal error"


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status, a JSON body, and headers beside its type."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wire:
    """How an API answers and refuses: `refuse` takes what was raised and the request's body.

    `refusal` is what a refusal looks like, `with_success` whether it comes with the status of a success.
    """

    answer: Callable[[BaseModel], Reply]
    refuse: Callable[[BaseException, bytes], Reply]
    refusal: type[BaseModel] = Refusal
    with_success: bool = False


def refused(status: int, sentence: str) -> Reply:
    """Write a refusal of this app's own API."""
    return Reply(status, Refusal(error=sentence).model_dump_json().encode())


def expected(error: BaseException) -> bool:
    """Say whether the error is a refusal; anything else is our own failure."""
    return isinstance(error, errors.IssuerAppError | ValidationError)


def reason(error: BaseException) -> str:
    """Return why something was refused, for the log."""
    return str(field_refusal(error.errors()) if isinstance(error, ValidationError) else error)


def _own_answer(message: BaseModel) -> Reply:
    return Reply(200, message.model_dump_json().encode())


def _own_refusal(error: BaseException, _body: bytes) -> Reply:
    if isinstance(error, ValidationError):
        return _invalid(error)
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
    return refused(status, str(error)) if status else refused(500, FAILURE)


def _invalid(error: ValidationError) -> Reply:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return refused(400, "The body is not JSON.")
    place = ".".join(str(part) for part in first["loc"])
    return refused(422, f"{place}: {first['msg']}" if place else first["msg"])


def _provider_answer(message: BaseModel) -> Reply:
    return Reply(200, message.model_dump_json(exclude_none=True).encode())


def _provider_refusal(error: BaseException, body: bytes) -> Reply:
    """Refuse as MDES expects an issuer to: HTTP 200, the request's id, a code and a description."""
    if isinstance(error, ValidationError):
        error = field_refusal(error.errors())
    if not isinstance(error, errors.NoticeRefused):
        error = errors.NoticeRefused("INTERNAL_SERVICE_FAILURE", "Internal Service Failure")
    return _provider_answer(IssuerReply(responseId=_request_id(body), errorCode=error.code, errorDescription=str(error)))


def _request_id(body: bytes) -> str:
    try:
        return InboundMessage.model_validate_json(body).requestId
    except ValidationError:
        return "unknown"


def _stripe_answer(message: BaseModel) -> Reply:
    # Stripe must be told in which version a question was answered, and does not mind being told elsewhere.
    return Reply(200, message.model_dump_json(exclude_none=True).encode(), {"Stripe-Version": f"{stripe.api_version}"})


def _visa_refusal(error: BaseException, _body: bytes) -> Reply:
    """Refuse so that Visa sees no answer in it: what it does then is its own rule for a silent issuer."""
    if isinstance(error, ValidationError):
        error = visa.field_refusal(error.errors())
    code = error.code if isinstance(error, visa.MessageRefused) else visa.INTERNAL
    told = visa_schemas.MessageRefusal(errorCode=code, errorDescription=str(error) if code != visa.INTERNAL else FAILURE)
    return Reply(400 if code != visa.INTERNAL else 500, told.model_dump_json().encode())


OWN: Final = Wire(_own_answer, _own_refusal)
PROVIDER: Final = Wire(_provider_answer, _provider_refusal, IssuerReply, with_success=True)
STRIPE: Final = Wire(_stripe_answer, _own_refusal)
VISA: Final = Wire(_provider_answer, _visa_refusal, visa_schemas.MessageRefusal)
