"""A key is claimed by one call and then gives that call's answer."""

from datetime import datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.storage.answers import KeptAnswer
from emulator.storage.store import Store
from tests.storage.samples import NOON, keep, moments, texts

WORLDS = count()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(key=texts, fingerprint=texts, at=moments, status=st.integers(100, 599), body=st.binary(max_size=99))
async def test_an_answer_is_kept_as_it_is(store: Store, key: str, fingerprint: str, at: datetime, status: int, body: bytes) -> None:
    world = f"w{next(WORLDS)}"

    assert await keep(store, lambda unit: unit.answers.claim(key, fingerprint=fingerprint, at=at), world=world)
    claimed = await keep(store, lambda unit: unit.answers.get(key), world=world)
    await keep(store, lambda unit: unit.answers.finish(key, status=status, body=body), world=world)

    assert claimed == KeptAnswer(fingerprint, at, None, b"")
    assert await keep(store, lambda unit: unit.answers.get(key), world=world) == KeptAnswer(fingerprint, at, status, body)


async def test_a_key_that_is_taken_is_not_given_again(store: Store) -> None:
    first = await keep(store, lambda unit: unit.answers.claim("k", fingerprint="one", at=NOON))
    second = await keep(store, lambda unit: unit.answers.claim("k", fingerprint="two", at=NOON))

    assert (first, second) == (True, False)
    assert await keep(store, lambda unit: unit.answers.get("k")) == KeptAnswer("one", NOON, None, b"")


async def test_a_released_key_is_free(store: Store) -> None:
    await keep(store, lambda unit: unit.answers.claim("k", fingerprint="one", at=NOON))

    await keep(store, lambda unit: unit.answers.release("k"))

    assert await keep(store, lambda unit: unit.answers.get("never")) is None
    assert await keep(store, lambda unit: unit.answers.claim("k", fingerprint="two", at=NOON))
