"""How Digital Enablement speaks: signed by OAuth, partly encrypted, and with status 200 for what the service refuses."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Outgoing, Request, Response
from emulator.core.operation import Notice
from emulator.domain.errors import DomainError, Unavailable
from emulator.domain.parties import Requestor
from emulator.providers.mdes import gateway, reasons, sealing
from emulator.providers.mdes.digital_enablement.routes import OPERATIONS
from emulator.providers.mdes.digital_enablement.schemas import DescribedBody, DescribedError, DigitalEnablementRefusal, ErrorBody
from emulator.providers.mdes.messages import reading
from emulator.providers.mdes.messages.wire import MdesWire
from emulator.providers.mdes.schemas import ErrorItem

# The descriptions say 500, and what developers report is 200 (github.com/Mastercard/mastercard-api-client-tutorial,
# issues 20, 29 and 53). Our own choice: 500 when the emulator itself has failed, and 200 for all else, unless a setting says
# that the description is to be followed.
REFUSED: Final = 200
SPECIFIED: Final = 500
FAILED: Final = 500
# Mastercard publishes neither schedule nor number of attempts: our own choice, as for issuers.
RETRIES: Final = (1, 10, 60)

# The one answer in which an error says that nobody can be verified.
_TOKENIZE: Final = "/tokenize"


class DigitalEnablementWire(MdesWire):
    """Speaks as the gateway does up to the signature, and as the service does beyond it."""

    error_model: ClassVar = DigitalEnablementRefusal

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return reasons.REASONS

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's, or the service's in the form that is seen in use, or in the one that is described."""
        if at_the_gate := gateway.refusal(request, error, OPERATIONS):
            return at_the_gate
        body = FORMS[ctx.settings.mdes_error_shape](ctx, request, reasons.items(error))
        refused = SPECIFIED if ctx.settings.mdes_error_status == "spec" else REFUSED
        status = FAILED if isinstance(error, Unavailable) else refused
        return Response(status, body.model_dump_json(exclude_none=True).encode(), JSON_HEADERS)

    def prepare_notice(self, ctx: Context, notice: Notice, receiver: Any, *, url: str, body: bytes) -> Outgoing:
        """Return one attempt, encrypted to the requestor's certificate in the form that it reads.

        Raises:
            ValueError: the requestor has registered no certificate.
        """
        if not (isinstance(receiver, Requestor) and receiver.encryption_certificate):
            raise ValueError("the token requestor has no encryption certificate")
        ctx.sealing[sealing.FORM] = receiver.encryption
        sealed = sealing.sealed(ctx, orjson.loads(body), notice.sealed, to=ctx.keys.pair(receiver.encryption_certificate))
        return Outgoing("POST", url, JSON_HEADERS, orjson.dumps(sealed), opened=body)

    @property
    def retries(self) -> tuple[int, ...]:
        """Seconds from each failed attempt to the next."""
        return RETRIES


def _as_observed(ctx: Context, request: Request, items: list[ErrorItem]) -> BaseModel:
    return ErrorBody(
        errorCode=items[0].reasonCode,
        errorDescription=items[0].description,
        errors=items,
        responseId=reading.request_id(ctx, request),
        supportsAuthentication=False if request.path.endswith(_TOKENIZE) else None,
    )


def _as_described(ctx: Context, request: Request, items: list[ErrorItem]) -> BaseModel:
    return DescribedBody(
        responseHost=reading.answering_host(ctx),
        responseId=reading.request_id(ctx, request),
        Errors=DescribedError.model_validate(items[0].model_dump()),
    )


FORMS: Final[Mapping[str, Callable[[Context, Request, list[ErrorItem]], BaseModel]]] = {"array": _as_observed, "object": _as_described}
