"""One request out of the house: sent once, never redirected, and its answer read no further than a limit."""

import ssl
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
    TCPConnector,
)

from emulator import __version__
from emulator.config import Settings
from emulator.core.callbacks.hosts import refusal
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
    """Sends requests over two sessions, with TLS and without, each of which opens with the first request that needs it."""

    def __init__(self, settings: Settings) -> None:
        """Send to this machine, and to the hosts that the settings name."""
        self._settings = settings
        self._sessions: dict[bool, ClientSession] = {}

    async def send(self, outgoing: Outgoing, *, timeout: float = TIMEOUT) -> Reply:  # noqa: ASYNC109  # each call has a deadline of its own
        """Send one request and wait up to `timeout` seconds for the whole answer."""
        began = time.perf_counter()
        if forbidden := refusal(self._settings, outgoing.url):
            return Reply(None, failure=forbidden)
        try:
            async with self._open(outgoing.url).request(
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
        for session in self._sessions.values():
            await session.close()

    def _open(self, url: str) -> ClientSession:
        # Whom this machine trusts takes milliseconds to read: only for whoever needs it. Redirects are not followed.
        is_plain = url[:7].lower() == "http://"
        if is_plain not in self._sessions:
            connector = TCPConnector() if is_plain else TCPConnector(ssl=_trust(self._settings))
            session = ClientSession(connector=connector, headers=_HEADERS, cookie_jar=DummyCookieJar(), auto_decompress=False)
            self._sessions[is_plain] = session
        return self._sessions[is_plain]


def _trust(settings: Settings) -> ssl.SSLContext:
    """Return whom we believe over TLS, and what we show of ourselves."""
    context = ssl.create_default_context(cafile=settings.callback_ca)
    if settings.callback_certificate:
        context.load_cert_chain(settings.callback_certificate)
    return context


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
