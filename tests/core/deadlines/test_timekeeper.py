"""The timekeeper settles what falls due, where it falls due, and looks no more often than it must."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator

import pytest

from emulator.core.context import House
from emulator.core.deadlines import timekeeper
from emulator.core.deadlines.timekeeper import PAUSE, Timekeeper
from emulator.domain.worlds import Clock, ClockMode
from emulator.storage.unit import Unit
from tests.core.deadlines.alarms import SECOND, set_alarm, watched
from tests.core.deadlines.conftest import Hands
from tests.core.sample import NOON

HOUR = 3_600.0


class Ear(logging.Handler):
    """Hears that a deadline was met."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "deadline.met":
            self.heard.set()


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    listening, logger = Ear(), logging.getLogger(timekeeper.__name__)
    logger.setLevel(logging.INFO)
    logger.addHandler(listening)
    yield listening
    logger.removeHandler(listening)
    logger.setLevel(logging.NOTSET)


@pytest.fixture
def keeper(alarms: House) -> Timekeeper:
    keeper = alarms.timekeeper = Timekeeper(alarms, interval=HOUR)
    return keeper


async def rung(keeper: Timekeeper) -> list[str]:
    return [met.what for met in await keeper.look()]


async def set_clock(house: House, world: str, clock: Clock) -> None:
    async def work(unit: Unit) -> None:
        await unit.worlds.set_clock(world, clock)

    await house.unit(house.context(house.home), work)


async def test_what_was_due_before_it_came_is_settled_at_once(alarms: House, keeper: Timekeeper, hands: Hands) -> None:
    alarms.timekeeper = None
    await set_alarm(alarms, "a", 1)
    await set_alarm(alarms, "b", 1, world="other")
    hands.move(2)

    assert await rung(keeper) == ["a rang for default", "b rang for other"]
    assert await rung(keeper) == []


async def test_what_is_set_later_is_settled_when_it_falls_due(alarms: House, keeper: Timekeeper, hands: Hands) -> None:
    await keeper.look()
    await set_alarm(alarms, "a", 5)

    early = await rung(keeper)
    hands.move(5)
    due = await rung(keeper)

    assert (early, due) == ([], ["a rang for default"])


async def test_what_a_deadline_makes_due_is_settled_too(alarms: House, keeper: Timekeeper, hands: Hands) -> None:
    await set_alarm(alarms, "first", 1, wakes="second")
    hands.move(1)

    heard = [await rung(keeper)]
    hands.move(1)
    heard.append(await rung(keeper))

    assert heard == [["first rang for default"], ["second rang for default"]]


async def test_a_world_ahead_of_the_wall_is_settled_by_its_own_time(alarms: House, keeper: Timekeeper) -> None:
    await set_alarm(alarms, "a", HOUR)
    await set_clock(alarms, "default", Clock(offset=2 * HOUR * SECOND))

    assert await rung(keeper) == ["a rang for default"]


async def test_a_frozen_world_is_left_to_whoever_moves_its_clock(alarms: House, keeper: Timekeeper, hands: Hands) -> None:
    await set_alarm(alarms, "a", 1)
    await set_clock(alarms, "default", Clock(ClockMode.FROZEN, frozen_at=NOON))
    hands.move(2)

    assert await rung(keeper) == []


async def test_it_stands_aside_while_a_clock_is_moved_and_looks_afterwards(alarms: House, keeper: Timekeeper, hands: Hands) -> None:
    await set_alarm(alarms, "a", 1)
    hands.move(2)

    with keeper.standing_aside("default"):
        aside = await rung(keeper)
    afterwards = await rung(keeper)

    assert (aside, afterwards) == ([], ["a rang for default"])


async def test_what_goes_wrong_in_one_world_keeps_no_other_waiting_and_is_tried_again(
    alarms: House, keeper: Timekeeper, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    await set_alarm(alarms, "broken", 1)
    await set_alarm(alarms, "whole", 1, world="other")
    hands.move(2)

    heard = await rung(keeper)
    again = await rung(keeper)
    hands.move(PAUSE.total_seconds())
    await keeper.look()

    stumbled = [record for record in caplog.records if record.msg == "timekeeper.stumbled"]
    assert (heard, again, len(stumbled)) == (["whole rang for other"], [], 2)


async def test_a_world_in_which_nothing_happens_is_not_looked_at(alarms: House, keeper: Timekeeper, hands: Hands) -> None:
    looked = list[str]()
    await keeper.look()
    alarms.apis = (watched(looked),)

    hands.move(HOUR)
    await keeper.look()
    await set_alarm(alarms, "a", 2 * HOUR, world="other")
    await keeper.look()
    await keeper.look()

    assert set(looked) == {"other"}


async def test_a_running_timekeeper_settles_by_itself(alarms: House, hands: Hands, ear: Ear) -> None:
    keeper = alarms.timekeeper = Timekeeper(alarms, interval=0.001)
    keeper.start()
    await set_alarm(alarms, "a", 1)
    hands.move(2)

    await ear.heard.wait()

    assert keeper.alive
    await keeper.close()
    assert not keeper.alive


async def test_a_woken_timekeeper_does_not_wait_for_its_interval(alarms: House, keeper: Timekeeper, hands: Hands, ear: Ear) -> None:
    keeper.start()
    await asyncio.sleep(0)
    await set_alarm(alarms, "a", 1)
    hands.move(2)

    keeper.wake()

    await ear.heard.wait()
    await keeper.close()


async def ticking(ticks: int) -> None:
    """Let the loop go round so many times."""
    for _ in range(ticks):
        await asyncio.sleep(0)


async def test_a_storage_that_refuses_is_not_asked_again_and_again(
    alarms: House, keeper: Timekeeper, hands: Hands, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    engine = alarms.store._engine
    connection: sqlite3.Connection = engine._connection  # type: ignore[attr-defined]  # the SQLite engine's own
    engine.shared = True
    await set_alarm(alarms, "a", 1)
    await keeper.look()
    hands.move(HOUR)
    connection.execute("ALTER TABLE namespaces RENAME TO hidden")

    keeper.start()
    await ticking(100)
    connection.execute("ALTER TABLE hidden RENAME TO namespaces")
    hands.move(PAUSE.total_seconds())
    keeper.wake()

    await ear.heard.wait()
    await keeper.close()
    assert [record.msg for record in caplog.records].count("timekeeper.storage_refused") == 1


@pytest.mark.parametrize("ticks", range(5))
async def test_a_timekeeper_that_was_woken_a_moment_ago_can_be_closed(keeper: Timekeeper, ticks: int) -> None:
    keeper.start()
    await ticking(50)
    keeper.wake()
    await ticking(ticks)

    await asyncio.wait_for(keeper.close(), 10)

    assert not keeper.alive
