"""Requests and responses as plain data: what providers see in place of a web framework."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from emulator.domain.once import Once


class Disposition(StrEnum):
    """What the server does with the connection in place of a plain answer."""

    SEND = "send"
    CUT = "cut"
    RESET = "reset"
    TRUNCATE = "truncate"
    HOLD = "hold"


@dataclass(frozen=True)
class Request:
    """One request as it came: raw bytes of the body, raw path and query, and the absolute URL the client used.

    `headers` has lower-case names; `path` and `query` are still percent-encoded; `path_params` are decoded.
    """

    method: str
    url: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    path_params: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """Return a header's value, or the empty string."""
        return self.headers.get(name, "")

    def with_path_params(self, params: Mapping[str, str]) -> Self:
        """Return the request with what the route found in its path."""
        return replace(self, path_params=params) if params else self

    @Once
    def media_type(self) -> str:
        """The content type without parameters, in lower case."""
        return self.header("content-type").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Response:
    """One answer; `stream` (server-sent events) replaces `body` where it is given."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    disposition: Disposition = Disposition.SEND
    stream: AsyncIterator[bytes] | None = None

    def with_header(self, name: str, value: str) -> Self:
        """Return the answer with one more header."""
        return replace(self, headers={**self.headers, name: value})


@dataclass(frozen=True)
class Outgoing:
    """A request that the emulator sends: a notice or a question, sealed and signed."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    opened: bytes = b""


JSON_HEADERS: Mapping[str, str] = {"Content-Type": "application/json"}

Fields = dict[str, Any]
