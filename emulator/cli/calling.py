"""Calls of a running emulator's admin API by every command that needs one, and of an issuer's endpoint, with the standard library."""

import argparse
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlencode

from emulator.cli.command import UsageError

DEFAULT_URL: Final = "http://127.0.0.1:8081"
# A stream breathes every 15 seconds; one that is silent for longer is dead.
TIMEOUT: Final = 60.0
UNREADABLE: Final = "its answer cannot be read; is an emulator listening there?"


class CallError(UsageError):
    """Nobody answers, or the answer is a refusal; the text is one sentence, and `problem` what was answered, if it was JSON."""

    def __init__(self, text: str, problem: Any = None) -> None:
        super().__init__(text)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Target:
    """A running emulator, the world that is meant, and the token that its admin API may ask for."""

    url: str = DEFAULT_URL
    namespace: str = "default"
    token: str = field(default="", repr=False)

    def get(self, path: str) -> Any:
        """Look at something of the world. Raises `CallError`."""
        return self.call("GET", f"{path}?{query(namespace=self.namespace)}")

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Do something in the world. Raises `CallError`."""
        return self.call("POST", f"{path}?{query(namespace=self.namespace)}", body)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return the JSON that the emulator answers. Raises `CallError`: nobody answers, or it refuses; it says why."""
        with self._opened(method, path, body) as answer:
            return _read(answer, self.url)

    def events(self, path: str) -> Iterator[Any]:
        """Give the data of every server-sent event, until the emulator ends. Raises `CallError`."""
        with self._opened("GET", path, None) as stream:
            for line in stream:
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))

    def _opened(self, method: str, path: str, body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        url = f"{self.url.rstrip('/')}/_emulator/{path}"
        try:
            return _sent(url, method, body, headers=headers)
        except urllib.error.HTTPError as refused:
            raise _refusal("the emulator", refused) from None
        except (OSError, HTTPException) as error:
            raise CallError(f"no emulator answers at {url}: {error}; start it with 'tsp-emulator serve'") from None


def post_elsewhere(url: str, body: dict[str, Any]) -> Any:
    """Post to somebody else, and return the JSON that is answered. Raises `CallError`."""
    try:
        with _sent(url, "POST", body, headers={}) as answer:
            return _read(answer, url)
    except urllib.error.HTTPError as refused:
        raise _refusal(url, refused) from None
    except (OSError, HTTPException) as error:
        raise CallError(f"nobody answers at {url}: {error}") from None


def add_target(parser: argparse.ArgumentParser) -> None:
    """Give a command the flags that say which emulator it means."""
    parser.add_argument("--url", default=DEFAULT_URL, help=f"the running emulator (default: {DEFAULT_URL})")
    parser.add_argument("--namespace", default="default", help="the world (default: default)")


def target_of(options: argparse.Namespace) -> Target:
    """Return the emulator that the flags name; its token comes from EMULATOR_ADMIN_TOKEN."""
    return Target(options.url, options.namespace, os.environ.get("EMULATOR_ADMIN_TOKEN", ""))


def query(**members: Any) -> str:
    """Return a query string of what is given."""
    return urlencode({name: value for name, value in members.items() if value is not None})


def _sent(url: str, method: str, body: Any, *, headers: dict[str, str]) -> Any:
    if not url.startswith(("http://", "https://")):
        raise CallError(f"a URL begins with http:// or https://, not like {url}")
    octets = None if body is None else json.dumps(body).encode()
    told = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, octets, told, method=method)  # noqa: S310  # its scheme was just checked
    return urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310  # its scheme was just checked


def _read(answer: Any, url: str) -> Any:
    try:
        return json.loads(answer.read())
    except ValueError:
        raise CallError(f"{url} answers, but no JSON: {UNREADABLE}") from None


def _refusal(who: str, refused: urllib.error.HTTPError) -> CallError:
    try:
        problem = json.loads(refused.read())
    except ValueError:
        return CallError(f"{who} refused with status {refused.code}: {UNREADABLE}")
    said = problem.get("detail") or problem.get("error") if isinstance(problem, dict) else None
    return CallError(f"{who} refused: {said or UNREADABLE}", problem)
