"""Submitting a dispute in time (docs.stripe.com/issuing/purchases/disputes): what is not submitted expires."""

from datetime import UTC, datetime, timedelta
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.disputes import SubmitDispute
from emulator.providers.stripe.service.books.changes import News, changed, tell
from emulator.providers.stripe.service.books.kinds import DISPUTE, TRANSACTION, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.cards.warnings import DISPUTED, warn
from emulator.providers.stripe.service.spending.disputes.evidence import FRAUD, REASON, check_complete, explanation
from emulator.providers.stripe.service.spending.disputes.keeping import UNSUBMITTED
from emulator.providers.stripe.service.spending.disputes.outcomes import MAGIC, credited, resolved
from emulator.storage.unit import Unit

SUBMITTED: Final = "submitted"
EXPIRED: Final = "expired"
# Networks give about four months; the days are our own choice.
WINDOW: Final = timedelta(days=110)


async def submit(ctx: Context, unit: Unit, message: SubmitDispute) -> Body:
    """Hand a dispute over to the network, and give its amount back for as long as it is looked at.

    Raises:
        IllegalMove: it was submitted before, or too late.
        MissingParameter: the evidence is not complete.
    """
    before = await hold(unit, DISPUTE, message.dispute)
    if before["status"] != UNSUBMITTED:
        raise IllegalMove(f"You cannot submit this dispute because its status is {before['status']}.")
    check_complete(before["evidence"])
    given = message.given("dispute")
    metadata = merged(before["metadata"], given["metadata"]) if "metadata" in given else before["metadata"]
    after = await changed(ctx, unit, before, status=SUBMITTED, metadata=metadata)
    await tell(ctx, unit, News(after, SUBMITTED))
    await credited(ctx, unit, after)
    if after["evidence"][REASON] == FRAUD:
        await warn(ctx, unit, (await get(unit, TRANSACTION, after["transaction"]))["card"], sign=DISPUTED)
    outcome = MAGIC.get(explanation(after["evidence"]) or "")
    return await resolved(ctx, unit, after, outcome=outcome) if outcome else after


async def expire_unsubmitted(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    """Close the disputes whose window is over; return a line for each."""
    done = []
    for dispute in await unit.documents.by(DISPUTE.kind, "status", UNSUBMITTED):
        if await _ends(unit, dispute) <= now:
            after = await changed(ctx, unit, await hold(unit, DISPUTE, dispute["id"]), status=EXPIRED)
            await tell(ctx, unit, News(after, "closed"))
            done.append(f"dispute {dispute['id']} was not submitted in {WINDOW.days} days and has expired")
    return done


async def next_unsubmitted(unit: Unit, after: datetime) -> datetime | None:
    """Return the first moment after this one at which the window of a dispute is over."""
    ends = [await _ends(unit, dispute) for dispute in await unit.documents.by(DISPUTE.kind, "status", UNSUBMITTED)]
    return min((end for end in ends if end > after), default=None)


async def _ends(unit: Unit, dispute: Body) -> datetime:
    transaction = await get(unit, TRANSACTION, dispute["transaction"])
    return datetime.fromtimestamp(transaction["created"], UTC) + WINDOW
