"""A typed client of the admin API, for tests that wait for answers."""

import json
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Final, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from emulator.testing.calls import Call

Out = TypeVar("Out", bound=BaseModel)

TIMEOUT: Final = 30.0
JSON: Final = {"Content-Type": "application/json"}


class Admin:
    """Sends calls (emulator.testing.calls) over one connection; not to be shared between threads."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url.rstrip("/")
        self._headers = JSON | ({"Authorization": f"Bearer {token}"} if token else {})
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT)

    def send(self, call: Call[Out]) -> Out:
        """Make a call and return its answer.

        Raises:
            AdminRefused: the emulator has refused it.
            OSError: nobody answers.
        """
        return call.read(*self._answer(call.method, call.target, call.body))

    def document(self, method: str, target: str) -> object:
        """Make a call whose answer is any JSON, and return it. Raises OSError."""
        return json.loads(self._answer(method, target, None)[1])

    def _answer(self, method: str, target: str, body: bytes | None) -> tuple[int, bytes]:
        try:
            return self._asked(method, target, body)
        except (HTTPException, ConnectionError):
            # A connection that was left alone for long may have been closed at the other end.
            self._connection.close()
            return self._asked(method, target, body)

    def _asked(self, method: str, target: str, body: bytes | None) -> tuple[int, bytes]:
        self._connection.request(method, target, body, self._headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
