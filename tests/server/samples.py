"""A small API of the tests' own, so that the server is tested without any provider."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation, Operation
from emulator.core.provider import Api
from emulator.core.wire import Wire


class Ask(BaseModel):
    """What is asked."""

    name: str = "nobody"


class Told(BaseModel):
    """What is told."""

    greeting: str


class PlainWire(Wire):
    """JSON in, JSON out, nobody is asked who they are."""

    @property
    def refusals(self) -> dict[Any, Any]:
        """No domain errors here."""
        return {}

    def claim(self, request: Request) -> None:
        """Nobody needs a credential."""

    def authenticate(self, ctx: Context, request: Request, credential: Any) -> None:
        """Everybody is welcome."""

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """The query is not looked at."""
        return {}

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """JSON."""
        return Response(operation.status, answer.model_dump_json().encode(), {"Content-Type": "application/json"})

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """The class name of what was wrong."""
        return Response(418, f"{type(error).__name__}: {error}".encode())


async def greet(ctx: Context, unit: Any, message: Ask) -> Told:
    """Greet."""
    return Told(greeting=f"hello {message.name}")


async def break_down(ctx: Context, unit: Any, message: Ask) -> Told:
    """Fail as only a bug does."""
    raise ZeroDivisionError("secret detail")


def twice(path: str) -> Iterable[str]:
    """Every path also under /v2."""
    return (path, f"/v2{path}")


def row(name: str, path: str, handler: Any = greet, *, method: str = "GET") -> AnyOperation:
    """Make a row."""
    return Operation(
        name=name,
        method=method,
        path=path,
        request=Ask,
        response=Told,
        handler=handler,
        source="https://example.org",
        summary="a sample",
        reads_only=True,
    )


def api(name: str, prefix: str, *rows: AnyOperation) -> Api:
    """Make an API of these rows."""
    return Api(name=name, title=name, prefixes=(prefix,), operations=rows, wire=PlainWire(), spellings=twice)
