"""Somebody who calls the providers: with credentials of every kind, and with each wire's own half of a client."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from emulator.core.context import Context, House
from emulator.core.message import Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.core.wire import AccessDenied, ProtocolError
from emulator.domain.errors import DomainError
from emulator.domain.worlds import Credential
from emulator.recording.tape import TapedExchange

UNKNOWN: Final = "unknown"
"""What stands for the operation in a contract's name where there is none."""


@dataclass(frozen=True)
class Row:
    """An operation, and the API that it is a row of."""

    api: Api
    operation: AnyOperation

    @property
    def contract(self) -> str:
        """What its files in contracts/ begin with."""
        return f"{self.api.name.replace('.', '/')}/{self.operation.name}"


def rows_of(apis: Iterable[Api]) -> dict[str, Row]:
    """Return every operation by its contract; what lives nowhere in an API is read as its first."""
    known = [api for api in apis if api.operations]
    nowhere = {f"{api.name.replace('.', '/')}/{UNKNOWN}": Row(api, api.operations[0]) for api in known}
    return nowhere | {row.contract: row for row in (Row(api, operation) for api in known for operation in api.operations)}


def _with_unknown_name(credential: Credential) -> Credential:
    last = "1" if credential.name.endswith("0") else "0"
    return replace(credential, name=credential.name[:-1] + last)


def _with_secrets(**secrets: str) -> Callable[[Credential], Credential]:
    # A private half that stands beside one of them belongs to the right key.
    private = {f"{name}_private" for name in secrets}

    def spoil(credential: Credential) -> Credential:
        kept = {name: value for name, value in credential.secrets.items() if name not in private}
        return replace(credential, secrets={**kept, **secrets})

    return spoil


def _unsigned(request: Request) -> Request:
    headers = {name: value for name, value in request.headers.items() if name not in {"authorization", "x-pay-token"}}
    return replace(request, headers=headers)


def _longer(request: Request) -> Request:
    return replace(request, body=request.body + b" ")


# What a client can do wrong that does not show in what it meant to say: with its credential, or with what it has signed.
SPOILT_CREDENTIALS: Final[Mapping[str, Callable[[Credential], Credential]]] = {
    "unknown_credential": _with_unknown_name,
    "foreign_signature": _with_secrets(signing="demo:mdes/jws", shared_secret="another secret"),
    "foreign_certificate": _with_secrets(request="demo:mdes/response"),
}
SPOILT_REQUESTS: Final[Mapping[str, Callable[[Request], Request]]] = {"unsigned": _unsigned, "changed_after_signing": _longer}
SPOILERS: Final = frozenset({*SPOILT_CREDENTIALS, *SPOILT_REQUESTS})


@dataclass(frozen=True)
class Client:
    """A client with its credentials by kind; the house lends it settings and keys, and hears nothing of what it does."""

    house: House
    credentials: Mapping[str, Credential]

    def prepared(self, row: Row, request: Request, *, cause: str, spoilt: str = "") -> Request:
        """Return an opened request sealed and signed, with one thing wrong where `spoilt` names it.

        Raises:
            ValueError: a credential does not hold what signing takes.
        """
        ctx = self._context(row.api, cause)
        if spoilt in SPOILT_CREDENTIALS and ctx.credential:
            ctx.credential = SPOILT_CREDENTIALS[spoilt](ctx.credential)
        prepared = row.api.wire.prepare(ctx, row.operation, request)
        return SPOILT_REQUESTS[spoilt](prepared) if spoilt in SPOILT_REQUESTS else prepared

    def opened_request(self, row: Row, request: Request, *, moments: Iterable[datetime]) -> bytes:
        """Return what the provider reads of a request, at the first of these moments at which it can be opened."""
        for moment in moments:
            ctx = self._context(row.api, "reading")
            ctx.wall = moment
            with suppress(ProtocolError, DomainError, ValidationError):
                row.api.wire.decode(ctx, row.operation, request)
            if ctx.opened_request:
                return ctx.opened_request
        return request.body

    def opened_answer(self, row: Row, response: Response) -> bytes:
        """Return what a client reads of an answer; as it came where it does not open."""
        with suppress(ValueError):
            return row.api.wire.open_answer(self._context(row.api, "reading"), row.operation, response)
        return response.body

    def _context(self, api: Api, cause: str) -> Context:
        return self.house.context(self.house.home, cause=cause, credential=self.credentials.get(api.wire.kind))


def is_signed(row: Row, request: Request) -> bool:
    """Say whether a request shows a credential, where its API asks for one."""
    try:
        row.api.wire.claim(request)
    except AccessDenied:
        return False
    return True


def as_sent(exchange: TapedExchange, url: str) -> Request:
    """Return a taped request, opened, as a client of `url` begins to prepare it."""
    taped = exchange.request
    whole = f"{url}{taped.path}" + (f"?{taped.query}" if taped.query else "")
    headers = {"host": url.partition("://")[2], **taped.headers}
    return Request(taped.method, whole, taped.path, taped.query, headers, taped.opened or taped.body)
