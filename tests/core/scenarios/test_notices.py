"""A notice is made twice, later, after the next, or never, in the unit that caused it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.core.scenarios.notices import OVERTAKEN_FOR, as_armed
from emulator.domain.notices import Delivery, StoredNotice
from emulator.domain.scenarios import Fault, Place, Scenario
from tests.core.sample import NOON
from tests.core.scenarios.arming import armed

NEWS = StoredNotice("nt_1", "sample", "news", "issuer:a", "http://a.example", b"{}", Delivery.PENDING, 0, NOON, NOON)


async def made(house: House, scenario: Scenario) -> list[StoredNotice]:
    ctx = await armed(house, scenario)
    notices: list[StoredNotice] = await house.unit(ctx, lambda unit: as_armed(ctx, unit, NEWS))
    assert [finding.cause for finding in ctx.findings] == ["scenario_fired"]
    return notices


async def test_a_duplicate_says_the_same_under_another_id_of_the_outbox(house: House) -> None:
    first, second = await made(house, Scenario("s", "*", "*", Place.NOTICE, fault=Fault.DUPLICATE))

    assert first == NEWS
    assert second == replace(NEWS, id=second.id) != NEWS


@pytest.mark.parametrize(
    ("scenario", "seconds"),
    [
        (Scenario("s", "*", "*", Place.NOTICE, delay=60), 60),
        (Scenario("s", "*", "*", Place.NOTICE, fault=Fault.REORDER), OVERTAKEN_FOR),
        (Scenario("s", "*", "*", Place.NOTICE, fault=Fault.REORDER, seconds=9), 9),
    ],
)
async def test_a_notice_is_held_back(house: House, scenario: Scenario, seconds: float) -> None:
    (late,) = await made(house, scenario)

    assert late == replace(NEWS, due_at=NOON + timedelta(seconds=seconds))


async def test_a_dropped_notice_is_kept_but_not_pending(house: House) -> None:
    (lost,) = await made(house, Scenario("s", "*", "*", Place.NOTICE, fault=Fault.DROP))

    assert lost == replace(NEWS, state=Delivery.FAILED)


async def test_an_unarmed_world_is_left_alone(house: House) -> None:
    ctx = house.context(house.home)

    assert await house.unit(ctx, lambda unit: as_armed(ctx, unit, NEWS)) == [NEWS]
