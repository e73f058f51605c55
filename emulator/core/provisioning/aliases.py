"""What providers call a card of the vault, so that whoever knows that name alone finds it."""

from typing import Final

from emulator.domain.cards import Card
from emulator.domain.errors import UnknownCard
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("card.alias")


async def call(unit: Unit, card: Card, alias: str) -> None:
    """Write down what a provider calls a card; several names may stand for one card, and each for one card alone."""
    await unit.documents.add(KIND, alias, {"card": card.reference})


async def card_called(unit: Unit, name: str) -> Card:
    """Return the card of this reference, or of this alias.

    Raises:
        UnknownCard: nobody calls a card of this world so.
    """
    alias = await unit.documents.get(KIND, name)
    card = await unit.cards.get(alias["card"] if alias else name)
    if card is None:
        raise UnknownCard(f"there is no card {name} in this namespace")
    return card
