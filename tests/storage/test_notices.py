"""The outbox: what is due comes in order, one worker takes it, and attempts are never edited."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from emulator.domain.notices import Attempt, Delivery, StoredNotice
from emulator.storage.engine.statements import StorageError
from emulator.storage.notices import waiting_worlds
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import NOON, SECOND, a_notice, attempts, keep, look, notices

WORLDS = count()
LEASE = 30 * SECOND


async def post(store: Store, *posted: StoredNotice, world: str = "default") -> None:
    async def work(unit: Unit) -> None:
        for notice in posted:
            await unit.notices.add(notice)

    await keep(store, work, world=world)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(notice=notices)
async def test_a_notice_is_kept_as_it_is(store: Store, notice: StoredNotice) -> None:
    world = f"w{next(WORLDS)}"

    await post(store, notice, world=world)

    assert await look(store, lambda unit: unit.notices.get(notice.id), world=world) == notice
    assert await keep(store, lambda unit: unit.notices.hold(notice.id), world=world) == notice
    assert await look(store, lambda unit: unit.notices.newest(most=9), world=world) == [notice]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(attempt=attempts)
async def test_an_attempt_is_kept_as_it_is(store: Store, attempt: Attempt) -> None:
    world = f"w{next(WORLDS)}"

    await keep(store, lambda unit: unit.notices.add_attempt(attempt), world=world)

    assert await look(store, lambda unit: unit.notices.attempts(attempt.notice), world=world) == [attempt]


async def test_attempts_come_first_to_last_and_none_is_edited(store: Store) -> None:
    first, second = (Attempt("nt_1", number, NOON, b"sent", 500, b"", "refused", 9) for number in (1, 2))
    await keep(store, lambda unit: unit.notices.add_attempt(second))
    await keep(store, lambda unit: unit.notices.add_attempt(first))

    with pytest.raises(StorageError):
        await keep(store, lambda unit: unit.notices.add_attempt(replace(first, status=200)))

    assert await look(store, lambda unit: unit.notices.attempts("nt_1")) == [first, second]


async def test_notices_are_listed_in_the_order_of_their_making_even_when_time_stands_still(store: Store) -> None:
    made = [a_notice(n) for n in (3, 1, 2, 9, 5)]
    await post(store, *made)

    newest = await look(store, lambda unit: unit.notices.newest(most=2))
    older = await look(store, lambda unit: unit.notices.newest(most=9, before=newest[-1].id))

    assert newest + older == made[::-1]


async def test_a_receiver_is_served_in_the_order_in_which_things_fell_due(store: Store) -> None:
    late, early, other = a_notice(1, at=NOON + SECOND), a_notice(2), a_notice(3, at=NOON - SECOND, receiver="issuer:other")
    await post(store, late, early, other)

    first = await look(store, lambda unit: unit.notices.first_due("issuer:bank", until=NOON + SECOND))

    assert first == early


@pytest.mark.parametrize("state", [Delivery.DELIVERED, Delivery.FAILED])
async def test_what_is_settled_is_never_due(store: Store, state: Delivery) -> None:
    await post(store, a_notice(1, state=state))

    assert await look(store, lambda unit: unit.notices.first_due("issuer:bank", until=NOON + LEASE)) is None
    assert await look(store, lambda unit: unit.notices.receivers(until=NOON + LEASE)) == []
    assert await look(store, lambda unit: unit.notices.next_due(after=NOON - SECOND)) is None


async def test_nothing_is_due_before_its_time(store: Store) -> None:
    await post(store, a_notice(1, at=NOON + SECOND))

    assert await look(store, lambda unit: unit.notices.first_due("issuer:bank", until=NOON)) is None
    assert await look(store, lambda unit: unit.notices.receivers(until=NOON)) == []
    assert await look(store, lambda unit: unit.notices.next_due(after=NOON)) == NOON + SECOND


async def test_who_has_waited_longest_comes_first(store: Store) -> None:
    await post(store, a_notice(1, receiver="issuer:b"), a_notice(2, receiver="issuer:a"), a_notice(3, receiver="issuer:b"))

    assert await look(store, lambda unit: unit.notices.receivers(until=NOON)) == ["issuer:b", "issuer:a"]


async def test_one_worker_takes_a_notice(store: Store) -> None:
    notice = a_notice()
    await post(store, notice)

    first = await keep(store, lambda unit: unit.notices.claim(notice, until=NOON + LEASE))
    second = await keep(store, lambda unit: unit.notices.claim(notice, until=NOON + LEASE))

    assert (first, second) == (True, False)
    assert await look(store, lambda unit: unit.notices.first_due("issuer:bank", until=NOON)) is None


async def test_a_notice_falls_due_again_when_its_worker_died(store: Store) -> None:
    notice = a_notice()
    await post(store, notice)
    await keep(store, lambda unit: unit.notices.claim(notice, until=NOON + LEASE))

    abandoned = await look(store, lambda unit: unit.notices.first_due("issuer:bank", until=NOON + LEASE))

    assert abandoned == replace(notice, due_at=NOON + LEASE)
    assert await keep(store, lambda unit: unit.notices.claim(replace(notice, due_at=NOON + LEASE), until=NOON + 2 * LEASE))


async def test_a_notice_that_was_tried_meanwhile_is_not_taken_even_when_time_stands_still(store: Store) -> None:
    seen = a_notice()
    await post(store, seen)
    await keep(store, lambda unit: unit.notices.claim(seen, until=NOON + LEASE))
    await keep(store, lambda unit: unit.notices.settle(replace(seen, state=Delivery.DELIVERED, tries=1, due_at=NOON)))

    assert not await keep(store, lambda unit: unit.notices.claim(seen, until=NOON + LEASE))


async def test_what_came_of_a_notice_is_kept(store: Store) -> None:
    await post(store, a_notice())
    settled = replace(a_notice(), state=Delivery.FAILED, tries=4, due_at=NOON + LEASE)

    await keep(store, lambda unit: unit.notices.settle(settled))

    assert await look(store, lambda unit: unit.notices.get(settled.id)) == settled


async def test_the_worlds_that_wait_for_a_courier_are_known(store: Store) -> None:
    await post(store, a_notice(1), a_notice(2), world="a")
    await post(store, a_notice(1, state=Delivery.DELIVERED), world="b")
    await post(store, a_notice(1), world="c")

    assert sorted(await look(store, lambda unit: waiting_worlds(unit.rows))) == ["a", "c"]
