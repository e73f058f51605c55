"""What becomes of a design: activated, deactivated, rejected (docs.stripe.com/api/issuing/personalization_designs/testmode_activate)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.designs import RejectDesign, RetrieveDesign
from emulator.providers.stripe.service.books.changes import News, keep, tell
from emulator.providers.stripe.service.books.kinds import PERSONALIZATION_DESIGN, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.books.shelf import hold
from emulator.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Move:
    """One step: from which states, to which, and what the event calls it."""

    action: str
    sources: tuple[str, ...]
    target: str
    told: str


ACTIVATE: Final = Move("activate", ("review", "inactive"), "active", "activated")
DEACTIVATE: Final = Move("deactivate", ("active",), "inactive", "deactivated")
REJECT: Final = Move("reject", ("review",), "rejected", "rejected")


def moving(move: Move) -> Callable[[Context, Unit, RetrieveDesign], Awaitable[Body]]:
    """Return the handler of one step."""

    async def handle(ctx: Context, unit: Unit, message: RetrieveDesign) -> Body:
        return await _moved(ctx, unit, message, move=move)

    return handle


async def reject(ctx: Context, unit: Unit, message: RejectDesign) -> Body:
    """Reject a design, and say why."""
    reasons = message.rejection_reasons
    why = {"card_logo": reasons.card_logo or [], "carrier_text": reasons.carrier_text or []}
    return await _moved(ctx, unit, message, move=REJECT, why=why)


async def _moved(ctx: Context, unit: Unit, message: RetrieveDesign, *, move: Move, why: Body | None = None) -> Body:
    before = await hold(unit, PERSONALIZATION_DESIGN, message.personalization_design)
    if before["status"] not in move.sources:
        raise IllegalMove(f"You cannot {move.action} this personalization design because its status is {before['status']}.")
    after = await keep(unit, before, status=move.target, **({"rejection_reasons": why} if why else {}))
    await tell(ctx, unit, News(after, move.told))
    return after
