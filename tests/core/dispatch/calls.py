"""Requests to the sample API."""

from collections.abc import Mapping
from typing import Final

import orjson

from emulator.core.context import House
from emulator.core.dispatch import dispatch
from emulator.core.message import Request, Response
from emulator.core.operation import AnyOperation
from tests.core.sample import API, GREET

OPEN: Final = {"key": "default", "word": "open default"}
OTHER: Final = {"key": "other", "word": "open other"}


def a_request(name: str = "anna", headers: Mapping[str, str] = OPEN, *, body: bytes | None = None) -> Request:
    """A greeting, from the client of the world `default` unless other headers are given."""
    sent = orjson.dumps({"name": name}) if body is None else body
    return Request("POST", "http://emulator.example/sample/greet", "/sample/greet", "", headers, sent)


async def call(house: House, request: Request, operation: AnyOperation | None = GREET) -> Response:
    """Send it down the one path."""
    return await dispatch(house, API, operation=operation, request=request)
