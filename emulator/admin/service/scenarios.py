"""Scenarios: armed, shown, and disarmed."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from fnmatch import fnmatchcase
from typing import Final

from emulator.admin.schemas.scenarios import ArmScenario, CannedAnswer, DisarmScenario, ScenarioList, ScenarioSeen
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.core.context import Context
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.provider import Api
from emulator.core.scenarios.calls import REFUSALS
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.scenarios import PLACES, Canned, Condition, Place, Scenario
from emulator.logs import mask
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
    if message.share is not None and ctx.settings.seed is None:
        raise InvalidField("share", "nothing happens by chance without a seed: start the emulator with --seed")
    place = _place_of(ctx.house.apis, message)
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> Scenario:
        scenario = _scenario(f"sc_{world.ids.hex_uuid()[:12]}", place, message)
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


def _place_of(apis: Iterable[Api], message: ArmScenario) -> Place:
    """Return where a scenario strikes: as asked for, or the first place in which it meets anything."""
    met = [api for api in apis if api.of_a_world and fnmatchcase(api.name, message.api)]
    if not met:
        raise InvalidField("api", f"it meets none of {', '.join(api.name for api in apis if api.of_a_world)}")
    possible = [place for place in _possible(message) if message.place in {None, place}]
    if not possible:
        raise InvalidField("place", f"what is armed can happen only at: {', '.join(_possible(message))}")
    names = {place: [row.name for api in met for row in ROWS[place](api)] for place in possible}
    found = next((place for place in possible if any(fnmatchcase(name, message.operation) for name in names[place])), None)
    if found is None:
        raise InvalidField("operation", f"it meets none of {', '.join(name for place in possible for name in names[place])}")
    return found


def _possible(message: ArmScenario) -> list[Place]:
    if message.fault:
        return [place for place in Place if place in PLACES[message.fault]]
    if message.error:
        return [Place.CALL]
    return [Place.CALL, Place.QUESTION] if message.answer else list(Place)


ROWS: Final[Mapping[Place, Callable[[Api], Iterable[AnyOperation | Question | Notice]]]] = {
    Place.CALL: lambda api: api.operations,
    Place.QUESTION: lambda api: api.questions,
    Place.NOTICE: lambda api: api.notices,
    Place.ATTEMPT: lambda api: api.notices,
}


def _scenario(scenario_id: str, place: Place, message: ArmScenario) -> Scenario:
    told = message.model_dump(exclude={"namespace", "place", "answer", "where"})
    where = tuple(Condition(one.path, one.test, one.value) for one in message.where)
    return Scenario(id=scenario_id, place=place, answer=_canned(message.answer), where=where, **told)


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
    shown = asdict(scenario) | {
        "answer": CannedAnswer(status=canned.status, body=canned.body, headers=dict(canned.headers)) if canned else None,
        "card": mask(scenario.card) if scenario.card else None,
    }
    return ScenarioSeen.model_validate(shown)
