"""Whether the emulator lives, is ready, and which one it is."""

import sqlite3

import pytest

from emulator import __version__
from emulator.core.context import House
from emulator.core.deadlines.timekeeper import Timekeeper
from emulator.outbound.courier import Courier
from tests.admin.conftest import Call


async def test_a_process_that_answers_is_live(get: Call) -> None:
    assert await get("live") == {"status": "live"}


def start(house: House) -> None:
    """Let everything work that works by itself."""
    assert isinstance(house.courier, Courier)
    assert isinstance(house.timekeeper, Timekeeper)
    house.courier.start()
    house.timekeeper.start()


async def test_an_emulator_in_which_everything_works_is_ready(house: House, get: Call) -> None:
    start(house)

    ready = await get("ready")

    assert ready == {"status": "ready", "storage": "readable", "courier": "delivering", "timekeeper": "settling"}


@pytest.mark.parametrize("worker", ["courier", "timekeeper"])
async def test_an_emulator_in_which_something_has_stopped_is_not_ready(house: House, refused: Call, worker: str) -> None:
    start(house)

    await getattr(house, worker).close()

    assert await refused("GET", "ready") == (503, "unavailable")


async def test_an_emulator_whose_storage_cannot_be_read_is_not_ready_but_live(house: House, get: Call, refused: Call) -> None:
    start(house)
    connection: sqlite3.Connection = house.store._engine._connection  # type: ignore[attr-defined]  # the SQLite engine's own
    connection.execute("ALTER TABLE namespaces RENAME TO hidden")

    ready, live = await refused("GET", "ready"), await get("live")

    assert (ready, live) == ((503, "unavailable"), {"status": "live"})


async def test_the_version_names_the_program_and_its_apis(get: Call) -> None:
    version = await get("version")

    assert version["version"] == __version__
    assert [api["name"] for api in version["apis"]] == ["sample", "admin"]
    assert "advance_clock" in version["apis"][1]["operations"]
