"""How Visa's products speak: signed by x-pay-token, fields encrypted one by one, and two error forms."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from pydantic import BaseModel

from emulator.core.checks import Checks
from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import Repeat, Ticket, Wire
from emulator.domain.errors import DomainError
from emulator.domain.worlds import Credential
from emulator.providers.vts import gateway, reasons, x_pay_token
from emulator.providers.vts.messages import reading, sending
from emulator.providers.vts.schemas import VisaRefusal

# Where the request's id waits for its answer (Context.sealing).
SENT_ID: Final = "request_id"


class VisaWire(Wire):
    """What all products of Visa have in common; each has its own in its `wire`."""

    error_model: ClassVar = VisaRefusal

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return reasons.REASONS

    @property
    def kind(self) -> str:
        """Kind of the credential that clients show."""
        return x_pay_token.KIND

    def prepare(self, ctx: Context, operation: AnyOperation, request: Request) -> Request:
        """Return a request sealed and signed as a client's."""
        return sending.prepared(ctx, operation, request)

    def open_answer(self, ctx: Context, operation: AnyOperation, response: Response) -> bytes:
        """Return an answer as the client reads it. Raises ValueError."""
        return sending.opened(ctx, operation, response)

    def claim(self, request: Request) -> tuple[str, str] | None:
        """Return the API key that the request shows. Raises AccessDenied."""
        return x_pay_token.claim(request)

    @property
    def checks(self) -> Checks:
        """What is checked of a request."""
        return x_pay_token.CHECKS

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Check the token. Raises AccessDenied."""
        x_pay_token.authenticate(ctx, request, credential)

    def ticket(self, ctx: Context, request: Request) -> Ticket | None:
        """Return the token: it is good once."""
        return x_pay_token.ticket(ctx, request)

    def repeat(self, ctx: Context, operation: AnyOperation, *, request: Request, fields: Fields) -> Repeat | None:
        """Return the key of a request that makes something."""
        return reading.repeat_of(operation, request)

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the fields, encrypted ones opened. Raises as `reading.read`."""
        ctx.sealing[SENT_ID] = reading.request_id(request)
        return reading.read(ctx, operation, request)

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer, encrypted fields sealed to the caller."""
        return self.respond(ctx, operation.status, reading.written(ctx, operation, answer))

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's, or the product's."""
        ctx.sealing[SENT_ID] = reading.request_id(request)
        if at_the_gate := gateway.refusal(error):
            return self.respond(ctx, at_the_gate.status, at_the_gate.body)
        refused = reasons.refusal(error, self.refusals)
        return self.respond(ctx, refused.errorResponse.status, refused.model_dump_json(exclude_none=True).encode())

    def respond(self, ctx: Context, status: int, body: bytes) -> Response:
        """Return bytes with the headers that every answer has."""
        return reading.response(ctx, ctx.sealing.get(SENT_ID, ""), status=status, body=body)
