"""The only file that knows everything: settings in, running application out."""

from typing import Final

from emulator import admin
from emulator.config import Settings, shipped
from emulator.core.announcer import Announcer
from emulator.core.context import Context, House, wall
from emulator.core.deadlines.timekeeper import Timekeeper
from emulator.core.dispatch import DEFAULT
from emulator.core.journal import Journal
from emulator.core.keys import Keys
from emulator.core.provider import Api
from emulator.core.worlds import DEMO_CONSUMER_KEY, Plan, WorldOpener
from emulator.domain.worlds import Clock, Namespace
from emulator.outbound.courier import Courier
from emulator.outbound.questions import Questions
from emulator.providers.mdes import customer_service, digital_enablement, issuer, token_connect
from emulator.storage.store import Store
from emulator.storage.unit import Unit

APIS: Final[tuple[Api, ...]] = (digital_enablement.API, token_connect.API, customer_service.API, issuer.API, admin.API)


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


async def assemble(settings: Settings) -> House:
    """Put the house together without starting anything that works by itself."""
    if not settings.database:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    house = House(
        settings=settings,
        store=await Store.open(settings.database_url),
        keys=Keys(shipped("keys")),
        journal=Journal(most=settings.journal_size, most_bytes=settings.journal_bytes),
        apis=APIS,
        announce=Announcer.of(APIS),
        open_world=WorldOpener(shipped("seeds") / "demo.json"),
        home=Namespace(DEFAULT, Clock(), wall()),
        public_url=settings.public_url,
    )
    house.asker = Questions(house)
    await ensure_home(house)
    return house


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
    return Plan(ctx.house.home, ctx.settings.issuer_url, consumer_key=DEMO_CONSUMER_KEY)
