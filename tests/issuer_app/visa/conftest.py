"""A card of Visa's in the app's books, and the app's gateway to Visa."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage.models import ACTIVE, Account, User, VirtualCard
from emulator.issuer_app.visa.gateway import Gateway
from emulator.issuer_app.visa.keys import secrets_of

from ..conftest import Clock

PAN = "4761120010011002"
CARD = CardInClear(pan=Pan(PAN), exp_month=11, exp_year=2029, holder="Jane Doe", network="visa", provider="visa")


def a_card(last4: str = "1002", status: str = ACTIVE) -> VirtualCard:
    """A card of ours, in nobody's database."""
    account = Account(user=User(name="Joan Doe", email="joan@example.com"), status=ACTIVE, balance=100)
    return VirtualCard(account=account, cardholder_name="Jane Doe", last4=last4, exp_month=11, exp_year=2029, status=status)


@pytest.fixture
async def visa_card(app: IssuerApp) -> VirtualCard:
    """A card of ours, in the app's database."""
    sealed = app.vault.seal(Pan(PAN), app.world.random(12))
    card = a_card()
    card.provider, card.network = "visa", "visa"
    card.pan_box, card.pan_lookup = sealed.box, sealed.lookup
    await app.database.run(lambda session: session.add(card))
    return card


@pytest.fixture
async def gateway(settings: Settings, clock: Clock) -> AsyncIterator[Gateway]:
    """The way to the stand-in."""
    async with ClientSession() as session:
        yield Gateway(session, settings.emulator, secrets_of(settings), settings.timeout, clock)
