"""The only file that knows everything: settings in, running application out."""

import os
from typing import Final

from emulator import admin
from emulator.admin import inbox
from emulator.config import Settings, shipped
from emulator.core.announcer import Announcer
from emulator.core.context import Context, House, Wall, wall
from emulator.core.deadlines.timekeeper import Timekeeper
from emulator.core.dispatch import DEFAULT
from emulator.core.journal import Journal
from emulator.core.keys import Keys
from emulator.core.provider import Api
from emulator.core.worlds import Plan, WorldOpener
from emulator.domain.worlds import Clock, Namespace
from emulator.outbound.courier import Courier
from emulator.outbound.questions import Questions
from emulator.providers import stripe
from emulator.providers.mdes import customer_service, digital_enablement, issuer, token_connect
from emulator.providers.vts import agentic, in_app, token_service
from emulator.providers.vts import issuer as visa_issuer
from emulator.recording.recorder import Recorder
from emulator.storage.store import Store
from emulator.storage.unit import Unit

MDES: Final = (digital_enablement.API, token_connect.API, customer_service.API, issuer.API)
VTS: Final = (token_service.API, in_app.API, visa_issuer.API, agentic.API)
APIS: Final[tuple[Api, ...]] = (*MDES, *VTS, stripe.API, admin.API, inbox.API)


async def start(settings: Settings) -> House:
    """Open the database, make sure that the home world exists, and start courier and timekeeper.

    Raises:
        StorageError: the database cannot be opened or was written by another version.
    """
    house = await assemble(settings)
    courier = house.courier = Courier(house)
    timekeeper = house.timekeeper = Timekeeper(house, interval=settings.deadline_interval)
    courier.start()
    timekeeper.start()
    return house


async def assemble(settings: Settings, *, now: Wall = wall) -> House:
    """Put the house together without starting anything that works by itself; `now` is the machine's time, and its home's first."""
    if not settings.database:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    house = House(
        settings=settings,
        store=await Store.open(settings.database_url, processes=settings.workers),
        keys=Keys(shipped("keys")),
        journal=Journal(most=settings.journal_size, most_bytes=settings.journal_bytes, name=_journal_name(settings)),
        apis=APIS,
        announce=Announcer.of(APIS),
        open_world=WorldOpener(shipped("seeds") / "demo.json"),
        home=Namespace(DEFAULT, Clock(), now()),
        wall=now,
        public_url=settings.public_url,
    )
    house.asker = Questions(house)
    house.recorder = Recorder(house.journal, APIS, seed=settings.seed)
    house.journal.subscribers.append(house.meters.exchange)
    await ensure_home(house)
    return house


def _journal_name(settings: Settings) -> str:
    # Another worker must not take an id for one of its own.
    return f"{os.getpid()}_" if settings.workers > 1 else ""


async def ensure_home(house: House) -> None:
    """Open the home world where the database does not have it yet."""
    ctx = house.context(house.home, cause="start")

    async def work(unit: Unit) -> Namespace:
        known = await unit.worlds.get(DEFAULT)
        if known is None:
            await house.open_world(ctx, unit, _home_plan(ctx))
        return known or house.home

    house.home = await house.unit(ctx, work)


def _home_plan(ctx: Context) -> Plan:
    return Plan(ctx.house.home, ctx.settings.issuer_url, is_demo=True)
