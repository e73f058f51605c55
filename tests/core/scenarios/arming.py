"""Scenarios armed from behind."""

from dataclasses import replace

from emulator.core.context import Context, House
from emulator.domain.scenarios import Scenario
from emulator.storage.unit import Unit


async def armed(house: House, *scenarios: Scenario) -> Context:
    """Arm scenarios in the home world, and return surroundings that know of them."""

    async def work(unit: Unit) -> None:
        for scenario in scenarios:
            await unit.scenarios.add(scenario)

    await house.unit(house.context(house.home, cause="arm"), work)
    return house.context(replace(house.home, armed=True))
