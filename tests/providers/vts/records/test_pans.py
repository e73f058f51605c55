"""What Visa calls a card where it speaks to the card's issuer: one name for each card."""

import re

from emulator.core.context import House
from emulator.core.provisioning import enrol
from emulator.domain.cards import Card, Expiry
from emulator.domain.pan import Pan
from emulator.providers.vts.records import pans
from emulator.storage.unit import Unit
from tests.providers.vts.caller import PAN


async def test_a_card_keeps_its_first_name_and_is_found_by_it(house: House) -> None:
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> tuple[Card, str, str, str | None]:
        card = await enrol(ctx, unit, Pan(PAN), expiry=Expiry(2049, 12))
        first, second = await pans.reference_of(ctx, unit, card), await pans.keep(unit, card, "V-2")
        return card, first, second, await pans.card_of(unit, first)

    card, first, second, found = await house.unit(ctx, work)

    assert re.fullmatch(r"V-[0-9]{22}", first)
    assert (second, found) == (first, card.reference)


async def test_an_unknown_name_is_no_cards(house: House) -> None:
    found = await house.store.read("default", lambda unit: pans.card_of(unit, "V-0"))

    assert found is None
