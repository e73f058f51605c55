"""How disputes end (docs.stripe.com/issuing/purchases/disputes).

The amount is credited while the network decides. How a test ends a dispute is our own choice: two explanations that decide at
once, and a call of our own API.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import News, changed, tell
from emulator.providers.stripe.service.books.kinds import DISPUTE, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.service.spending.ledger.entries import CREDIT, REVERSAL, Entry, enter
from emulator.providers.stripe.service.spending.ledger.entries import DISPUTE as ENTRY
from emulator.storage.unit import Unit

WON: Final = "won"
LOST: Final = "lost"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a dispute ends; `loss_reason` where it is lost."""

    status: str
    loss_reason: str | None = None


MAGIC: Final[Mapping[str, Outcome]] = {"emulator_win": Outcome(WON), "emulator_lose": Outcome(LOST, "other")}


async def credited(ctx: Context, unit: Unit, dispute: Body) -> None:
    """Give the amount back for the time being."""
    await _enter(ctx, unit, dispute, entry=CREDIT)
    await tell(ctx, unit, News(dispute, "funds_reinstated"))


async def resolve(ctx: Context, unit: Unit, dispute_id: str, *, outcome: Outcome) -> Body:
    """End a dispute that was submitted.

    Raises:
        NoSuchObject: there is none.
        IllegalMove: it was not submitted, or has ended.
    """
    before = await hold(unit, DISPUTE, dispute_id)
    if before["status"] != "submitted":
        raise IllegalMove(f"You cannot resolve this dispute because its status is {before['status']}.")
    return await resolved(ctx, unit, before, outcome=outcome)


async def resolved(ctx: Context, unit: Unit, before: Body, *, outcome: Outcome) -> Body:
    """End a dispute: the credit goes, and comes back for good where it is won."""
    await _enter(ctx, unit, before, entry=REVERSAL, sign=-1)
    if outcome.status == WON:
        await _enter(ctx, unit, before, entry=ENTRY)
    lost = {"loss_reason": outcome.loss_reason or "other"} if outcome.status == LOST else {}
    after = await changed(ctx, unit, before, status=outcome.status, **lost)
    await tell(ctx, unit, News(after, "closed"))
    if lost:
        await tell(ctx, unit, News(after, "funds_rescinded"))
    return after


async def _enter(ctx: Context, unit: Unit, dispute: Body, *, entry: str, sign: int = 1) -> None:
    await enter(ctx, unit, Entry(entry, sign * dispute["amount"], dispute["currency"], source=dispute["id"]))
