"""An API whose only matter is time: alarms that ring once, at their moment, and wake others."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from emulator.core.context import Context, House
from emulator.core.provider import Api, Deadline
from emulator.domain.worlds import Clock, Namespace
from emulator.storage.documents import Body, Kind
from emulator.storage.unit import Unit
from tests.core.sample import NOON, SampleWire

ALARM: Final = Kind("test.alarm")
SECOND: Final = timedelta(seconds=1)


async def _all(unit: Unit) -> list[Body]:
    return [body for _, body in await unit.documents.newer(ALARM, most=100, than=0)]


async def _ring(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    rung = [body for body in await _all(unit) if datetime.fromisoformat(body["at"]) <= now]
    for body in rung:
        if body["name"] == "broken":
            raise RuntimeError("the bell is broken")
        await unit.documents.remove(ALARM, body["name"])
        if body["wakes"]:
            await add(unit, body["wakes"], now + SECOND)
    return [f"{body['name']} rang for {ctx.namespace.id}" for body in rung]


async def _next(unit: Unit, after: datetime) -> datetime | None:
    moments = (datetime.fromisoformat(body["at"]) for body in await _all(unit))
    return min((moment for moment in moments if moment > after), default=None)


async def add(unit: Unit, name: str, at: datetime, *, wakes: str | None = None) -> None:
    """Set an alarm inside a unit."""
    await unit.documents.add(ALARM, name, {"name": name, "at": at.isoformat(), "wakes": wakes})


async def set_alarm(house: House, name: str, seconds: float, *, world: str = "default", **more: Any) -> None:
    """Set an alarm to ring so many seconds after noon of the world's time."""
    ctx = house.context(Namespace(world, Clock(), NOON))
    await house.unit(ctx, lambda unit: add(unit, name, NOON + seconds * SECOND, **more))


def watched(looked: list[str]) -> Api:
    """The same API, which also writes down in which world somebody asks what falls due."""

    async def ask(unit: Unit, after: datetime) -> datetime | None:
        looked.append(unit.namespace)
        return await _next(unit, after)

    return replace(API, deadlines=(Deadline("alarm", _ring, ask),))


API: Final = Api("alarms", "Alarms", ("/alarms",), (), SampleWire(), deadlines=(Deadline("alarm", _ring, _next),))
