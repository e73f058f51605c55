"""Calls of a running emulator's admin API, by the commands that need one."""

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
TIMEOUT: Final = 60.0
# A stream breathes every 15 seconds; one that is silent for longer is dead.
STREAM_TIMEOUT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Target:
    """A running emulator, the world that is meant, and the token that its admin API may ask for."""

    url: str = DEFAULT_URL
    namespace: str = "default"
    token: str = field(default="", repr=False)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return the JSON that the emulator answers.

        Raises:
            UsageError: nobody answers, or the emulator refuses; it says why.
        """
        with self._opened(method, path, body, timeout=TIMEOUT) as answer:
            return json.loads(answer.read())

    def events(self, path: str) -> Iterator[Any]:
        """Give the data of every server-sent event, until the emulator ends.

        Raises:
            UsageError: nobody answers, or the emulator refuses; it says why.
        """
        with self._opened("GET", path, None, timeout=STREAM_TIMEOUT) as stream:
            for line in stream:
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))

    def _opened(self, method: str, path: str, body: Any, *, timeout: float) -> Any:
        url = f"{self.url.rstrip('/')}/_emulator/{path}"
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"the emulator's URL begins with http:// or https://, not like {self.url}")
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, sent, headers, method=method)  # noqa: S310  # its scheme was just checked
        try:
            return urllib.request.urlopen(request, timeout=timeout)  # noqa: S310  # its scheme was just checked
        except urllib.error.HTTPError as refused:
            raise UsageError(f"the emulator refused: {_detail(refused.read())}") from None
        except (OSError, HTTPException) as error:
            raise UsageError(f"no emulator answers at {url}: {error}; start it with 'tsp-emulator serve'") from None


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


def _detail(answer: bytes) -> str:
    try:
        return str(json.loads(answer)["detail"])
    except (ValueError, KeyError, TypeError):
        return "its answer cannot be read; is an emulator listening there?"
