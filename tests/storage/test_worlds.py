"""Worlds, their clocks and their credentials; and that worlds never meet."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from emulator.domain.scenarios import Scenario
from emulator.domain.tokens import Actor, Cause
from emulator.domain.worlds import Clock, ClockMode, Credential, Namespace
from emulator.storage.documents import Kind
from emulator.storage.engine.statements import StorageError
from emulator.storage.store import Store
from emulator.storage.tables import WORLDLY
from emulator.storage.unit import Unit
from tests.storage.samples import NOON, SECOND, a_card, a_notice, a_token, keep, look, moments, texts

NUMBERS = count()
THING = Kind("thing", indexes=("name",))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

clocks = st.builds(
    Clock, st.sampled_from(ClockMode), st.timedeltas(timedelta(days=-36500), timedelta(days=36500)), st.none() | moments | st.just(EPOCH)
)


async def open_worlds(store: Store, *worlds: Namespace) -> None:
    async def work(unit: Unit) -> None:
        for world in worlds:
            await unit.worlds.add(world)

    await keep(store, work)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(clock=clocks, later=clocks, created_at=moments)
async def test_a_world_is_kept_as_it_is(store: Store, clock: Clock, later: Clock, created_at: datetime) -> None:
    world = Namespace(f"w{next(NUMBERS)}", clock, created_at)

    await keep(store, lambda unit: unit.worlds.add(world))
    first = await look(store, lambda unit: unit.worlds.get(world.id))
    await keep(store, lambda unit: unit.worlds.set_clock(world.id, later))

    assert first == world
    assert await look(store, lambda unit: unit.worlds.get(world.id)) == replace(world, clock=later)


async def test_worlds_are_listed_oldest_first(store: Store) -> None:
    await open_worlds(store, *(Namespace(name, Clock(), NOON - age * SECOND) for name, age in (("young", 0), ("old", 2), ("middle", 1))))

    assert [world.id for world in await look(store, lambda unit: unit.worlds.all())] == ["old", "middle", "young"]


async def test_a_credential_opens_its_world(store: Store) -> None:
    world, credential = Namespace("a", Clock(), NOON), Credential("mdes", "consumer!key", "a", {"signing": "demo:x", "é": "☂"})

    async def work(unit: Unit) -> None:
        await unit.worlds.add(world)
        await unit.worlds.add_credential(credential)

    await keep(store, work)

    assert await look(store, lambda unit: unit.worlds.enter("mdes", "consumer!key")) == (credential, world)
    assert await look(store, lambda unit: unit.worlds.credentials("a")) == [credential]
    assert await look(store, lambda unit: unit.worlds.enter("mdes", "Consumer!key")) is None
    assert await look(store, lambda unit: unit.worlds.enter("stripe", "consumer!key")) is None


async def test_a_name_opens_one_world(store: Store) -> None:
    await keep(store, lambda unit: unit.worlds.add_credential(Credential("mdes", "key", "a", {})))

    with pytest.raises(StorageError):
        await keep(store, lambda unit: unit.worlds.add_credential(Credential("mdes", "key", "b", {})))


async def test_a_world_knows_whether_a_scenario_is_armed(store: Store) -> None:
    await open_worlds(store, Namespace("a", Clock(), NOON), Namespace("b", Clock(), NOON))

    await keep(store, lambda unit: unit.scenarios.add(Scenario("s", "*", "*")), world="a")

    assert {world.id: world.armed for world in await look(store, lambda unit: unit.worlds.all())} == {"a": True, "b": False}


async def put_card(unit: Unit, n: int) -> None:
    await unit.cards.add(a_card(n))


async def put_token(unit: Unit, n: int) -> None:
    await unit.tokens.add(a_token(n))
    await unit.tokens.record(a_token(n), Cause(Actor.ISSUER), before=None, at=NOON)


async def put_notice(unit: Unit, n: int) -> None:
    await unit.notices.add(a_notice(n))


async def put_document(unit: Unit, n: int) -> None:
    await unit.documents.add(THING, str(n), {"n": n, "name": "same"})


async def put_party(unit: Unit, n: int) -> None:
    await unit.parties.put(Requestor(str(n), unit.namespace, "WALLET", (Network.VISA,)))


async def put_scenario(unit: Unit, n: int) -> None:
    await unit.scenarios.add(Scenario(str(n), "*", "*"))


async def put_answer(unit: Unit, n: int) -> None:
    await unit.answers.claim(str(n), fingerprint=unit.namespace, at=NOON)


class Put(Protocol):
    """Puts the n-th thing of one sort into a world."""

    async def __call__(self, unit: Unit, n: int) -> None:
        """Put it."""


PUTS: tuple[Put, ...] = (put_card, put_token, put_notice, put_document, put_party, put_scenario, put_answer)


async def seen(unit: Unit) -> dict[Put, set[int]]:
    """Everything that a world shows, by every way there is to ask for it."""
    card = a_card(1).reference
    answers = {n: await unit.answers.get(str(n)) for n in range(6)}
    requestors = await unit.parties.requestors()
    assert {requestor.name for requestor in requestors} <= {unit.namespace}
    assert {answer.fingerprint for answer in answers.values() if answer} <= {unit.namespace}
    tokens = await unit.tokens.newest(most=99, before=2**62, after="")
    assert {token.reference for token in await unit.tokens.of_card(card)} == {token.reference for token in tokens}
    assert [len(await unit.tokens.history(token.reference)) for token in tokens] == [1] * len(tokens)
    documents = await unit.documents.by(THING, "name", "same")
    assert [body for _, body in await unit.documents.newer(THING, most=99, than=0)] == documents
    return {
        put_card: {int(card.reference[6:]) for card in await unit.cards.newest(most=99, before=2**62, after="")},
        put_token: {int(token.reference[6:]) for token in tokens},
        put_notice: {int(notice.id[3:]) for notice in await unit.notices.newest(most=99)},
        put_document: {body["n"] for body in documents},
        put_party: {int(requestor.id) for requestor in requestors},
        put_scenario: {int(scenario.id) for scenario in await unit.scenarios.all()},
        put_answer: {n for n, answer in answers.items() if answer},
    }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(doings=st.sets(st.tuples(st.sampled_from("ab"), st.sampled_from(PUTS), st.integers(0, 5)), max_size=40), name=texts)
async def test_worlds_never_meet(store: Store, doings: set[tuple[str, Put, int]], name: str) -> None:
    prefix = f"{next(NUMBERS)}{name}"
    model: dict[str, dict[Put, set[int]]] = {world: defaultdict(set, {put: set() for put in PUTS}) for world in "ab"}
    for world, put, n in doings:
        await keep(store, partial(put, n=n), world=prefix + world)
        model[world][put].add(n)

    assert {world: await keep(store, seen, world=prefix + world) for world in "ab"} == model

    await keep(store, lambda unit: unit.worlds.clear(prefix + "a"))

    assert await keep(store, seen, world=prefix + "a") == {put: set() for put in PUTS}
    assert await keep(store, seen, world=prefix + "b") == model["b"]


def test_every_row_belongs_to_one_world_and_is_unique_in_it() -> None:
    shared = {"credentials"}  # a credential is what leads into a world: it must be unique among all of them

    for table in WORLDLY:
        unique = [index.columns.keys() for index in table.indexes if index.unique] + [table.primary_key.columns.keys()]
        assert all(columns[0] == "namespace" or columns in (["id"], ["seq"]) for columns in unique) or table.name in shared, table.name
