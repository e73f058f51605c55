"""What an issuer says of a token."""

from dataclasses import replace

from emulator.core.context import House
from emulator.providers.mdes.records import details
from emulator.providers.mdes.records.details import Details
from emulator.storage.unit import Unit


async def test_what_is_said_is_kept_and_added_to(house: House) -> None:
    async def work(unit: Unit) -> list[Details]:
        before = await details.of_token(unit, "D1")
        await details.keep(unit, replace(before, assurance=5))
        await details.keep(unit, replace(await details.of_token(unit, "D1"), sequence_number="02"))
        return [before, await details.of_token(unit, "D1"), await details.of_token(unit, "D2")]

    found = await house.unit(house.context(house.home, cause="test"), work)

    assert found == [Details("D1"), Details("D1", assurance=5, sequence_number="02"), Details("D2")]
