"""What time does to tokens: those that nobody activates end after thirty days."""

from datetime import datetime, timedelta

import pytest

from emulator.core.context import House
from emulator.providers.vts.token_service import API
from emulator.storage.unit import Unit
from tests.providers.observer import NAMESPACE
from tests.providers.vts.caller import YELLOW, Caller
from tests.providers.vts.conftest import Observer


async def settled(house: House, behind: Observer, by: timedelta) -> list[str]:
    """Move the clock, and meet the deadlines of this API."""
    now = await behind.advance(by)
    world = await house.store.read(NAMESPACE, lambda unit: unit.worlds.get(NAMESPACE))
    assert world is not None
    ctx = house.context(world, cause="test")

    async def work(unit: Unit) -> list[str]:
        return [line for deadline in API.deadlines for line in await deadline.settle(ctx, unit, now)]

    told: list[str] = await house.unit(ctx, work)
    return told


async def next_due(house: House, after: datetime) -> datetime | None:
    """When the next token ends."""
    (deadline,) = API.deadlines

    async def work(unit: Unit) -> datetime | None:
        return await deadline.next_due(unit, after)

    return await house.store.read(NAMESPACE, work)


@pytest.mark.parametrize(("days", "status"), [(29.9, "INACTIVE"), (30.1, "DELETED")])
async def test_a_token_that_nobody_activates_ends_after_thirty_days(
    visa: Caller, house: House, behind: Observer, *, days: float, status: str
) -> None:
    waiting, active = await visa.token(YELLOW), await visa.token()

    told = await settled(house, behind, timedelta(days=days))

    assert len(told) == (1 if status == "DELETED" else 0)
    assert (await visa.status(waiting), await visa.status(active)) == (status, "ACTIVE")


async def test_the_end_of_the_first_that_waits_is_known(visa: Caller, house: House, behind: Observer) -> None:
    token = await behind.token(await visa.token(YELLOW))

    due = await next_due(house, token.created_at)

    assert due == token.created_at + timedelta(days=30)


async def test_where_none_waits_nothing_is_due(visa: Caller, house: House, behind: Observer) -> None:
    token = await behind.token(await visa.token())

    due = await next_due(house, token.created_at)

    assert due is None
