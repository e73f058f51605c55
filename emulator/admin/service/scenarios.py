"""Scenarios: armed, shown, and disarmed."""

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase

from emulator.admin.schemas.scenarios import ArmScenario, CannedAnswer, DisarmScenario, ScenarioList, ScenarioSeen
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.core.context import Context
from emulator.core.dispatch.scenarios import REFUSALS
from emulator.core.provider import Api
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.scenarios import Canned, Scenario
from emulator.storage.unit import Unit


class UnknownScenario(DomainError):
    """There is no such scenario in this world."""


async def list_scenarios(ctx: Context, _unit: None, message: Scoped) -> ScenarioList:
    """Show every scenario of a world."""
    world = await look(ctx, message.namespace)
    return await ctx.house.store.read(world.namespace.id, _listed)


async def arm_scenario(ctx: Context, _unit: None, message: ArmScenario) -> ScenarioSeen:
    """Arm a scenario behind those that are armed already; one that would never fire is refused."""
    if message.error and message.error not in REFUSALS:
        raise InvalidField("error", f"it is none of {', '.join(sorted(REFUSALS))}")
    _check_aim(ctx.house.apis, message)
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


def _check_aim(apis: Iterable[Api], message: ArmScenario) -> None:
    known = {api.name: [row.name for row in api.operations] for api in apis if api.of_a_world and api.operations}
    met = [name for name in known if fnmatchcase(name, message.api)]
    if not met:
        raise InvalidField("api", f"it meets none of {', '.join(known)}")
    operations = [row for name in met for row in known[name]]
    if not any(fnmatchcase(row, message.operation) for row in operations):
        raise InvalidField("operation", f"it meets none of {', '.join(operations)}")


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
