"""Recordings through the admin API."""

from collections.abc import AsyncIterator

import pytest

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from emulator.recording.tape import tape_of
from tests.admin.conftest import Call
from tests.providers.mdes.caller import Caller, FrontDoor


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """A whole house: what is recorded has to be said by a provider."""
    whole = await bootstrap.assemble(settings)
    yield whole
    await whole.close()


async def test_a_recording_is_begun_looked_at_and_ended(client: FrontDoor, get: Call, post: Call, delete: Call, refused: Call) -> None:
    begun = await post("recordings", {"name": "mine"})
    await Caller(client).tokenize()

    assert (begun["name"], begun["exchanges"]) == ("mine", 0)
    assert [row["name"] for row in (await get("recordings"))["recordings"]] == ["mine"]
    so_far = await get("recordings/mine")
    assert (so_far["case"], so_far["exchanges"][-1]["contract"]) == ("mine", "mdes/digital_enablement/tokenize")
    assert await delete("recordings/mine") == so_far
    assert await refused("GET", "recordings/mine") == (404, "unknown_recording")


async def test_a_recording_with_a_strangers_card_is_given_to_nobody(client: FrontDoor, post: Call, refused: Call) -> None:
    await post("recordings", {"name": "mine"})
    await Caller(client).tokenize("5425233430109903")

    assert await refused("DELETE", "recordings/mine") == (409, "secret_on_tape")
    assert await refused("GET", "recordings/mine") == (404, "unknown_recording")


async def test_one_exchange_is_a_tape_of_its_own(client: FrontDoor, get: Call, refused: Call) -> None:
    await Caller(client).tokenize()
    (newest,) = (await get("exchanges", direction="inbound"))["exchanges"]

    tape = tape_of(await get(f"exchanges/{newest['id']}/tape"))

    assert (tape.operation, tape.case, [exchange.title for exchange in tape.inbound]) == (
        "tokenize",
        newest["id"],
        ["POST /mdes/digitization/1/0/tokenize"],
    )
    assert await refused("GET", "exchanges/ex_0/tape") == (404, "unknown_exchange")
