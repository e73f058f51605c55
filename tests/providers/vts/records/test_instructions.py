"""Instructions as they are kept, and which tokens agents may pay with."""

from dataclasses import replace

from emulator.core.context import House
from emulator.providers.vts.records import instructions
from emulator.providers.vts.records.instructions import Instruction
from emulator.storage.unit import Unit

SHOES = Instruction("i-1", "t-1", "consumer-1", {"consumerPrompt": "Buy me shoes"})


async def test_an_instruction_comes_back_as_it_was_last_kept(house: House) -> None:
    async def work(unit: Unit) -> list[Instruction | None]:
        await instructions.add(unit, SHOES)
        first = await instructions.find(unit, "i-1")
        await instructions.save(unit, replace(SHOES, cancelled=True))
        return [first, await instructions.find(unit, "i-1"), await instructions.find(unit, "i-2")]

    found = await house.unit(house.context(house.home, cause="test"), work)

    assert found == [SHOES, replace(SHOES, cancelled=True), None]


async def test_a_token_may_be_enrolled_twice(house: House) -> None:
    async def work(unit: Unit) -> tuple[bool, bool]:
        await instructions.enrol(unit, "t-1", "consumer-1")
        await instructions.enrol(unit, "t-1", "consumer-2")
        return await instructions.is_enrolled(unit, "t-1"), await instructions.is_enrolled(unit, "t-2")

    assert await house.unit(house.context(house.home, cause="test"), work) == (True, False)
