"""Whether the emulator lives, is ready, and which one it is."""

import sqlite3

from emulator import __version__
from emulator.core.context import House
from emulator.outbound.courier import Courier
from tests.admin.conftest import Call


async def test_a_process_that_answers_is_live(get: Call) -> None:
    assert await get("live") == {"status": "live"}


async def test_an_emulator_whose_courier_works_is_ready(house: House, get: Call) -> None:
    assert isinstance(house.courier, Courier)
    house.courier.start()

    ready = await get("ready")

    assert ready == {"status": "ready", "storage": "readable", "courier": "delivering"}


async def test_an_emulator_whose_courier_has_stopped_is_not_ready(refused: Call) -> None:
    assert await refused("GET", "ready") == (503, "unavailable")


async def test_an_emulator_whose_storage_cannot_be_read_is_not_ready_but_live(house: House, get: Call, refused: Call) -> None:
    assert isinstance(house.courier, Courier)
    house.courier.start()
    connection: sqlite3.Connection = house.store._engine._connection  # type: ignore[attr-defined]  # the SQLite engine's own
    connection.execute("ALTER TABLE namespaces RENAME TO hidden")

    ready, live = await refused("GET", "ready"), await get("live")

    assert (ready, live) == ((503, "unavailable"), {"status": "live"})


async def test_the_version_names_the_program_and_its_apis(get: Call) -> None:
    version = await get("version")

    assert version["version"] == __version__
    assert [api["name"] for api in version["apis"]] == ["sample", "admin"]
    assert "advance_clock" in version["apis"][1]["operations"]
