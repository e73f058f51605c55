"""How Digital Enablement speaks: signed by OAuth, partly encrypted, and with status 200 for what the service refuses."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import Wire
from emulator.domain.errors import DomainError, Unavailable
from emulator.domain.worlds import Credential
from emulator.providers.mdes import gateway, oauth, reasons
from emulator.providers.mdes.digital_enablement.routes import OPERATIONS
from emulator.providers.mdes.digital_enablement.schemas import DigitalEnablementRefusal, ErrorBody
from emulator.providers.mdes.messages import reading

# The descriptions say 500, and what developers report is 200 (github.com/Mastercard/mastercard-api-client-tutorial,
# issues 20, 29 and 53). Our own choice: 500 when the emulator itself has failed, and 200 for all else.
REFUSED: Final = 200
FAILED: Final = 500

# The one answer in which an error says that nobody can be verified.
_TOKENIZE: Final = "/tokenize"


class DigitalEnablementWire(Wire):
    """Speaks as the gateway does up to the signature, and as the service does beyond it."""

    error_model: ClassVar = DigitalEnablementRefusal

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return reasons.REASONS

    def claim(self, request: Request) -> tuple[str, str] | None:
        """Return the consumer key that the request shows. Raises AccessDenied."""
        return oauth.claim(request)

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Check the signature. Raises AccessDenied."""
        oauth.authenticate(ctx, request, credential)

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the fields, encrypted members opened. Raises as `reading.read`."""
        return reading.read(ctx, operation, request)

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer, `tokenDetail` sealed to the client."""
        return reading.written(ctx, operation, answer)

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's, or the service's in the form that is seen in use."""
        if at_the_gate := gateway.refusal(request, error, OPERATIONS):
            return at_the_gate
        items = reasons.items(error)
        body = ErrorBody(
            errorCode=items[0].reasonCode,
            errorDescription=items[0].description,
            errors=items,
            responseId=reading.request_id(ctx, request),
            supportsAuthentication=False if request.path.endswith(_TOKENIZE) else None,
        )
        status = FAILED if isinstance(error, Unavailable) else REFUSED
        return Response(status, body.model_dump_json(exclude_none=True).encode(), JSON_HEADERS)
