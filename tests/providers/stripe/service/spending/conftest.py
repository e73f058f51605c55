"""Merchants that ask for money, and the balance that they take it from."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from emulator.providers.stripe.service.books.kinds import EVENT
from tests.providers.stripe.sdk import WitnessedClient, world_of

Pay = Callable[..., Coroutine[Any, Any, Any]]
Money = Callable[[], Awaitable[int]]
Told = Callable[..., Awaitable[list[str]]]
LastEvent = Callable[[str], Awaitable[Any]]
Later = Callable[[float], Awaitable[list[str]]]


@pytest.fixture
def v1(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """All services of the SDK."""
    return connection[0].v1


@pytest.fixture
def helpers(v1: Any) -> Any:
    """The test helpers that stand for merchants and networks."""
    return v1.test_helpers.issuing


@pytest.fixture
def pay(helpers: Any, card: Any) -> Pay:
    """Make a purchase with the card."""

    async def purchase(amount: int = 1_000, **more: Any) -> Any:
        return await helpers.authorizations.create_async({"card": card.id, "amount": amount, **more})

    return purchase


@pytest.fixture
def money(v1: Any) -> Money:
    """What cards can spend in dollars."""

    async def available() -> int:
        balance = await v1.balance.retrieve_async()
        found: int = next(funds.amount for funds in balance.issuing.available if funds.currency == "usd")
        return found

    return available


@pytest.fixture
def told(house: House) -> Told:
    """The types of the events about an object, oldest first."""

    async def types(object_id: str) -> list[str]:
        world = await world_of(house)
        events = await house.store.read(world, lambda unit: unit.documents.older(EVENT.kind, most=1_000))
        return [event["type"] for _, event in reversed(events) if event["data"]["object"]["id"] == object_id]

    return types


@pytest.fixture
def last_event(house: House) -> LastEvent:
    """The newest event about an object."""

    async def event(object_id: str) -> Any:
        world = await world_of(house)
        events = await house.store.read(world, lambda unit: unit.documents.older(EVENT.kind, most=1_000))
        return next(event for _, event in events if event["data"]["object"]["id"] == object_id)

    return event


@pytest.fixture
def later(house: House, client: TestClient[web.BaseRequest, web.Application]) -> Later:
    """Let days pass, and return what happened by itself."""

    async def pass_days(days: float) -> list[str]:
        clock = {"namespace": await world_of(house), "seconds": days * 86_400}
        async with client.post("/_emulator/clock/advance", json=clock) as answer:
            return [settled["what"] for settled in (await answer.json())["settled"]]

    return pass_days
