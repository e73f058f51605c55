"""Writes the five files of a new API and their tests: a first operation that answers, to be replaced by the provider's own."""

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parent.parent
NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")

PARENT: Final = '"""The APIs of {provider}, beside what they share."""\n'
FILES: Final[Mapping[str, str]] = {
    "__init__.py": '''"""{title}: say here in one sentence what it is for."""

from typing import Final

from emulator.core.provider import Api
from {package} import routes
from {package}.wire import {Class}Wire

API: Final = Api(
    name="{name}",
    title="{title}",
    prefixes=("/{path}",),
    operations=routes.OPERATIONS,
    wire={Class}Wire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
)
''',
    "routes.py": '''"""What {title} answers, sends and asks."""

from typing import Final

from emulator.core.operation import AnyOperation, Fidelity, Notice, Operation, Question
from {package} import schemas, service

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="get_token",
        method="GET",
        path="/{path}/tokens/{{reference}}",
        request=schemas.GetToken,
        response=schemas.TokenShown,
        handler=service.get_token,
        source="https://example.org/the-public-page-of-this-operation",
        summary="Show one token.",
        fidelity=Fidelity.PARTIAL,
        reads_only=True,
    ),
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
''',
    "schemas.py": '''"""The messages of {title}, with the wire's own names."""

from pydantic import BaseModel, ConfigDict, Field


class GetToken(BaseModel):
    """Ask for one token."""

    model_config = ConfigDict(json_schema_extra={{"examples": [{{"reference": "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"}}]}})

    reference: str = Field(min_length=1, max_length=64, description="the token's reference")


class TokenShown(BaseModel):
    """One token."""

    reference: str = Field(description="its reference")
    state: str = Field(description="where it is in its life")


class Refusal(BaseModel):
    """What is answered in place of what was asked for."""

    error: str = Field(description="what is the matter")
''',
    "service.py": '''"""What {title} does, one function for each operation."""

from emulator.core.context import Context
from emulator.domain.errors import UnknownToken
from {package}.schemas import GetToken, TokenShown
from emulator.storage.unit import Unit


async def get_token(_ctx: Context, unit: Unit, message: GetToken) -> TokenShown:
    """Return one token, or refuse with UnknownToken."""
    token = await unit.tokens.get(message.reference)
    if token is None:
        raise UnknownToken(message.reference)
    return TokenShown(reference=token.reference, state=token.state)
''',
    "wire.py": '''"""How {title} speaks: who calls, what a message is, and what a refusal looks like."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from pydantic import BaseModel, ValidationError

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import NoSuchOperation, ProtocolError, Wire, parse_json
from emulator.domain import errors
from emulator.domain.worlds import Credential
from {package}.schemas import Refusal

# The status for every domain error; an error that is not named here is its base class's.
REFUSALS: Final[Mapping[type[errors.DomainError], int]] = {{
    kind: 404 if kind.__name__.startswith("Unknown") else 503 if kind is errors.Unavailable else 400
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.DomainError)
}}


class {Class}Wire(Wire):
    """Speaks JSON; asks nobody who they are, until you say how this provider does."""

    error_model: ClassVar = Refusal

    @property
    def refusals(self) -> Mapping[type[errors.DomainError], Any]:
        """The answer to every domain error."""
        return REFUSALS

    def claim(self, _request: Request) -> tuple[str, str] | None:
        """Ask for no credential."""
        return None

    def authenticate(self, _ctx: Context, _request: Request, _credential: Credential | None) -> None:
        """Let everybody in."""

    def decode(self, _ctx: Context, _operation: AnyOperation, request: Request) -> Fields:
        """Return the members of the body. Raises Malformed."""
        fields = parse_json(request.body) if request.body else {{}}
        return fields if isinstance(fields, dict) else {{}}

    def encode(self, _ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        """Return the answer as JSON."""
        return Response(operation.status, answer.model_dump_json(exclude_none=True).encode(), JSON_HEADERS)

    def render(self, _ctx: Context, _request: Request, error: Exception) -> Response:
        """Return a refusal in the provider's own shape."""
        told = "the request is not valid" if isinstance(error, ValidationError) else str(error)
        return Response(_status_of(error), Refusal(error=told).model_dump_json().encode(), JSON_HEADERS)


def _status_of(error: Exception) -> int:
    if isinstance(error, ProtocolError):
        return 404 if isinstance(error, NoSuchOperation) else 400
    return next((REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), 400)
''',
}
TESTS: Final[Mapping[str, str]] = {
    "__init__.py": '"""Tests of {title}."""\n',
    "test_service.py": '''"""What {title} does, through its front door."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession

from emulator import admin, bootstrap
from emulator.config import Settings
from {package} import API
from tests.conftest import HouseServer


@pytest.fixture
async def url() -> AsyncIterator[str]:
    house = replace(await bootstrap.assemble(Settings(database="sqlite://")), apis=(API, admin.API))
    server = HouseServer(house)
    await server.start_server()
    yield str(server.make_url("/")).rstrip("/")
    await server.close()
    await house.close()


async def test_a_token_that_is_not_there_is_refused(url: str, session: ClientSession) -> None:
    answer = await session.get(f"{{url}}/{path}/tokens/nobody")

    assert (answer.status, await answer.json()) == (404, {{"error": "nobody"}})
''',
    "test_wire.py": '''"""How {title} refuses."""

from emulator.domain.errors import DomainError, IllegalTransition, UnknownToken
from {package}.wire import REFUSALS


def test_every_domain_error_has_a_status() -> None:
    assert {{DomainError, IllegalTransition, UnknownToken}} <= set(REFUSALS)
    assert (REFUSALS[UnknownToken], REFUSALS[IllegalTransition]) == (404, 400)
''',
}


def written(name: str, top: Path) -> list[Path]:
    """Write the files of a new API below `top`; return their paths.

    Raises:
        SystemExit: the name is no name, or the API is there already.
    """
    if not NAME.fullmatch(name):
        raise SystemExit(f"'{name}' is no name for an API: lower-case words, like `amex` or `amex.token_service`")
    provider, _, api = name.partition(".")
    words = {
        "name": name,
        "provider": provider.title(),
        "package": f"emulator.providers.{name}",
        "title": name.replace(".", " ").replace("_", " ").title(),
        "path": name.replace(".", "/"),
        "Class": "".join(part.title() for part in re.split(r"[._]", name)),
    }
    code, tests = top / "emulator/providers" / name.replace(".", "/"), top / "tests/providers" / name.replace(".", "/")
    if code.exists():
        raise SystemExit(f"{code.relative_to(top)} is there already")
    files = {code / file: text for file, text in FILES.items()} | {tests / file: text for file, text in TESTS.items()}
    if api:
        files |= {folder.parent / "__init__.py": PARENT for folder in (code, tests) if not (folder.parent / "__init__.py").exists()}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**words))
    return list(files)


def main() -> int:
    """Write the files, and say what comes next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the API's name: `amex`, or `amex.token_service` for one of several of a provider")
    name: str = parser.parse_args().name
    for path in written(name, TOP):
        sys.stdout.write(f"{path.relative_to(TOP)}\n")
    sys.stdout.write("\nNext: add its API to APIS in emulator/bootstrap.py, run scripts/contracts and scripts/docs_tables,\n")
    sys.stdout.write("and replace the sample operation (docs/adding_a_provider.md).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
