"""Test numbers: whose they are, what they end in, and that none is given twice."""

from typing import Any

import pytest
import stripe

from emulator.domain.decisions import MARKER
from emulator.domain.pan import passes_luhn

VIRTUAL = {"currency": "usd", "type": "virtual"}


async def number_of(issuing: Any, card: Any) -> str:
    """Return a card's number in clear."""
    return str((await issuing.cards.retrieve_async(card.id, {"expand": ["number"]})).number)


async def test_numbers_are_valid_and_each_is_given_once(issuing: Any, ada: Any) -> None:
    cards = [await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id}) for _ in range(20)]

    numbers = [await number_of(issuing, card) for card in cards]

    assert len(set(numbers)) == 20
    assert all(len(number) == 16 and number.startswith("40000099") and passes_luhn(number) for number in numbers)


@pytest.mark.parametrize("last4", ["0000", "1003", "7777", "9999"])
@pytest.mark.parametrize("network", ["visa", "mastercard"])
async def test_the_last_digits_can_be_asked_for(issuing: Any, ada: Any, network: str, last4: str) -> None:
    wish = {"emulator_last4": last4, "emulator_network": network}

    card = await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "metadata": wish})

    number = await number_of(issuing, card)
    assert (card.last4, number[-4:], passes_luhn(number)) == (last4, last4, True)
    assert number[8:12] != MARKER


async def test_digits_that_are_no_ascii_are_refused(issuing: Any, ada: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="takes four digits"):
        await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "metadata": {"emulator_last4": "\u0661\u0662\u0663\u0664"}})
