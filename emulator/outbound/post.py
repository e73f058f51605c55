"""One request out of the house: sent once, never redirected, and its answer read no further than a limit."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    NonHttpUrlClientError,
)

from emulator import __version__
from emulator.core.message import Outgoing
from emulator.crypto.diagnosis import Finding

TIMEOUT: Final = 10.0
ANSWER_LIMIT: Final = 65_536

# Compressed answers are not asked for: a small one may unfold into any size.
_HEADERS: Final = {"User-Agent": f"tsp-emulator/{__version__}", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, up to 64 KiB of body; `status` is None when nothing did, and `failure` then says why."""

    status: int | None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: Finding | None = None
    micros: int = 0


class Post:
    """Sends requests over one session, which opens with the first of them."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    async def send(self, outgoing: Outgoing, *, timeout: float = TIMEOUT) -> Reply:  # noqa: ASYNC109  # each call has a deadline of its own
        """Send one request and wait up to `timeout` seconds for the whole answer."""
        began = time.perf_counter()
        try:
            async with self._open().request(
                outgoing.method,
                outgoing.url,
                headers=outgoing.headers,
                data=outgoing.body,
                allow_redirects=False,
                timeout=ClientTimeout(total=timeout),
            ) as response:
                body = await _read(response)
                return Reply(response.status, body, dict(response.headers), micros=_since(began))
        except (ClientError, OSError, ValueError) as error:
            return Reply(None, failure=failure_of(error, timeout), micros=_since(began))

    async def close(self) -> None:
        """Let go of every connection."""
        if self._session:
            await self._session.close()

    def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(headers=_HEADERS, cookie_jar=DummyCookieJar(), auto_decompress=False)
        return self._session


async def _read(response: ClientResponse) -> bytes:
    body = b""
    while len(body) < ANSWER_LIMIT and (part := await response.content.read(ANSWER_LIMIT - len(body))):
        body += part
    return body


def _since(began: float) -> int:
    return int((time.perf_counter() - began) * 1_000_000)


@dataclass(frozen=True, slots=True)
class Failure:
    """One way in which nothing comes back."""

    kinds: tuple[type[Exception], ...]
    cause: str
    message: Callable[[Exception, float], str]
    fix: str


# The first row whose kind the error is; a time-out is an OSError too.
FAILURES: Final = (
    Failure(
        (TimeoutError,),
        "timed_out",
        lambda _error, timeout: f"the receiver did not answer within {timeout:g} seconds",
        "answer first and work afterwards; see whether the receiver is stuck",
    ),
    Failure(
        (ClientConnectorError, ConnectionRefusedError),
        "unreachable",
        lambda error, _timeout: f"the receiver cannot be reached: {_reason(error)}",
        "start the receiver, or register the URL at which it listens",
    ),
    Failure(
        (InvalidURL, NonHttpUrlClientError, ValueError),
        "bad_url",
        lambda error, _timeout: f"the receiver's URL cannot be used: {error}",
        "register a callback URL that begins with http:// or https://",
    ),
    Failure(
        (Exception,),
        "broken_off",
        lambda error, _timeout: f"the receiver broke off: {_reason(error)}",
        "see the receiver's log: it closed the connection, or what it sent is not HTTP",
    ),
)


def failure_of(error: Exception, timeout: float) -> Finding:
    """Return the finding of an error that kept an answer from coming."""
    row = next(row for row in FAILURES if isinstance(error, row.kinds))
    return Finding(check="delivery", cause=row.cause, message=row.message(error, timeout), fix=row.fix)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
