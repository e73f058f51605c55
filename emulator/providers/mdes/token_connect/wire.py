"""How Token Connect speaks: signed by OAuth, the pushed cards encrypted, problems in `errors` with status 200."""

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
from emulator.providers.mdes.messages import reading, sending
from emulator.providers.mdes.token_connect.routes import OPERATIONS
from emulator.providers.mdes.token_connect.schemas import ErrorBody, TokenConnectRefusal

# Our own choice: 500 when the emulator itself has failed; for all else the 200 that Mastercard documents.
REFUSED: Final = 200
FAILED: Final = 500


class TokenConnectWire(Wire):
    """Speaks as the gateway does up to the signature, and as the service does beyond it."""

    error_model: ClassVar = TokenConnectRefusal

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return reasons.PUSH_REASONS

    @property
    def kind(self) -> str:
        """Kind of the credential that clients show."""
        return oauth.KIND

    def prepare(self, ctx: Context, operation: AnyOperation, request: Request) -> Request:
        """Return a request sealed and signed as a client's."""
        return sending.prepared(ctx, operation, request)

    def open_answer(self, ctx: Context, operation: AnyOperation, response: Response) -> bytes:
        """Return an answer as the client reads it."""
        return sending.opened(ctx, operation, response)

    def claim(self, request: Request) -> tuple[str, str] | None:
        """Return the consumer key that the request shows. Raises AccessDenied."""
        return oauth.claim(request)

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Check the signature. Raises AccessDenied."""
        oauth.authenticate(ctx, request, credential)

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the fields, pushed accounts opened. Raises as `reading.read`."""
        return reading.read(ctx, operation, request)

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer; nothing in it is encrypted."""
        return reading.written(ctx, operation, answer)

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's, or the service's list of errors."""
        if at_the_gate := gateway.refusal(request, error, OPERATIONS):
            return at_the_gate
        body = ErrorBody(errors=reasons.items(error, reasons.PUSH_REASONS), responseId=reading.request_id(ctx, request))
        status = FAILED if isinstance(error, Unavailable) else REFUSED
        return Response(status, body.model_dump_json(exclude_none=True).encode(), JSON_HEADERS)
