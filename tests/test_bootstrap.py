"""Putting the house together: the home world is there, once, and nothing works by itself before it is started."""

from pathlib import Path

import pytest

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.storage.engine.statements import StorageError


async def test_the_home_world_has_the_demo_credential_and_parties() -> None:
    house = await bootstrap.assemble(Settings(database="sqlite://"))

    entry = await house.store.read("default", lambda unit: unit.worlds.enter("mdes", DEMO_CONSUMER_KEY))
    issuers = await house.store.read("default", lambda unit: unit.parties.issuers())

    assert entry is not None
    assert entry[1].id == "default"
    assert [issuer.callback_url for issuer in issuers] == ["http://127.0.0.1:8000"]
    await house.close()


async def test_a_second_start_finds_the_first_ones_world(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "made" / "on" / "demand")
    first = await bootstrap.start(settings)
    await first.close()

    second = await bootstrap.start(settings)

    assert second.home == first.home
    assert len(await second.store.read("default", lambda unit: unit.worlds.all())) == 1
    await second.close()


async def test_only_a_started_house_delivers_and_settles_by_itself() -> None:
    assembled = await bootstrap.assemble(Settings(database="sqlite://"))
    assert (assembled.courier, assembled.timekeeper) == (None, None)
    await assembled.close()

    started = await bootstrap.start(Settings(database="sqlite://"))
    workers = started.courier, started.timekeeper
    assert [worker is not None and worker.alive for worker in workers] == [True, True]
    await started.close()
    assert [worker is not None and worker.alive for worker in workers] == [False, False]


async def test_a_database_that_cannot_be_opened_is_said() -> None:
    with pytest.raises(StorageError, match="nowhere"):
        await bootstrap.start(Settings(database="sqlite:////nowhere/at/all.db"))


def test_names_and_prefixes_of_apis_are_their_own() -> None:
    names = [api.name for api in bootstrap.APIS]
    prefixes = [prefix for api in bootstrap.APIS for prefix in api.prefixes]

    assert len(set(names)) == len(names)
    assert len(set(prefixes)) == len(prefixes)
