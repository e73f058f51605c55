"""An API of nobody: it greets people, and has one operation for everything that can happen on the way."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import BaseModel, Field, ValidationError

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import AnyOperation, Notice, Operation
from emulator.core.provider import Api, Reaction
from emulator.core.wire import AccessDenied, ProtocolError, Repeat, Ticket, Wire, parse_json
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError, Unavailable, UnknownToken
from emulator.domain.notices import Receiver
from emulator.domain.tokens import TokenCreated, TokenMoved
from emulator.domain.worlds import Credential
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
GREETING: Final = Kind("sample.greeting")
STATUSES: Final[Mapping[type[Exception], int]] = {UnknownToken: 404, Unavailable: 503, AccessDenied: 401, ValidationError: 422}


USED: Final = Finding(check="ticket", cause="used_ticket", message="the ticket was used before", fix="draw another")


class Greeting(BaseModel):
    """Who is greeted."""

    name: str = Field(min_length=1, max_length=20)


class Greeted(BaseModel):
    """What was said."""

    text: str


class TokenNews(BaseModel):
    """What is told about a token."""

    reference: str
    absent: str | None = None


async def greet(ctx: Context, unit: Unit, message: Greeting) -> Greeted:
    """Greet and remember it; what was asked of the app is said too."""
    await unit.documents.add(GREETING, message.name, {"by": ctx.namespace.id})
    return Greeted(text=f"hello {message.name}{ctx.asked or ''} {ctx.ids.digits(4)}")


async def look_up(_ctx: Context, unit: Unit, message: Greeting) -> Greeted:
    """Say who greeted somebody."""
    found = await unit.documents.get(GREETING, message.name)
    if found is None:
        raise UnknownToken(message.name)
    return Greeted(text=found["by"])


async def greet_then_refuse(ctx: Context, unit: Unit, message: Greeting) -> Greeted:
    """Greet, and then find that it cannot be."""
    await greet(ctx, unit, message)
    raise UnknownToken(message.name)


async def wait_inside(_ctx: Context, _unit: Unit, _message: Greeting) -> Greeted:
    """Do what no handler may do."""
    await asyncio.sleep(0)
    raise AssertionError("nobody comes here")


async def ask_for_a_title(ctx: Context, message: Greeting) -> str:
    """Wait for somebody else, outside any unit."""
    await asyncio.sleep(0)
    ctx.sealing["asked about"] = message.name
    return ", your grace,"


def operation(name: str, handler: Any, **more: Any) -> AnyOperation:
    """A row of the sample."""
    return Operation(
        name=name,
        method="POST",
        path=f"/sample/{name}",
        request=Greeting,
        response=Greeted,
        handler=handler,
        source="https://sample.example/",
        summary=name,
        **more,
    )


GREET: Final = operation("greet", greet, status=201)
LOOK_UP: Final = operation("look_up", look_up, reads_only=True)
WRITE_IN_A_READ: Final = operation("write_in_a_read", greet, reads_only=True)
REFUSE: Final = operation("refuse", greet_then_refuse)
WAIT: Final = operation("wait", wait_inside)
ASK: Final = operation("ask", greet, ask=ask_for_a_title)


def denied(cause: str) -> AccessDenied:
    return AccessDenied(Finding(check="key", cause=cause, message=f"the key is {cause}", fix="use the right one"))


class SampleWire(Wire):
    """Speaks JSON, and knows a client by the headers `key` and `word`."""

    @property
    def refusals(self) -> Mapping[type[DomainError], Any]:
        """Two are enough for a sample."""
        return {UnknownToken: 404, Unavailable: 503}

    def claim(self, request: Request) -> tuple[str, str] | None:
        """Whoever shows no key is refused, whoever shows `*` needs none."""
        if not (key := request.header("key")):
            raise denied("missing")
        return None if key == "*" else ("sample", key)

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        """Compare the word."""
        if request.header("key") == "*":
            return
        if credential is None:
            raise denied("unknown")
        if request.header("word") != credential.secrets["word"]:
            raise denied("wrong")

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Read the body."""
        ctx.opened_request = b"opened " + request.body
        fields: Fields = parse_json(request.body)
        return fields

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Write the body."""
        ctx.opened_response = b"opened answer"
        return Response(operation.status, answer.model_dump_json().encode(), JSON_HEADERS)

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Name the error."""
        return Response(STATUSES.get(type(error), 400), f"{type(error).__name__}: {error}".encode())

    def ticket(self, ctx: Context, request: Request) -> Ticket | None:
        """A ticket is good once, and remembered until a later one says since when they count."""
        text = request.header("ticket")
        return Ticket("sample", text, since=request.header("since") or "", refusal=USED) if text else None

    def repeat(self, ctx: Context, operation: AnyOperation, *, request: Request, fields: Fields) -> Repeat | None:
        """A key of the client's own makes a call idempotent."""
        key = request.header("idempotency-key")
        return Repeat(key, request.body.decode()) if key else None

    def replayed(self, response: Response) -> Response:
        """Say that it is said again."""
        return response.with_header("Replayed", "true")

    def keeps(self, error: Exception) -> bool:
        """Refusals are kept."""
        return not isinstance(error, ProtocolError)


async def everybody(_unit: Unit, event: TokenCreated | TokenMoved) -> Iterable[Receiver]:
    """Two receivers for tokens of the wallet, none for others."""
    return [Receiver("issuer:a", "http://a.example/"), Receiver("issuer:b", "http://b.example")] if event.token.wallet else []


async def news(_ctx: Context, _unit: Unit, event: TokenCreated | TokenMoved) -> TokenNews:
    """What both of them read."""
    return TokenNews(reference=event.token.reference)


async def write_down(_ctx: Context, unit: Unit, event: TokenCreated | TokenMoved) -> None:
    """The sample's own book."""
    await unit.documents.add(GREETING, f"book of {event.token.reference}", {})


NOTICE: Final = Notice(
    name="token_news",
    path="/news",
    events=(TokenCreated, TokenMoved),
    message=TokenNews,
    audience=everybody,
    body=news,
    source="https://sample.example/",
    summary="news",
)
API: Final = Api(
    name="sample",
    title="Sample",
    prefixes=("/sample/",),
    operations=(GREET, LOOK_UP, WRITE_IN_A_READ, REFUSE, WAIT, ASK),
    wire=SampleWire(),
    notices=(NOTICE,),
    reactions=(Reaction((TokenCreated,), write_down),),
)
