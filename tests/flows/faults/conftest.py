"""A house with all providers, an issuer that listens, and the official SDKs in front of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.announcer import Announcer
from emulator.core.context import House
from emulator.providers.stripe import API as STRIPE
from tests.outbound.receiver import Receiver
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller
from tests.providers.stripe.sdk import ADA, SECRET_KEY, world_of

Client = TestClient[web.BaseRequest, web.Application]
Arm = Callable[..., Awaitable[Any]]


@pytest.fixture
async def bank() -> AsyncIterator[Bank]:
    listening = Bank()
    await listening.start()
    yield listening
    await listening.close()


@pytest.fixture
def settings(bank: Bank) -> Settings:
    return Settings(database="sqlite://", seed=1, issuer_url=bank.url, deadline_interval=3_600)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """The whole house; notices are delivered when a test asks for it."""
    running = await bootstrap.start(settings)
    if STRIPE not in running.apis:
        running.apis = (STRIPE, *running.apis)
        running.announce = Announcer.of(running.apis)
    yield running
    await running.close()


@pytest.fixture
def mdes(client: Client) -> Caller:
    return Caller(client)


@pytest.fixture
def admin(client: Client) -> Arm:
    """Calls our own API."""

    async def call(method: str, path: str, body: Any = None, **query: Any) -> Any:
        answer = await client.request(method, f"/_emulator/{path}", json=body, params=query)
        assert answer.status < 300, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
def arm(admin: Arm) -> Arm:
    """Arms a scenario in the world of Mastercard's demo client."""

    async def call(**scenario: Any) -> Any:
        return await admin("POST", "scenarios", scenario)

    return call


@pytest.fixture
def patient(client: Client, session: ClientSession, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Makes Stripe's SDK: everything its own, but that it does not sleep between its tries and waits no longer than asked."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.001)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.001)

    def sdk(*, retries: int = 2, seconds: float = 10.0) -> Any:
        http = stripe.AIOHTTPClient(session=session, timeout=seconds)
        return sdk_at(client, http_client=http, max_network_retries=retries).issuing

    return sdk


@pytest.fixture
async def secret(client: Client, session: ClientSession, receiver: Receiver) -> str:
    """The secret with which the app checks what comes; it listens to cards."""
    hooks = sdk_at(client, http_client=stripe.AIOHTTPClient(session=session)).webhook_endpoints
    listening = {"url": receiver.url, "enabled_events": ["issuing_card.created", "issuing_card.updated"]}
    return str((await hooks.create_async(listening)).secret)


def sdk_at(client: Client, **options: Any) -> Any:
    """Stripe's SDK, pointed at the house."""
    url = str(client.make_url("")).rstrip("/")
    addresses: Any = {"api": url, "files": url, "connect": url, "meter_events": url}
    return stripe.StripeClient(SECRET_KEY, base_addresses=addresses, **options).v1


@pytest.fixture
async def ada(patient: Callable[..., Any]) -> Any:
    """A cardholder of whom nothing is missing."""
    return await patient().cardholders.create_async(ADA)


@pytest.fixture
def arm_stripe(house: House, ada: Any, admin: Arm) -> Arm:
    """Arms a scenario in the world of the SDK."""
    assert ada.id

    async def call(**scenario: Any) -> Any:
        return await admin("POST", "scenarios", {"namespace": await world_of(house), "api": "stripe", **scenario})

    return call
