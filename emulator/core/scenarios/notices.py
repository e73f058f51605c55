"""What a scenario does to a notice when it is made: it comes twice, late, after the next one, or never."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

import orjson

from emulator.core.context import Context
from emulator.core.scenarios.firing import Meeting, fire_in, pause_of, told
from emulator.domain.notices import Delivery, StoredNotice
from emulator.domain.scenarios import Fault, Place, Scenario
from emulator.storage.unit import Unit

# Our own choice: what is announced within so many seconds of the world's clock overtakes a notice that is to come out of order.
OVERTAKEN_FOR: Final = 2.0


async def as_armed(ctx: Context, unit: Unit, notice: StoredNotice) -> list[StoredNotice]:
    """Return what goes into the outbox in place of a notice: the notice itself, where no scenario meets it."""
    if not ctx.namespace.armed:
        return [notice]
    scenario = await fire_in(ctx, unit, Meeting(Place.NOTICE, notice.api, notice.name, orjson.loads(notice.body)))
    if scenario is None:
        return [notice]
    ctx.tolerate(told(scenario))
    late = replace(notice, due_at=notice.due_at + timedelta(seconds=pause_of(ctx, scenario)))
    return CHANGES.get(scenario.fault, _unchanged)(ctx, scenario, late)


def _unchanged(_ctx: Context, _scenario: Scenario, notice: StoredNotice) -> list[StoredNotice]:
    return [notice]


def _twice(ctx: Context, _scenario: Scenario, notice: StoredNotice) -> list[StoredNotice]:
    return [notice, replace(notice, id=f"nt_{ctx.ids.hex_uuid()}")]


def _overtaken(_ctx: Context, scenario: Scenario, notice: StoredNotice) -> list[StoredNotice]:
    return [replace(notice, due_at=notice.due_at + timedelta(seconds=scenario.seconds or OVERTAKEN_FOR))]


def _never(_ctx: Context, _scenario: Scenario, notice: StoredNotice) -> list[StoredNotice]:
    # It stays in the outbox, so that it can be redelivered by hand.
    return [replace(notice, state=Delivery.FAILED)]


CHANGES: Final[Mapping[Fault | None, Callable[[Context, Scenario, StoredNotice], list[StoredNotice]]]] = {
    Fault.DUPLICATE: _twice,
    Fault.REORDER: _overtaken,
    Fault.DROP: _never,
}
