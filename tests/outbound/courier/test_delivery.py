"""What is due, when, in which order, and never twice at once."""

import asyncio
from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.domain.notices import Delivery
from emulator.outbound.courier import LEASE, Courier
from emulator.storage.unit import Unit
from tests.outbound.outbox import attempts, notices, only_notice
from tests.outbound.receiver import Receiver
from tests.outbound.sample import NOON, WAITS, make_token, put_issuer, set_time, suspend


async def test_a_notice_is_delivered_at_once(house: House, courier: Courier, receiver: Receiver) -> None:
    token = await make_token(house)

    tried = await courier.deliver("default")

    notice = await only_notice(house)
    assert (tried, notice.state, notice.tries) == ([notice.id], Delivery.DELIVERED, 1)
    assert token.reference in receiver.bodies[0]


async def test_a_delivered_notice_is_not_tried_again(house: House, courier: Courier, receiver: Receiver) -> None:
    await make_token(house)
    await courier.deliver("default")

    tried = await courier.deliver("default")

    assert (tried, len(receiver.heard)) == ([], 1)


async def test_a_refused_notice_is_tried_again_after_each_wait_of_the_worlds_clock_and_then_given_up(
    house: House, courier: Courier, receiver: Receiver
) -> None:
    receiver.will_answer(*[500] * 10)
    await make_token(house)
    now, heard = NOON, []

    for wait in (0, *WAITS, 10_000):
        await set_time(house, now + timedelta(seconds=wait) - timedelta(microseconds=1) if wait else now)
        await courier.deliver("default")
        now += timedelta(seconds=wait)
        await set_time(house, now)
        await courier.deliver("default")
        heard.append(len(receiver.heard))

    notice = await only_notice(house)
    assert heard == [1, 2, 3, 4, 4]
    assert (notice.state, notice.tries) == (Delivery.FAILED, 4)
    assert [attempt.at - NOON for attempt in await attempts(house, notice.id)] == [timedelta(seconds=seconds) for seconds in (0, 1, 11, 71)]


async def test_nothing_is_tried_again_while_time_stands_still(house: House, courier: Courier, receiver: Receiver) -> None:
    receiver.will_answer(500)
    await make_token(house)

    for _ in range(3):
        await courier.deliver("default")

    assert len(receiver.heard) == 1


async def test_a_receiver_hears_of_things_in_the_order_in_which_they_happened(house: House, courier: Courier, receiver: Receiver) -> None:
    tokens = [await make_token(house) for _ in range(20)]

    await courier.deliver("default")

    told = [body.partition('"token":"')[2].partition('"')[0] for body in receiver.bodies]
    assert told == [token.reference for token in tokens]


async def test_a_receiver_that_hangs_keeps_nobody_else_waiting(
    house: House, courier: Courier, receiver: Receiver, second_receiver: Receiver
) -> None:
    await put_issuer(house, "bank", second_receiver.url)
    second_receiver.open.clear()
    token = await make_token(house)
    delivering = asyncio.create_task(courier.deliver("default"))
    await second_receiver.arrived.wait()

    await suspend(house, token)
    courier.wake()
    courier.start()
    while len(receiver.heard) < 2:
        receiver.arrived.clear()
        await receiver.arrived.wait()

    assert not delivering.done()
    second_receiver.open.set()
    await delivering
    assert len(second_receiver.heard) == 2


async def test_concurrent_deliveries_make_one_attempt_and_all_wait_for_it(house: House, courier: Courier, receiver: Receiver) -> None:
    notices_made = [await make_token(house) for _ in range(3)]

    tried = await asyncio.gather(*(courier.deliver("default") for _ in range(5)))

    assert len(receiver.heard) == len(notices_made)
    assert all(notice.state is Delivery.DELIVERED for notice in await notices(house))
    assert [len(ids) for ids in tried] == [3] * 5


async def test_whoever_delivers_waits_for_an_attempt_that_is_under_way(house: House, courier: Courier, receiver: Receiver) -> None:
    receiver.open.clear()
    await make_token(house)
    courier.start()
    await receiver.arrived.wait()

    delivering = asyncio.create_task(courier.deliver("default"))
    await asyncio.sleep(0)
    receiver.open.set()
    tried = await delivering

    assert tried == [(await only_notice(house)).id]
    assert len(receiver.heard) == 1


async def test_a_delivery_that_is_given_up_by_who_asked_goes_on(house: House, courier: Courier, receiver: Receiver) -> None:
    receiver.open.clear()
    await make_token(house)
    delivering = asyncio.create_task(courier.deliver("default"))
    await receiver.arrived.wait()

    delivering.cancel()
    await asyncio.wait([delivering])
    receiver.open.set()
    await courier.deliver("default")

    assert (await only_notice(house)).state is Delivery.DELIVERED
    assert len(receiver.heard) == 1


async def test_two_couriers_on_one_database_make_one_attempt(house: House, courier: Courier, receiver: Receiver) -> None:
    other = Courier(house)
    for _ in range(5):
        await make_token(house)

    tried = await asyncio.gather(courier.deliver("default"), other.deliver("default"))

    assert sorted(tried[0] + tried[1]) == sorted(notice.id for notice in await notices(house))
    assert len(receiver.heard) == 5
    await other.close()


async def test_an_attempt_whose_courier_died_is_made_again_when_its_lease_is_over(house: House, receiver: Receiver) -> None:
    receiver.open.clear()
    await make_token(house)
    dying, heir = Courier(house, grace=0), Courier(house)
    delivering = asyncio.create_task(dying.deliver("default"))
    await receiver.arrived.wait()
    await dying.close()
    await asyncio.wait([delivering])
    receiver.open.set()

    leased = await heir.deliver("default")
    await set_time(house, NOON + LEASE)
    inherited = await heir.deliver("default")

    notice = await only_notice(house)
    assert (leased, inherited) == ([], [notice.id])
    assert (notice.state, notice.tries) == (Delivery.DELIVERED, 1)
    await heir.close()


async def test_one_world_does_not_deliver_for_another(house: House, courier: Courier, receiver: Receiver) -> None:
    await make_token(house)

    tried = await courier.deliver("another")

    assert (tried, receiver.heard) == ([], [])


async def test_card_numbers_stay_out_of_the_log(
    house: House, courier: Courier, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    receiver.will_answer(500, 200)
    await make_token(house)

    await courier.deliver("default")

    assert "notice.pending" in caplog.messages
    assert "5204731600014784" not in "".join(str(vars(record)) for record in caplog.records if record.name.startswith("emulator"))


async def test_what_a_receiver_is_owed_is_read_per_world(house: House) -> None:
    await make_token(house)

    async def work(unit: Unit) -> list[str]:
        return await unit.notices.receivers(until=NOON)

    assert await house.store.read("default", work) == ["issuer:demo-issuer"]
    assert await house.store.read("another", work) == []
