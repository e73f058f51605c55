"""A card is found by what a provider calls it."""

import pytest

from emulator.core.context import Context, House
from emulator.core.provisioning import aliases
from emulator.domain.cards import Card
from emulator.domain.errors import UnknownCard
from tests.core.provisioning.vault import a_card_of, do


async def found(house: House, ctx: Context, name: str) -> Card:
    return await do(house, ctx, lambda unit: aliases.card_called(unit, name))


async def test_a_card_is_found_by_its_reference_and_by_every_alias(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    await do(house, ctx, lambda unit: aliases.call(unit, card, "ic_1"))
    await do(house, ctx, lambda unit: aliases.call(unit, card, "ic_2"))

    assert [await found(house, ctx, name) for name in (card.reference, "ic_1", "ic_2")] == [card] * 3


async def test_a_name_that_nobody_gave_is_refused(house: House, ctx: Context) -> None:
    with pytest.raises(UnknownCard, match="there is no card ic_3"):
        await found(house, ctx, "ic_3")
