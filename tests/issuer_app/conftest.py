"""A working issuer app with one card, a clock that stands until it is moved, and a stand-in for MDES."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from emulator.issuer_app.bootstrap import IssuerApp, World, issuer_app
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.server.web import web_application
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage.models import ACTIVE, Account, User, VirtualCard

from .stand_in import KEYS, StandIn
from .stripe.stand_in import StripeStandIn
from .visa.stand_in import VisaStandIn

PAN: Final = "5204731620001001"
NOON: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OWN_URL: Final = "http://issuer.example"

Client = TestClient[web.Request, web.Application]


@dataclass
class Clock:
    """Wall time that a test moves by hand."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def move(self, step: timedelta) -> None:
        """Let time pass."""
        self.moment += step


@pytest.fixture
def clock() -> Clock:
    """The app's clock."""
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    """Time by hand, ids in order, bytes that count up."""
    ids, nonces = count(1), count(1)
    return World(now=clock, new_id=lambda: f"id-{next(ids)}", random=lambda size: next(nonces).to_bytes(size, "big"))


@pytest.fixture
async def mdes() -> StandIn:
    """The stand-in, without a server."""
    return StandIn()


@pytest.fixture
async def visa() -> VisaStandIn:
    """The stand-in for Visa, without a server."""
    return VisaStandIn()


@pytest.fixture
async def stripe() -> StripeStandIn:
    """The stand-in for Stripe, without a server."""
    return StripeStandIn()


@pytest.fixture
async def mdes_url(mdes: StandIn, visa: VisaStandIn, stripe: StripeStandIn) -> AsyncIterator[str]:
    """The URL at which all stand-ins serve, as the emulator does."""
    application = mdes.application()
    visa.serve_in(application)
    stripe.serve_in(application)
    async with TestServer(application) as server:
        yield str(server.make_url("/")).rstrip("/")


@pytest.fixture
def settings(tmp_path: Path, mdes_url: str) -> Settings:
    """Settings with a database of the test's own."""
    return Settings(database=f"sqlite:///{tmp_path}/issuer.db", emulator=mdes_url, keys=KEYS, timeout=5.0)


@pytest.fixture
async def app(settings: Settings, world: World) -> AsyncIterator[IssuerApp]:
    """A working app whose database is empty."""
    async with issuer_app(settings, world, OWN_URL) as running:
        yield running


@pytest.fixture
async def card(app: IssuerApp) -> VirtualCard:
    """An active card on an active account."""
    sealed = app.vault.seal(Pan(PAN), app.world.random(12))
    row = VirtualCard(
        account=Account(user=User(name="Jane Doe", email="jane@example.com"), status=ACTIVE, balance=100),
        provider="mdes",
        network="mastercard",
        cardholder_name="Jane Doe",
        pan_box=sealed.box,
        pan_lookup=sealed.lookup,
        last4=sealed.last4,
        exp_month=11,
        exp_year=2029,
        status=ACTIVE,
    )
    await app.database.run(lambda session: session.add(row))
    return row


@pytest.fixture
async def client(app: IssuerApp, card: VirtualCard) -> AsyncIterator[Client]:
    """An HTTP client of the app with the card."""
    async with TestClient(TestServer(web_application(app))) as running:
        yield running


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the caller's own ISSUER_APP_* variables out of the tests."""
    for name in [name for name in os.environ if name.startswith("ISSUER_APP_")]:
        monkeypatch.delenv(name)
