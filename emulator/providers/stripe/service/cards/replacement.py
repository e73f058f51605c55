"""A card in the place of another (docs.stripe.com/issuing/cards/replacements).

Damaged and expired cards keep their number and stay usable until the new one is activated; a lost or stolen one must have been
canceled for that reason, and the new one has a new number.
"""

from typing import Final

from emulator.providers.stripe.schemas.cards import CreateCard
from emulator.providers.stripe.service.books.kinds import CARD, Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter, MissingParameter
from emulator.providers.stripe.service.books.shelf import referred
from emulator.providers.stripe.service.cards.standing import CANCELED, SAME_NUMBER
from emulator.storage.unit import Unit

FOR: Final = "replacement_for"
REASON: Final = "replacement_reason"


async def original_of(unit: Unit, message: CreateCard) -> Body | None:
    """Return the card that the new one replaces, or None.

    Raises:
        MissingParameter: only one half of what a replacement takes is there.
        NoSuchReference: there is no such card.
        InvalidParameter: the card is not in a state in which it can be replaced for this reason.
    """
    if message.replacement_for is None and message.replacement_reason is None:
        return None
    if message.replacement_for is None:
        raise MissingParameter(FOR)
    if message.replacement_reason is None:
        raise MissingParameter(REASON)
    original = await referred(unit, CARD, message.replacement_for, param=FOR)
    _check(original, message.replacement_reason)
    return original


def _check(original: Body, reason: str) -> None:
    if reason == "damaged" and original["type"] != "physical":
        raise InvalidParameter("Only physical cards can be replaced because they are damaged.", param=REASON)
    if reason in SAME_NUMBER and original["status"] == CANCELED:
        raise InvalidParameter(f"A canceled card cannot be replaced because it is {reason}.", param=FOR)
    if reason not in SAME_NUMBER and (original["status"], original["cancellation_reason"]) != (CANCELED, reason):
        raise InvalidParameter(
            f"A card that is replaced because it was {reason} must have been canceled with cancellation_reason={reason}.", param=FOR
        )
