"""Armed outcomes: before a call is decoded, the first scenario that meets it fires."""

import asyncio
from collections.abc import Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.message import Response
from emulator.crypto.diagnosis import Finding
from emulator.domain import errors
from emulator.domain.errors import DomainError, IllegalTransition, InvalidField, StaleData
from emulator.domain.scenarios import Scenario
from emulator.storage.unit import Unit

# What the errors that take more than a sentence are made with.
_ARGUMENTS: Final[Mapping[type[DomainError], tuple[str, ...]]] = {
    IllegalTransition: ("as a scenario says", "go on"),
    InvalidField: ("scenario",),
    StaleData: ("scenario",),
}

REFUSALS: Final[Mapping[str, type[DomainError]]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, DomainError) and kind is not DomainError
}


async def turn_aside(ctx: Context, api: str, operation: str) -> Response | None:
    """Wait, refuse or answer as an armed scenario says; None lets the call go on.

    Raises:
        DomainError: the one that the scenario names.
    """
    if not ctx.namespace.armed:
        return None
    scenario = await _fire(ctx, api, operation)
    if scenario is None:
        return None
    ctx.tolerate(_told(scenario))
    if scenario.delay:
        await asyncio.sleep(scenario.delay)
    if scenario.error:
        kind = REFUSALS[scenario.error]
        raise kind(*_ARGUMENTS.get(kind, ("armed by a scenario",)))
    if scenario.answer is None:
        return None
    return Response(scenario.answer.status, scenario.answer.body.encode(), scenario.answer.headers)


async def _fire(ctx: Context, api: str, operation: str) -> Scenario | None:
    async def work(unit: Unit) -> Scenario | None:
        for scenario in await unit.scenarios.hold():
            if scenario.meets(api, operation):
                fired = scenario.after_firing()
                await unit.scenarios.save(fired)
                return fired
        return None

    found: Scenario | None = await ctx.house.unit(ctx, work)
    return found


def _told(scenario: Scenario) -> Finding:
    left = "until cleared" if scenario.remaining is None else f"{scenario.remaining} more times"
    return Finding(
        check="scenario",
        cause="scenario_fired",
        message=f"scenario {scenario.id} fired for the {scenario.fired}. time; it stays armed {left}",
        fix="clear it with DELETE /_emulator/scenarios when it is not wanted",
    )
