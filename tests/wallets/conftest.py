"""A phone, and an issuer whose payloads it takes; the network's decisions come from the card's number."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.wallets.issuer import Bank

Client = TestClient[web.BaseRequest, web.Application]
Message = dict[str, Any]
Call = Callable[..., Awaitable[Any]]


@pytest.fixture
def phone(client: Client) -> Call:
    """Posts to the phone, expects success, and returns what was answered."""

    async def call(path: str, body: Message | None = None) -> Any:
        answer = await client.post(f"/_emulator/phone/{path}", json=body or {})
        assert answer.status == 200, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
def refused(client: Client) -> Call:
    """Posts to the phone, expects a problem, and returns its status and code."""

    async def call(path: str, body: Message | None = None) -> tuple[int, str]:
        answer = await client.post(f"/_emulator/phone/{path}", json=body or {})
        return answer.status, (await answer.json())["code"]

    return call


@pytest.fixture
def bank(phone: Call) -> Bank:
    """An issuer that opens sessions, makes payloads with the issuer app's code, and hands them to the phone."""
    return Bank(phone)
