"""Cards are kept as they are, found by reference and PAN, and listed newest first."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from emulator.domain.cards import Card, Expiry
from emulator.domain.pan import Pan
from emulator.storage.cards import of_row, to_row
from emulator.storage.clockwork import micros
from emulator.storage.engine.statements import StorageError
from emulator.storage.store import Store
from tests.storage.samples import NOON, SECOND, a_card, add_cards, cards, keep, look

WORLDS = count()


async def pages(store: Store, *, before: int, after: str) -> list[Card]:
    page = await look(store, lambda unit: unit.cards.newest(most=4, before=before, after=after))
    return page + await pages(store, before=micros(page[-1].created_at), after=page[-1].reference) if page else []


@given(cards)
def test_a_card_is_read_back_from_its_row(card: Card) -> None:
    row = ("default", *to_row(card).values())

    assert of_row(row) == card


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(card=cards)
async def test_a_card_is_kept_as_it_is(store: Store, card: Card) -> None:
    world = f"w{next(WORLDS)}"

    await keep(store, lambda unit: unit.cards.add(card), world=world)

    assert await look(store, lambda unit: unit.cards.get(card.reference), world=world) == card
    assert await look(store, lambda unit: unit.cards.by_pan(card.pan), world=world) == card


async def test_an_unknown_card_is_none(store: Store) -> None:
    assert await look(store, lambda unit: unit.cards.get("F404")) is None
    assert await look(store, lambda unit: unit.cards.by_pan(Pan("5100000000000404"))) is None


async def test_one_pan_is_one_card_of_a_world(store: Store) -> None:
    await keep(store, lambda unit: unit.cards.add(a_card(1)))

    with pytest.raises(StorageError) as refused:
        await keep(store, lambda unit: unit.cards.add(replace(a_card(2), pan=a_card(1).pan)))

    assert a_card(1).pan.reveal() not in str(refused.value)


async def test_a_changed_pan_expiry_or_holder_is_kept_and_nothing_else(store: Store) -> None:
    await keep(store, lambda unit: unit.cards.add(a_card()))
    changed = replace(a_card(), pan=Pan("5199999999999999"), expiry=Expiry(2035, 1), holder="Anna Married", issuer="another")

    await keep(store, lambda unit: unit.cards.save(changed))

    assert await look(store, lambda unit: unit.cards.get(changed.reference)) == replace(changed, issuer=a_card().issuer)


async def test_cards_are_listed_newest_first_page_by_page(store: Store) -> None:
    made = [a_card(n, at=NOON + (n // 3) * SECOND) for n in range(10)]
    await add_cards(store, *made)

    listed = await pages(store, before=2**62, after="")

    assert listed == sorted(made, key=lambda card: (card.created_at, card.reference), reverse=True)
