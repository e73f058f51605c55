"""Enrolled cards as they are kept: one id for each number, client and customer."""

import pytest

from emulator.core.context import House
from emulator.providers.vts.records import wallet_cards
from emulator.providers.vts.records.wallet_cards import WalletCard
from emulator.storage.unit import Unit

CARD = WalletCard("v-1", "card-1", "KEY", "customer-1", "JANE DOE", {"line1": "1 Example Street"})


@pytest.mark.parametrize(
    ("client", "customer", "is_found"), [("KEY", "customer-1", True), ("KEY", None, False), ("OTHER", "customer-1", False)]
)
async def test_a_card_is_found_by_all_three(house: House, *, client: str, customer: str | None, is_found: bool) -> None:
    async def work(unit: Unit) -> WalletCard | None:
        await wallet_cards.add(unit, CARD)
        return await wallet_cards.of_card(unit, "card-1", client=client, customer=customer)

    found = await house.unit(house.context(house.home, cause="test"), work)

    assert (found == CARD) is is_found


async def test_a_removed_card_is_gone(house: House) -> None:
    async def work(unit: Unit) -> list[WalletCard | None]:
        await wallet_cards.add(unit, CARD)
        before = await wallet_cards.find(unit, "v-1")
        await wallet_cards.remove(unit, CARD)
        return [before, await wallet_cards.find(unit, "v-1")]

    assert await house.unit(house.context(house.home, cause="test"), work) == [CARD, None]
