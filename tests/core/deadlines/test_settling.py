"""What is due in one world is done, told, and no more."""

import pytest

from emulator.core.context import House
from emulator.core.deadlines.settling import DAWN, Met, next_due, settle_once
from tests.core.deadlines.alarms import SECOND, set_alarm
from tests.core.deadlines.conftest import Hands
from tests.core.sample import NOON


async def test_what_is_due_is_done_once_and_told(alarms: House, hands: Hands) -> None:
    await set_alarm(alarms, "early", 1)
    await set_alarm(alarms, "late", 3)
    hands.move(2)

    first = await settle_once(alarms.context(alarms.home))
    second = await settle_once(alarms.context(alarms.home))

    assert first == [Met(NOON + 2 * SECOND, "alarms", "alarm", "early rang for default")]
    assert second == []


async def test_the_next_moment_lies_after_the_one_that_is_asked_for(alarms: House) -> None:
    for name, seconds in (("a", 3.0), ("b", 1.0), ("c", 2.0)):
        await set_alarm(alarms, name, seconds)
    world = alarms.context(alarms.home)

    found = [await next_due(world, after=after) for after in (DAWN, NOON + SECOND, NOON + 3 * SECOND)]

    assert found == [NOON + SECOND, NOON + 2 * SECOND, None]


async def test_a_deadline_that_fails_leaves_nothing_behind(alarms: House, hands: Hands) -> None:
    await set_alarm(alarms, "good", 0.5)
    await set_alarm(alarms, "broken", 1)
    hands.move(2)

    with pytest.raises(RuntimeError, match="broken"):
        await settle_once(alarms.context(alarms.home))

    assert await next_due(alarms.context(alarms.home), after=DAWN) == NOON + 0.5 * SECOND
