"""The database file is deleted, full, or read-only while the emulator serves."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from tests.providers.mdes.caller import Caller

Client = TestClient[web.BaseRequest, web.Application]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, seed=1, issuer_url="http://127.0.0.1:9", deadline_interval=3_600)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    running = await bootstrap.start(settings)
    yield running
    await running.close()


async def ready(client: Client) -> tuple[int, str]:
    answer = await client.get("/_emulator/ready")
    return answer.status, str((await answer.json()).get("detail", ""))


def pragma(house: House, text: str) -> Any:
    """Do something to the database behind the emulator's back."""
    engine: Any = house.store._engine
    return engine._connection.execute(f"PRAGMA {text}").fetchone()


async def test_a_deleted_file_is_noticed_at_the_next_commit_and_said(client: Client, settings: Settings) -> None:
    mdes = Caller(client)
    reference = (await mdes.tokenize()).opened["tokenUniqueReference"]
    (settings.data_dir / "emulator.db").unlink()

    answers = [await mdes.tokenize(), await mdes.change("suspend", reference)]

    assert [answer.status for answer in answers] == [500, 500]
    status, why = await ready(client)
    assert status == 503
    assert "was deleted or replaced" in why
    assert "restart the emulator" in why


async def test_a_deleted_file_makes_the_emulator_unready_before_anybody_writes(client: Client, settings: Settings) -> None:
    assert (await ready(client))[0] == 200

    (settings.data_dir / "emulator.db").rename(settings.data_dir / "elsewhere.db")

    assert (await ready(client))[0] == 503


async def test_a_full_disk_refuses_and_keeps_what_was_acknowledged_and_goes_on_when_there_is_room(client: Client, house: House) -> None:
    mdes = Caller(client)
    (pages,) = pragma(house, "page_count")
    pragma(house, f"max_page_count={pages + 8}")
    acknowledged = []
    while (answer := await mdes.tokenize()).status == 200:
        acknowledged.append(answer.opened["tokenUniqueReference"])

    assert answer.status == 500
    assert answer.body["errorCode"] == "INTERNAL_SERVICE_FAILURE"
    pragma(house, "max_page_count=1000000")
    assert (await mdes.tokenize()).opened["decision"] == "APPROVED"
    assert [(await mdes.token(one)).status for one in acknowledged] == [200] * len(acknowledged)


async def test_a_read_only_disk_refuses_writes_and_still_answers_reads(client: Client, house: House) -> None:
    mdes = Caller(client)
    reference = (await mdes.tokenize()).opened["tokenUniqueReference"]
    pragma(house, "query_only=1")

    refused = await mdes.tokenize()
    read = await mdes.token(reference)
    pragma(house, "query_only=0")

    assert (refused.status, read.status) == (500, 200)
    assert (await mdes.tokenize()).status == 200


@pytest.mark.parametrize("hours", [-5, 5, 24 * 40])
async def test_a_jump_of_the_machines_clock_loses_nothing(client: Client, house: House, hours: int) -> None:
    mdes, wall = Caller(client), house.wall
    reference = (await mdes.tokenize()).opened["tokenUniqueReference"]

    house.wall = lambda: wall() + timedelta(hours=hours)
    suspended = await mdes.change("suspend", reference)

    assert suspended.body["tokens"][0]["status"] == "SUSPENDED"
    assert (await ready(client))[0] == 200
    await client.post("/_emulator/clock/advance", json={"seconds": 6 * 3_600})
    outbox = (await (await client.get("/_emulator/outbox")).json())["notices"]
    # Nobody listens, so all were tried until the schedule was over, those made before the jump and after it.
    assert {notice["state"] for notice in outbox} == {"failed"}
    assert all(notice["tries"] == 4 for notice in outbox)
