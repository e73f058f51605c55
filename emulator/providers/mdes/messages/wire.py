"""What all APIs that clients call have in common: OAuth, and members that travel encrypted."""

from pydantic import BaseModel

from emulator.core.checks import Checks
from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import Wire
from emulator.domain.worlds import Credential
from emulator.providers.mdes import oauth
from emulator.providers.mdes.messages import reading, sending


class MdesWire(Wire):
    """Speaks as the gateway does up to the signature; each service says how it goes on."""

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

    @property
    def checks(self) -> Checks:
        """What is checked of a request."""
        return oauth.CHECKS

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Check the signature. Raises AccessDenied."""
        oauth.authenticate(ctx, request, credential)

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the fields, encrypted members opened. Raises as `reading.read`."""
        return reading.read(ctx, operation, request)

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer, its secrets sealed to the client."""
        return reading.written(ctx, operation, answer)
