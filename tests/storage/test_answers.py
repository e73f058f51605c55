"""A key is claimed by one call and then gives that call's answer."""

from datetime import datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.storage.answers import KeptAnswer
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import NOON, SECOND, keep, moments, texts

WORLDS = count()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(key=texts, fingerprint=texts, at=moments, status=st.integers(100, 599), body=st.binary(max_size=99))
async def test_an_answer_is_kept_as_it_is(store: Store, key: str, fingerprint: str, at: datetime, status: int, body: bytes) -> None:
    world = f"w{next(WORLDS)}"

    assert await keep(store, lambda unit: unit.answers.claim(key, fingerprint=fingerprint, at=at), world=world)
    claimed = await keep(store, lambda unit: unit.answers.get(key), world=world)
    finished = await keep(store, lambda unit: unit.answers.finish(key, claimed_at=at, status=status, body=body), world=world)

    assert finished
    assert claimed == KeptAnswer(fingerprint, at, None, b"")
    assert await keep(store, lambda unit: unit.answers.get(key), world=world) == KeptAnswer(fingerprint, at, status, body)


async def test_a_key_that_is_taken_is_not_given_again(store: Store) -> None:
    first = await keep(store, lambda unit: unit.answers.claim("k", fingerprint="one", at=NOON))
    second = await keep(store, lambda unit: unit.answers.claim("k", fingerprint="two", at=NOON))

    assert (first, second) == (True, False)
    assert await keep(store, lambda unit: unit.answers.get("k")) == KeptAnswer("one", NOON, None, b"")


async def test_a_released_key_is_free(store: Store) -> None:
    await keep(store, lambda unit: unit.answers.claim("k", fingerprint="one", at=NOON))

    assert await keep(store, lambda unit: unit.answers.release("k", claimed_at=NOON))

    assert await keep(store, lambda unit: unit.answers.get("never")) is None
    assert await keep(store, lambda unit: unit.answers.claim("k", fingerprint="two", at=NOON))


async def test_a_key_that_was_outlived_belongs_to_the_call_that_took_it_over(store: Store) -> None:
    await keep(store, lambda unit: unit.answers.claim("k", fingerprint="one", at=NOON))
    await keep(store, lambda unit: unit.answers.take_over("k", fingerprint="two", at=NOON + SECOND))

    late = await keep(store, lambda unit: unit.answers.finish("k", claimed_at=NOON, status=200, body=b"late"))
    released = await keep(store, lambda unit: unit.answers.release("k", claimed_at=NOON))
    ours = await keep(store, lambda unit: unit.answers.finish("k", claimed_at=NOON + SECOND, status=201, body=b"ours"))

    assert (late, released, ours) == (False, False, True)
    assert await keep(store, lambda unit: unit.answers.get("k")) == KeptAnswer("two", NOON + SECOND, 201, b"ours")


async def test_an_answer_is_not_released(store: Store) -> None:
    await keep(store, lambda unit: unit.answers.claim("k", fingerprint="one", at=NOON))
    await keep(store, lambda unit: unit.answers.finish("k", claimed_at=NOON, status=200, body=b"said"))

    assert not await keep(store, lambda unit: unit.answers.release("k", claimed_at=NOON))

    assert await keep(store, lambda unit: unit.answers.get("k")) == KeptAnswer("one", NOON, 200, b"said")


async def test_keys_of_one_book_are_forgotten_up_to_a_place_in_it_and_others_stay(store: Store) -> None:
    keys = ["a/1", "b/1", "b/2", "b/3", "b1", "b0", "B/1", "b-/1", "stripe:b/1"]

    async def claim_all(unit: Unit) -> None:
        for key in keys:
            await unit.answers.claim(key, fingerprint="", at=NOON)

    async def known(unit: Unit) -> list[str]:
        return [key for key in keys if await unit.answers.get(key)]

    await keep(store, claim_all)
    await keep(store, lambda unit: unit.answers.forget(first="b/", before="b/3"))

    assert await keep(store, known) == [key for key in keys if key not in {"b/1", "b/2"}]
