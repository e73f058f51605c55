"""Signs of fraud on a card, of which the last one is shown (docs.stripe.com/api/issuing/cards/object, latest_fraud_warning).

What counts as a sign is our own choice: the cardholder says that it was not he who paid, or fraud is what a dispute is about.
"""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import changed, seconds
from emulator.providers.stripe.service.books.kinds import CARD, Body
from emulator.providers.stripe.service.books.shelf import hold
from emulator.storage.unit import Unit

NONE: Final[Body] = {"started_at": None, "type": None}
DISPUTED: Final = "fraud_dispute_filed"
INDICATED: Final = "user_indicated_fraud"


async def warn(ctx: Context, unit: Unit, card_id: str, *, sign: str) -> Body:
    """Write a sign of fraud onto a card, in the place of the last one; return the card."""
    card = await hold(unit, CARD, card_id)
    return await changed(ctx, unit, card, latest_fraud_warning={"started_at": seconds(ctx), "type": sign})
