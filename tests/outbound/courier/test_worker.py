"""The courier at work by itself: woken, waiting, refused by the storage, closed."""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.domain.notices import Delivery, StoredNotice
from emulator.domain.worlds import Clock
from emulator.outbound.courier import Courier
from tests.outbound.outbox import only_notice
from tests.outbound.receiver import Receiver
from tests.outbound.sample import API, make_token, open_house

Logged = Callable[[str], Awaitable[None]]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Waits until the courier has logged an event."""
    heard: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
    ear = logging.Handler()
    ear.emit = lambda record: heard[record.getMessage()].set()  # type: ignore[method-assign]  # the one method a handler has
    courier_log = logging.getLogger("emulator.outbound.courier")
    courier_log.addHandler(ear)

    async def wait(event: str) -> None:
        await heard[event].wait()

    yield wait
    courier_log.removeHandler(ear)


async def test_the_worker_delivers_when_it_is_woken(house: House, courier: Courier, receiver: Receiver) -> None:
    house.courier = courier
    courier.start()

    await make_token(house)

    await receiver.arrived.wait()
    assert courier.alive


async def test_the_worker_delivers_what_was_left_from_before(house: House, courier: Courier, receiver: Receiver) -> None:
    await make_token(house)

    courier.start()

    await receiver.arrived.wait()


async def test_the_worker_wakes_by_itself_when_something_falls_due(receiver: Receiver, settings: Settings) -> None:
    house = await open_house(API, settings=settings, clock=Clock())
    house.courier = courier = Courier(house)
    soon = house.wall() + timedelta(milliseconds=50)
    notice = StoredNotice("nt_1", "sample", "told", "issuer:demo-issuer", f"{receiver.url}/told", b"{}", Delivery.PENDING, 0, soon, soon)
    await house.unit(house.context(house.home), lambda unit: unit.notices.add(notice))

    courier.start()

    await receiver.arrived.wait()
    assert house.wall() >= soon
    await house.close()


async def test_the_worker_survives_a_storage_that_refuses(house: House, courier: Courier, receiver: Receiver, logged: Logged) -> None:
    house.courier = courier
    connection: sqlite3.Connection = house.store._engine._connection  # type: ignore[attr-defined]  # the SQLite engine's own
    connection.execute("ALTER TABLE notices RENAME TO hidden")
    courier.start()
    await logged("courier.storage_refused")

    connection.execute("ALTER TABLE hidden RENAME TO notices")
    await make_token(house)

    await receiver.arrived.wait()
    assert courier.alive


async def test_an_attempt_that_cannot_be_kept_stops_neither_the_worker_nor_is_it_silent(
    house: House, courier: Courier, receiver: Receiver, logged: Logged, caplog: pytest.LogCaptureFixture
) -> None:
    connection: sqlite3.Connection = house.store._engine._connection  # type: ignore[attr-defined]  # the SQLite engine's own
    await make_token(house)
    connection.execute("ALTER TABLE attempts RENAME TO hidden")

    courier.start()
    await logged("courier.stumbled")

    assert courier.alive
    assert len(receiver.heard) == 1
    assert "5204731600014784" not in caplog.text


async def test_closing_waits_for_what_is_under_way(house: House, receiver: Receiver) -> None:
    receiver.open.clear()
    courier = Courier(house)
    await make_token(house)
    courier.start()
    await receiver.arrived.wait()

    closing = asyncio.create_task(courier.close())
    await asyncio.sleep(0)
    receiver.open.set()
    await closing

    assert (await only_notice(house)).state is Delivery.DELIVERED
    assert not courier.alive


async def ticking(ticks: int) -> None:
    """Let the loop go round so many times."""
    for _ in range(ticks):
        await asyncio.sleep(0)


@pytest.mark.parametrize("ticks", range(5))
async def test_a_worker_that_was_woken_a_moment_ago_can_be_closed(receiver: Receiver, settings: Settings, ticks: int) -> None:
    house = await open_house(API, settings=settings, clock=Clock())
    later = house.wall() + timedelta(hours=1)
    notice = StoredNotice("nt_1", "sample", "told", "issuer:demo-issuer", f"{receiver.url}/told", b"{}", Delivery.PENDING, 0, later, later)
    await house.unit(house.context(house.home), lambda unit: unit.notices.add(notice))
    courier = Courier(house)
    courier.start()
    await ticking(50)
    courier.wake()
    await ticking(ticks)

    await asyncio.wait_for(courier.close(), 10)

    assert not courier.alive
    await house.close()
