"""A house with the sample API alone, in memory, at noon, under a seed, with two worlds."""

from collections.abc import AsyncIterator

import pytest

from emulator.config import Settings, shipped
from emulator.core.announcer import Announcer
from emulator.core.context import Context, House
from emulator.core.journal import Journal
from emulator.core.keys import Keys
from emulator.core.worlds import Plan, WorldOpener
from emulator.domain.worlds import Clock, Credential, Namespace
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.core.sample import API, NOON


async def open_worlds(house: House, *names: str) -> None:
    """Open worlds with one credential each: the key is the world's name."""
    ctx = house.context(house.home, cause="start")

    async def work(unit: Unit) -> None:
        for name in names:
            credential = Credential("sample", name, name, {"word": f"open {name}"})
            await house.open_world(ctx, unit, Plan(Namespace(name, Clock(), NOON), "http://issuer.example", credentials=(credential,)))

    await house.unit(ctx, work)


@pytest.fixture
def settings() -> Settings:
    """Settings of the house under test."""
    return Settings(database="sqlite://", seed=1)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """The house, with the worlds `default` and `other`."""
    opened = House(
        settings=settings,
        store=await Store.open(settings.database_url),
        keys=Keys(shipped("keys")),
        journal=Journal(most=100, most_bytes=1_000_000),
        apis=(API,),
        announce=Announcer.of((API,)),
        open_world=WorldOpener(shipped("seeds") / "demo.json"),
        home=Namespace("default", Clock(), NOON),
        wall=lambda: NOON,
        public_url="http://emulator.example",
    )
    await open_worlds(opened, "default", "other")
    yield opened
    await opened.close()


@pytest.fixture
def ctx(house: House) -> Context:
    """The surroundings of a request in the world `default`."""
    return house.context(house.home)
