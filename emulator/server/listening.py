"""The web server, which hangs up on whoever connects and does not say what he wants, or says what is not HTTP."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError, LineTooLong

from emulator.admin.wire import PROBLEM_HEADERS, problem_of
from emulator.core.wire import Malformed
from emulator.crypto.diagnosis import Finding

log = logging.getLogger(__name__)

# Bytes of a request line, and of a header. Lists are filtered in the query, so it may be long.
LONGEST_LINE: Final = 65_536

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Listening(web.Server):
    """A web server; `patience` is how many seconds a new connection may take until the head of its first request is there.

    As long as that, whoever was answered before the end of their body may go on sending it.
    What takes its time later is watched elsewhere: bodies where they are read, idle connections by the library.
    """

    def __init__(self, answer: Answer, *, patience: float, body_limit: int) -> None:
        limits: dict[str, Any] = {"max_line_size": LONGEST_LINE, "max_field_size": LONGEST_LINE, "lingering_time": patience}
        super().__init__(answer, request_factory=self._heard, access_log=None, **limits)
        self._patience = patience
        self._body_limit = body_limit
        self._silent: dict[web.RequestHandler, asyncio.TimerHandle] = {}

    def __call__(self) -> web.RequestHandler:
        """Return what speaks over one new connection."""
        return Speaking(self, loop=asyncio.get_running_loop(), **self._kwargs)

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Give a new connection its time."""
        super().connection_made(handler, transport)
        self._silent[handler] = asyncio.get_running_loop().call_later(self._patience, transport.close)

    def connection_lost(self, handler: web.RequestHandler, exc: BaseException | None = None) -> None:
        """Forget a connection."""
        self._let_go(handler)
        super().connection_lost(handler, exc)

    def _heard(self, *parts: Any) -> web.BaseRequest:
        _message, _payload, handler, _writer, task = parts
        self._let_go(handler)
        make: Callable[..., web.BaseRequest] = web.BaseRequest
        # Asking which loop runs is a call of the system's each time; the task knows.
        return make(*parts, loop=task.get_loop(), client_max_size=self._body_limit)

    def _let_go(self, handler: web.RequestHandler) -> None:
        if timer := self._silent.pop(handler, None):
            timer.cancel()


class Speaking(web.RequestHandler):
    """One connection; what is not HTTP is no failure of ours, and its bytes, which may be anything, are not repeated."""

    __slots__ = ()

    def handle_error(self, request: web.BaseRequest, *told: Any, **named: Any) -> web.StreamResponse:
        """Say what is wrong with a request that could not be read, and hang up; the library says all else."""
        unread = next((one for one in (*told, *named.values()) if isinstance(one, HttpProcessingError)), None)
        if unread is None:
            return super().handle_error(request, *told, **named)
        log.warning("request.not_http", extra={"kind": type(unread).__name__})
        refused = problem_of(Malformed(_finding(unread)))
        answer = web.Response(status=HTTPStatus.BAD_REQUEST, text=refused.model_dump_json(), headers=PROBLEM_HEADERS)
        answer.force_close()
        return answer


def _finding(error: HttpProcessingError) -> Finding:
    if isinstance(error, LineTooLong):
        why, fix = f"the request line, or a header, is longer than {LONGEST_LINE} bytes", "send less of it, or send it in the body"
        return Finding(check="http", cause="line_too_long", message=why, fix=fix)
    why = f"this is no request of HTTP/1.1 ({type(error).__name__})"
    return Finding(check="http", cause="not_http", message=why, fix="speak HTTP/1.1; with --tls, begin with TLS")
