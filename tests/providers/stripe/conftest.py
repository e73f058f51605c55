"""A house in which Stripe lives, and the official SDK in front of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from emulator.core.journal.ring import Exchange
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADA, WitnessedClient, sdk_at
from tests.providers.stripe.seen import breaches_of


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    """A house whose every answer and event in Stripe's name is looked at by the witness, whoever it goes to."""
    wrong: list[str] = []

    def look(exchange: Exchange) -> None:
        wrong.extend(breaches_of(exchange))

    house.journal.subscribers.append(look)
    yield house
    assert wrong == []


@pytest.fixture
def connection(client: TestClient[web.BaseRequest, web.Application], session: ClientSession) -> tuple[stripe.StripeClient, WitnessedClient]:
    """The SDK, and the HTTP client underneath it."""
    return sdk_at(str(client.make_url("")).rstrip("/"), session)


@pytest.fixture
def issuing(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """The Issuing services of the SDK."""
    return connection[0].v1.issuing


@pytest.fixture
def http(connection: tuple[stripe.StripeClient, WitnessedClient]) -> WitnessedClient:
    """What the SDK was answered last."""
    return connection[1]


@pytest.fixture
async def ada(issuing: Any) -> Any:
    """A cardholder of whom nothing is missing."""
    return await issuing.cardholders.create_async(ADA)


@pytest.fixture
async def card(issuing: Any, ada: Any) -> Any:
    """An active virtual card."""
    return await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual", "status": "active"})


@pytest.fixture
def hooks(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """The webhook endpoints of the SDK."""
    return connection[0].v1.webhook_endpoints


@pytest.fixture
def events(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """The events of the SDK."""
    return connection[0].v1.events


@pytest.fixture
def phone(house: House, client: TestClient[web.BaseRequest, web.Application]) -> Phone:
    """Whoever plays the wallet."""
    return Phone(house, client)
