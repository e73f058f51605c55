"""Which scenario fires: the first armed one that meets a message, whose conditions hold, and whose turn it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from emulator.core.context import Context
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError
from emulator.domain.pan import Pan
from emulator.domain.scenarios import Place, Scenario
from emulator.storage.unit import Unit

# Longer than every client waits.
LONGEST: Final = 300.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A message that scenarios may meet: what it is, and its members, opened."""

    place: Place
    api: str
    operation: str
    message: Mapping[str, Any]


async def fire(ctx: Context, meeting: Meeting) -> Scenario | None:
    """Return the scenario that fires at a message, counted in a unit of its own; None when the message goes on as usual."""
    if not ctx.namespace.armed:
        return None
    found: Scenario | None = await ctx.house.unit(ctx, lambda unit: fire_in(ctx, unit, meeting))
    if found:
        ctx.tolerate(told(found))
    return found


async def fire_in(ctx: Context, unit: Unit, meeting: Meeting) -> Scenario | None:
    """Return the scenario that fires at a message, counted in this unit."""
    for scenario in await unit.scenarios.hold():
        if scenario.meets(meeting.place, meeting.api, meeting.operation) and await _concerns(unit, scenario, meeting.message):
            counted, fires = scenario.after_meeting(draw(ctx))
            await unit.scenarios.save(counted)
            if fires:
                return counted
    return None


def draw(ctx: Context) -> float:
    """Return chance, from 0 to below 1: reproducible under a seed."""
    return int.from_bytes(ctx.chance(6), "big") / 2**48


def pause_of(ctx: Context, scenario: Scenario) -> float:
    """Return how many seconds a scenario delays this message."""
    return scenario.pause(draw(ctx), longest=LONGEST)


def told(scenario: Scenario) -> Finding:
    """Return what the journal says of a scenario that has fired."""
    left = "until cleared" if scenario.remaining is None else f"{scenario.remaining} more times"
    return Finding(
        check="scenario",
        cause="scenario_fired",
        message=f"scenario {scenario.id} ({does(scenario)}) fired for the {scenario.fired}. time; it stays armed {left}",
        fix="clear it with DELETE /_emulator/scenarios when it is not wanted",
    )


def does(scenario: Scenario) -> str:
    """Return in words what a scenario does."""
    what = scenario.fault or scenario.error or (f"answer {scenario.answer.status}" if scenario.answer else "")
    parts = (what, f"delay {scenario.delay:g} s" if scenario.delay else "", f"{scenario.stage} the call" if what else "")
    return ", ".join(part for part in parts if part)


async def _concerns(unit: Unit, scenario: Scenario, message: Mapping[str, Any]) -> bool:
    if not scenario.holds(message):
        return False
    if scenario.card is None:
        return True
    names = await _names_of(unit, scenario.card)
    return any(leaf in names for leaf in _leaves(message))


async def _names_of(unit: Unit, card: str) -> set[str]:
    """Return everything that stands for a card: what the developer called it, its number and references, and its tokens'."""
    known = await unit.cards.get(card) or (await unit.cards.by_pan(pan) if (pan := _number(card)) else None)
    if known is None:
        return {card}
    tokens = await unit.tokens.of_card(known.reference)
    names = {card, known.reference, known.par, known.pan.reveal()}
    return names | {name for token in tokens for name in (token.reference, token.number.reveal())}


def _number(card: str) -> Pan | None:
    try:
        return Pan(card)
    except (DomainError, ValueError):
        return None


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)
