"""Messages to the holder of a token."""

from typing import Any

from emulator.core.context import House
from emulator.providers.mdes.records import holder_messages
from emulator.storage.unit import Unit


async def test_a_message_takes_the_place_of_the_one_with_its_identifier(house: House) -> None:
    async def work(unit: Unit) -> list[dict[str, Any]]:
        await holder_messages.keep(unit, "D1", "m-1", message={"MessageText": "old"})
        await holder_messages.keep(unit, "D1", "m-2", message={"MessageText": "other"})
        await holder_messages.keep(unit, "D1", "m-1", message={"MessageText": "new"})
        await holder_messages.keep(unit, "D2", "m-1", message={"MessageText": "elsewhere"})
        return await holder_messages.of_token(unit, "D1")

    found = await house.unit(house.context(house.home, cause="test"), work)

    assert [message["MessageText"] for message in found] == ["new", "other"]
