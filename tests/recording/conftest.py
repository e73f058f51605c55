"""A house, a client of it with the demo credentials, and the way between them without a socket."""

from collections.abc import Awaitable, Callable

import pytest

from emulator.core.context import House
from emulator.core.dispatch.router import Router
from emulator.core.message import Request, Response
from emulator.recording import credentials
from emulator.recording.client import Client, Row, rows_of
from emulator.recording.tape import Tape, tape_of
from emulator.server.app import respond
from tests.recording.sample import suspended

URL = "http://localhost:8081"


@pytest.fixture
def caller(house: House) -> Client:
    """A client with the demo credentials."""
    return Client(house, credentials.demo())


@pytest.fixture
def rows(house: House) -> dict[str, Row]:
    """Every operation by its contract."""
    return rows_of(house.apis)


@pytest.fixture
def send(house: House) -> Callable[[Request], Awaitable[Response]]:
    """Ask the house."""
    router = Router(house.apis, fallback=house.apis[-1])
    return lambda request: respond(house, router, request)


@pytest.fixture
def tape() -> Tape:
    """A token made and suspended."""
    return tape_of(suspended())
