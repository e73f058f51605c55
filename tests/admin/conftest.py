"""A house with a sample API, an issuer that listens, and our own API at the front door."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from yarl import URL

from emulator import admin
from emulator.config import Settings
from emulator.core.context import House
from emulator.core.deadlines.timekeeper import Timekeeper
from emulator.domain.worlds import Clock
from emulator.outbound.courier import Courier
from tests.outbound import sample
from tests.outbound.receiver import Receiver

Client = TestClient[web.BaseRequest, web.Application]
Call = Callable[..., Awaitable[Any]]


@pytest.fixture
def settings(receiver: Receiver) -> Settings:
    return Settings(database="sqlite://", seed=1, issuer_url=receiver.url)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """A house whose courier and timekeeper work only when they are asked to."""
    opened = await sample.open_house(sample.API, admin.API, settings=settings, clock=Clock())
    opened.courier = Courier(opened)
    opened.timekeeper = Timekeeper(opened, interval=3_600)
    yield opened
    await opened.close()


@pytest.fixture
def get(client: Client) -> Call:
    """Asks, expects success, and returns what was answered."""

    async def call(path: str, **query: str | int) -> Any:
        answer = await client.get(f"/_emulator/{path}", params=query)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
def post(client: Client) -> Call:
    """Does something, expects success, and returns what was answered."""

    async def call(path: str, body: Mapping[str, Any] | None = None) -> Any:
        answer = await client.post(f"/_emulator/{path}", json=body)
        assert answer.status in {200, 201}, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
def put(client: Client) -> Call:
    """Puts something in its place, expects success, and returns what was answered."""

    async def call(path: str, body: Mapping[str, Any]) -> Any:
        answer = await client.put(URL(f"/_emulator/{path}", encoded=True), json=body)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
def delete(client: Client) -> Call:
    """Takes something away, expects success, and returns what is left."""

    async def call(path: str) -> Any:
        answer = await client.delete(f"/_emulator/{path}")
        assert answer.status == 200, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
def refused(client: Client) -> Call:
    """Asks, expects a problem, and returns its status and code."""

    async def call(method: str, path: str, **options: Any) -> tuple[int, str]:
        answer = await client.request(method, f"/_emulator/{path}", **options)
        problem = await answer.json()
        assert answer.content_type == "application/problem+json"
        assert (answer.status, problem["type"]) == (problem["status"], "about:blank")
        return answer.status, problem["code"]

    return call
