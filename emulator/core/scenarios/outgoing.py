"""What a scenario does to what the emulator says first: one attempt to deliver a notice, or a question to the app."""

from collections.abc import Callable
from datetime import timedelta

from emulator.core.context import Context
from emulator.core.message import Outgoing
from emulator.core.scenarios.firing import Meeting, fire, pause_of
from emulator.core.scenarios.spoiling import spoilt_outgoing
from emulator.domain.scenarios import Fault, Scenario


async def met(ctx: Context, meeting: Meeting) -> Scenario | None:
    """Return the scenario that fires at what is about to be sent, after its delay; a clock that it skews is skewed from here on."""
    scenario = ctx.fired = await fire(ctx, meeting)
    if scenario is None:
        return None
    if pause := pause_of(ctx, scenario):
        await ctx.house.pause(pause)
    if scenario.fault is Fault.CLOCK_SKEW:
        ctx.wall += timedelta(seconds=scenario.seconds)
    return scenario


def as_armed(ctx: Context, prepare: Callable[[], Outgoing]) -> Outgoing:
    """Return what is sent, spoilt as the scenario says that has fired in this context."""
    outgoing = prepare()
    return spoilt_outgoing(ctx, ctx.fired.fault, outgoing) if ctx.fired else outgoing
