"""Documents are kept by kind and id, and found by the members that their kind declares."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.storage.documents import Kind
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import counts, keep, look, texts

WORLDS = count()
RECEIPT = Kind("mdes.receipt", indexes=("token", "card", "state"))
PLAIN = Kind("plain")

bodies = st.recursive(
    st.none() | st.booleans() | counts | texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)


async def fill(store: Store, *ids: str, token: str = "t") -> None:
    async def work(unit: Unit) -> None:
        for document_id in ids:
            await unit.documents.add(RECEIPT, document_id, {"id": document_id, "token": token, "card": None})

    await keep(store, work)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(document_id=texts, body=st.dictionaries(texts, bodies, max_size=4))
async def test_a_document_is_kept_as_it_is(store: Store, document_id: str, body: dict[str, object]) -> None:
    world = f"w{next(WORLDS)}"

    assert await keep(store, lambda unit: unit.documents.add(PLAIN, document_id, body), world=world)

    assert await look(store, lambda unit: unit.documents.get(PLAIN, document_id), world=world) == body
    assert await keep(store, lambda unit: unit.documents.hold(PLAIN, document_id), world=world) == body


async def test_an_id_that_is_taken_is_not_given_again(store: Store) -> None:
    await fill(store, "r1")

    assert not await keep(store, lambda unit: unit.documents.add(RECEIPT, "r1", {"id": "another"}))
    assert await keep(store, lambda unit: unit.documents.add(PLAIN, "r1", {}))
    assert await look(store, lambda unit: unit.documents.get(RECEIPT, "r1")) == {"id": "r1", "token": "t", "card": None}


async def test_a_document_is_found_by_its_declared_members_oldest_first(store: Store) -> None:
    await fill(store, "b", "a")
    await fill(store, "c", token="other")

    found = await look(store, lambda unit: unit.documents.by(RECEIPT, "token", "t"))

    assert [body["id"] for body in found] == ["b", "a"]


async def test_a_member_that_is_null_or_absent_is_found_under_no_value(store: Store) -> None:
    await fill(store, "a")

    assert await look(store, lambda unit: unit.documents.by(RECEIPT, "card", "None")) == []
    assert await look(store, lambda unit: unit.documents.by(RECEIPT, "state", "None")) == []


async def test_a_saved_document_is_found_under_its_new_members_only(store: Store) -> None:
    await fill(store, "a", "b")

    await keep(store, lambda unit: unit.documents.save(RECEIPT, "a", {"id": "a", "token": "new", "state": 7}))

    assert [body["id"] for body in await look(store, lambda unit: unit.documents.by(RECEIPT, "token", "new"))] == ["a"]
    assert [body["id"] for body in await look(store, lambda unit: unit.documents.by(RECEIPT, "state", "7"))] == ["a"]
    assert [body["id"] for body in await look(store, lambda unit: unit.documents.by(RECEIPT, "token", "t"))] == ["b"]


async def test_a_removed_document_is_gone(store: Store) -> None:
    await fill(store, "a")

    first = await keep(store, lambda unit: unit.documents.remove(RECEIPT, "a"))
    second = await keep(store, lambda unit: unit.documents.remove(RECEIPT, "a"))

    assert (first, second) == (True, False)
    assert await look(store, lambda unit: unit.documents.get(RECEIPT, "a")) is None


async def test_documents_are_walked_from_a_place_in_both_directions(store: Store) -> None:
    await fill(store, *"abcdef")
    place = await look(store, lambda unit: unit.documents.seq_of(RECEIPT, "c"))
    assert place is not None

    older = await look(store, lambda unit: unit.documents.older(RECEIPT, most=9, than=place))
    newer = await look(store, lambda unit: unit.documents.newer(RECEIPT, most=2, than=place))
    newest = await look(store, lambda unit: unit.documents.older(RECEIPT, most=2))

    assert ["".join(body["id"] for _, body in page) for page in (older, newer, newest)] == ["ba", "de", "fe"]


async def test_a_walk_sees_only_what_it_asks_for(store: Store) -> None:
    await fill(store, *"abc")
    await fill(store, *"de", token="other")

    page = await look(store, lambda unit: unit.documents.older(RECEIPT, most=9, where=("token", "other")))

    assert [body["id"] for _, body in page] == ["e", "d"]
    assert await look(store, lambda unit: unit.documents.seq_of(RECEIPT, "unknown")) is None


def test_a_kind_has_three_indexes_at_most() -> None:
    with pytest.raises(ValueError, match="at most 3 indexes"):
        Kind("greedy", indexes=("a", "b", "c", "d"))


def test_a_member_that_is_not_declared_cannot_be_searched() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        RECEIPT.column("secret")
