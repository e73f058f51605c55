"""The only file that knows everything: settings in, a working issuer app out."""

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from aiohttp import ClientSession

from .mdes.gateway import Gateway
from .mdes.keys import MdesKeys, load_keys
from .mdes.token_connect import TokenConnect
from .pan import Vault
from .providers import Provider
from .provisioning import Provisioner
from .settings import Settings
from .storage import cards
from .storage.database import Database, open_database

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
    provisioner: Provisioner


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
    return {"mdes": TokenConnect(gateway, keys, callback_url=url + CALLBACK, now=world.now, new_id=world.new_id)}


@asynccontextmanager
async def issuer_app(settings: Settings, world: World, url: str) -> AsyncIterator[IssuerApp]:
    """Open everything the app needs, and close it again. Raises BadSetting or UnreadableCard."""
    keys, vault = load_keys(settings.keys), Vault(settings.card_key_bytes)
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
            yield IssuerApp(settings, world, database, vault, keys, provisioner)
    finally:
        await database.close()
