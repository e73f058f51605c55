"""Calls to a running emulator's own API, and to an issuer's endpoint, with the standard library alone."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlencode

TIMEOUT: Final = 30.0


class CallError(Exception):
    """Nobody answers, or the answer is a refusal; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The world of an emulator at this URL, entered with this token where it asks for one."""

    url: str
    namespace: str = "default"
    token: str = ""

    def get(self, path: str) -> Any:
        """Ask our own API. Raises `CallError`."""
        return self._own(path, None)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Do something through our own API. Raises `CallError`."""
        return self._own(path, body)

    def elsewhere(self, url: str, body: dict[str, Any]) -> Any:
        """Post to somebody else. Raises `CallError`."""
        return _answer(url, body, {})

    def _own(self, path: str, body: dict[str, Any] | None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        query = urlencode({"namespace": self.namespace})
        return _answer(f"{self.url.rstrip('/')}/_emulator/{path}?{query}", body, headers)


def _answer(url: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Any:
    if not url.startswith(("http://", "https://")):
        raise CallError(f"a URL begins with http:// or https://, not like {url}")
    octets = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, octets, {**headers, "Content-Type": "application/json"})  # noqa: S310  # its scheme was just checked
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  # its scheme was just checked
            return json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        raise CallError(f"{url} refused: {_detail(refused)}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise CallError(f"nobody answers sensibly at {url}: {error}") from None


def _detail(refused: urllib.error.HTTPError) -> str:
    try:
        problem = json.loads(refused.read())
        return str(problem.get("detail") or problem.get("error") or refused.code)
    except (ValueError, AttributeError):
        return f"status {refused.code}"
