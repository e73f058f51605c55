"""How Customer Service speaks: signed by OAuth, each message under its root member, and refusals never with a success."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.domain.errors import DomainError
from emulator.providers.mdes import gateway
from emulator.providers.mdes.customer_service.routes import OPERATIONS
from emulator.providers.mdes.customer_service.schemas import CustomerServiceRefusal
from emulator.providers.mdes.customer_service.wire import pascal, reading
from emulator.providers.mdes.customer_service.wire.refusals import REFUSALS, body, refused
from emulator.providers.mdes.messages import sending
from emulator.providers.mdes.messages.wire import MdesWire


class CustomerServiceWire(MdesWire):
    """Speaks as the gateway does up to the signature, and as the service does beyond it."""

    error_model: ClassVar = CustomerServiceRefusal

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """The answer to every domain error."""
        return REFUSALS

    def prepare(self, ctx: Context, operation: AnyOperation, request: Request) -> Request:
        """Return a request sealed and signed as a client's."""
        return sending.prepared(ctx, operation, request, seal=pascal.sealed)

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the fields, encrypted members opened. Raises as `reading.read`."""
        return reading.read(ctx, operation, request)

    def encode(self, _ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer; nothing in it is encrypted."""
        return Response(operation.status, answer.model_dump_json(by_alias=True, exclude_none=True).encode(), JSON_HEADERS)

    def render(self, _ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal: the gateway's, or the service's, with the status of its first reason."""
        if at_the_gate := gateway.refusal(request, error, OPERATIONS):
            return at_the_gate
        answers = refused(error)
        return Response(answers[0].status, body(answers).model_dump_json().encode(), JSON_HEADERS)
