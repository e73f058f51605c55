"""One more attempt by hand: it adds, and edits nothing."""

import asyncio
from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.domain.notices import Delivery
from emulator.outbound.courier import Courier, UnknownNotice
from tests.outbound.outbox import attempts, only_notice
from tests.outbound.receiver import Receiver
from tests.outbound.sample import NOON, make_token, set_time


async def test_redelivery_adds_an_attempt_and_edits_none(house: House, courier: Courier, receiver: Receiver) -> None:
    await make_token(house)
    await courier.deliver("default")
    notice = await only_notice(house)
    before = await attempts(house, notice.id)
    receiver.will_answer(500)

    await courier.redeliver("default", notice.id)

    after = await attempts(house, notice.id)
    assert (after[:1], [attempt.status for attempt in after]) == (before, [200, 500])
    assert (await only_notice(house)).state is Delivery.DELIVERED


async def test_redelivery_can_save_a_notice_that_was_given_up(house: House, courier: Courier, receiver: Receiver) -> None:
    receiver.will_answer(*[500] * 4)
    await make_token(house)
    for seconds in (0, 1, 11, 71):
        await set_time(house, NOON + timedelta(seconds=seconds))
        await courier.deliver("default")
    given_up = await only_notice(house)

    await courier.redeliver("default", given_up.id)

    assert (given_up.state, (await only_notice(house)).state) == (Delivery.FAILED, Delivery.DELIVERED)


async def test_a_notice_that_is_being_redelivered_is_not_tried_beside_it(house: House, courier: Courier, receiver: Receiver) -> None:
    receiver.open.clear()
    await make_token(house)
    by_hand = asyncio.create_task(courier.redeliver("default", (await only_notice(house)).id))
    await receiver.arrived.wait()

    tried = await courier.deliver("default")

    receiver.open.set()
    await by_hand
    assert (tried, len(receiver.heard)) == ([], 1)


async def test_redelivering_what_is_not_there_says_so(house: House, courier: Courier) -> None:
    with pytest.raises(UnknownNotice):
        await courier.redeliver("default", "nt_nowhere")
