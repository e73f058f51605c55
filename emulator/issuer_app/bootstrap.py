"""The only file that knows everything: settings in, a working issuer app out."""

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from aiohttp import ClientSession
from stripe import AIOHTTPClient, StripeClient

from .mdes.gateway import Gateway
from .mdes.keys import MdesKeys, load_keys
from .mdes.token_connect import TokenConnect
from .pan import Vault
from .providers import Provider
from .provisioning import Provisioner
from .settings import Settings
from .storage import cards
from .storage.database import Database, open_database
from .stripe.issuing import StripeIssuing
from .visa.gateway import Gateway as VisaGateway
from .visa.in_app import InApp
from .visa.keys import VisaKeys, secrets_of
from .visa.keys import load_keys as load_visa_keys
from .wallets.apple_root import apple_root
from .wallets.makers import AppleMaker
from .wallets.visa_issuer import VisaIssuer
from .wallets.visa_secrets import DEMO_ACTIVATION, DEMO_OPAQUE_CARD

CALLBACK: Final = "/api/v1/token_connect/callback"


@dataclass(frozen=True, slots=True)
class World:
    """Where time, ids and chance come from: `now` in UTC, `new_id` up to 36 characters, `random` so many bytes."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    random: Callable[[int], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class IssuerApp:
    """A working app."""

    settings: Settings
    world: World
    database: Database
    vault: Vault
    keys: MdesKeys
    visa_keys: VisaKeys
    provisioner: Provisioner
    stripe: StripeIssuing


def real_world() -> World:
    """Return the wall clock, random ids and the system's randomness."""
    return World(now=lambda: datetime.now(UTC), new_id=lambda: str(uuid4()), random=os.urandom)


def own_url(settings: Settings, port: int | None = None) -> str:
    """Return the URL under which wallets reach this app; `port` is the bound one if it is known."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{port or settings.port}"


def providers(settings: Settings, world: World, *, keys: MdesKeys, session: ClientSession, url: str) -> Mapping[str, Provider]:
    """Return every token service by the name that cards know it by; `url` is this app's own."""
    gateway = Gateway(session, settings.emulator, settings.consumer_key, keys.signing, settings.timeout)
    visa = VisaGateway(session, settings.emulator, secrets_of(settings), settings.timeout, world.now)
    apple = AppleMaker(apple_root(settings.keys), world.random, world.now)
    return {
        "mdes": TokenConnect(gateway, keys, callback_url=url + CALLBACK, now=world.now, new_id=world.new_id, apple=apple),
        "visa": InApp(visa, apple, world.now),
        "visa_issuer": VisaIssuer(apple, DEMO_ACTIVATION, DEMO_OPAQUE_CARD, now=world.now, new_id=world.new_id),
        "stripe": stripe_issuing(settings, session),
    }


def stripe_issuing(settings: Settings, session: ClientSession) -> StripeIssuing:
    """Return the app as a customer of Stripe."""
    return StripeIssuing(stripe_client(settings, session), settings.emulator)


def stripe_client(settings: Settings, session: ClientSession) -> StripeClient:
    """Return Stripe's own library with nothing changed but where it finds Stripe."""
    addresses: Any = {"api": settings.emulator, "files": settings.emulator}
    return StripeClient(settings.stripe_key, base_addresses=addresses, http_client=AIOHTTPClient(session=session))


@asynccontextmanager
async def issuer_app(settings: Settings, world: World, url: str) -> AsyncIterator[IssuerApp]:
    """Open everything the app needs, and close it again. Raises BadSetting or UnreadableCard."""
    keys, visa_keys, vault = load_keys(settings.keys), load_visa_keys(settings.keys), Vault(settings.card_key_bytes)
    database = await open_database(settings.database)
    try:
        await database.run(lambda session: cards.check_key(session, vault))
        async with ClientSession() as session:
            provisioner = Provisioner(
                database,
                vault,
                providers=providers(settings, world, keys=keys, session=session, url=url),
                token_requestor_id=settings.token_requestor_id,
                now=world.now,
            )
            yield IssuerApp(settings, world, database, vault, keys, visa_keys, provisioner, stripe_issuing(settings, session))
    finally:
        await database.close()
