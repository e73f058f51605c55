"""How Token Connect speaks: signed by OAuth, the pushed cards encrypted, problems in `errors` with status 200."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Request, Response
from emulator.domain.errors import DomainError, Unavailable
from emulator.providers.mdes import gateway, reasons
from emulator.providers.mdes.messages import reading
from emulator.providers.mdes.messages.wire import MdesWire
from emulator.providers.mdes.token_connect.routes import OPERATIONS
from emulator.providers.mdes.token_connect.schemas import ErrorBody, TokenConnectRefusal

# Our own choice: 500 when the emulator itself has failed; for all else the 200 that Mastercard documents.
REFUSED: Final = 200
FAILED: Final = 500


class TokenConnectWire(MdesWire):
    """Speaks as the gateway does up to the signature, and as the service does beyond it."""

    error_model: ClassVar = TokenConnectRefusal

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return reasons.PUSH_REASONS

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's, or the service's list of errors."""
        if at_the_gate := gateway.refusal(request, error, OPERATIONS):
            return at_the_gate
        body = ErrorBody(errors=reasons.items(error, reasons.PUSH_REASONS), responseId=reading.request_id(ctx, request))
        status = FAILED if isinstance(error, Unavailable) else REFUSED
        return Response(status, body.model_dump_json(exclude_none=True).encode(), JSON_HEADERS)
