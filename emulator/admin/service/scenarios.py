"""Scenarios: armed, shown, and disarmed."""

import json

from emulator.admin.schemas.scenarios import ArmScenario, CannedAnswer, DisarmScenario, ScenarioList, ScenarioSeen
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act
from emulator.core.context import Context
from emulator.core.dispatch.scenarios import REFUSALS
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.scenarios import Canned, Scenario
from emulator.storage.unit import Unit


class UnknownScenario(DomainError):
    """There is no such scenario in this world."""


async def list_scenarios(ctx: Context, _unit: None, message: Scoped) -> ScenarioList:
    """Show every scenario of a world."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> ScenarioList:
        return await _listed(unit)

    listed: ScenarioList = await ctx.house.unit(world, work)
    return listed


async def arm_scenario(ctx: Context, _unit: None, message: ArmScenario) -> ScenarioSeen:
    """Arm a scenario behind those that are armed already."""
    if message.error and message.error not in REFUSALS:
        raise InvalidField("error", f"it is none of {', '.join(sorted(REFUSALS))}")
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> Scenario:
        scenario = Scenario(
            id=f"sc_{world.ids.hex_uuid()[:12]}",
            api=message.api,
            operation=message.operation,
            delay=message.delay,
            answer=_canned(message.answer),
            error=message.error,
            remaining=message.remaining,
        )
        await unit.scenarios.add(scenario)
        return scenario

    return _seen(await ctx.house.unit(world, work))


async def disarm_scenario(ctx: Context, _unit: None, message: DisarmScenario) -> ScenarioList:
    """Disarm one, and show what is left."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> ScenarioList:
        if not await unit.scenarios.remove(message.scenario):
            raise UnknownScenario(f"there is no scenario {message.scenario} in this namespace")
        return await _listed(unit)

    left: ScenarioList = await ctx.house.unit(world, work)
    return left


async def clear_scenarios(ctx: Context, _unit: None, message: Scoped) -> ScenarioList:
    """Disarm all."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> ScenarioList:
        await unit.scenarios.clear()
        return ScenarioList(scenarios=[])

    left: ScenarioList = await ctx.house.unit(world, work)
    return left


async def _listed(unit: Unit) -> ScenarioList:
    return ScenarioList(scenarios=[_seen(scenario) for scenario in await unit.scenarios.all()])


def _canned(answer: CannedAnswer | None) -> Canned | None:
    if answer is None:
        return None
    if isinstance(answer.body, str):
        return Canned(answer.status, answer.body, answer.headers)
    return Canned(answer.status, json.dumps(answer.body), {"Content-Type": "application/json", **answer.headers})


def _seen(scenario: Scenario) -> ScenarioSeen:
    canned = scenario.answer
    return ScenarioSeen(
        id=scenario.id,
        api=scenario.api,
        operation=scenario.operation,
        delay=scenario.delay,
        answer=CannedAnswer(status=canned.status, body=canned.body, headers=dict(canned.headers)) if canned else None,
        error=scenario.error,
        remaining=scenario.remaining,
        fired=scenario.fired,
    )
