"""What Stripe itself makes of a cardholder (docs.stripe.com/issuing/other/choose-cardholder): no customer can set any of it."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import changed
from emulator.providers.stripe.service.books.kinds import CARDHOLDER, Body
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.cardholders import SCREENED, requirements
from emulator.storage.unit import Unit

BLOCKED: Final = "blocked"
CLEARED: Final = "cleared"


async def screen(ctx: Context, unit: Unit, holder_id: str, *, finding: str) -> Body:
    """Block a cardholder, disable the cards for a reason of Stripe's, or take back what was found.

    Raises:
        NoSuchObject: there is none.
    """
    before = await hold(unit, CARDHOLDER, holder_id)
    is_known = finding in {BLOCKED, CLEARED}
    kept = "active" if before["status"] == BLOCKED and finding == CLEARED else before["status"]
    after = {**before, "status": BLOCKED if finding == BLOCKED else kept, SCREENED: None if is_known else finding}
    return await changed(ctx, unit, before, **{**after, "requirements": requirements(after)})
