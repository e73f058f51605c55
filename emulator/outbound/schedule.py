"""What becomes of a notice after an attempt: delivered, tried again later, or given up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from emulator.domain.notices import Delivery, StoredNotice


class Verdict(StrEnum):
    """What one attempt came to: `HOPELESS` is missed in a way that no further attempt can mend."""

    TAKEN = "taken"
    MISSED = "missed"
    HOPELESS = "hopeless"


def after(notice: StoredNotice, verdict: Verdict, *, waits: Sequence[int], now: datetime) -> StoredNotice:
    """Return the notice as it stands after one more attempt at `now`; `waits` are the seconds between attempts.

    A notice that was delivered or given up stays so when an attempt made by hand is missed.
    """
    tried = replace(notice, tries=notice.tries + 1)
    if verdict is Verdict.TAKEN:
        return replace(tried, state=Delivery.DELIVERED, due_at=now)
    if notice.state is not Delivery.PENDING:
        return tried
    if verdict is Verdict.HOPELESS or notice.tries >= len(waits):
        return replace(tried, state=Delivery.FAILED, due_at=now)
    return replace(tried, due_at=now + timedelta(seconds=waits[notice.tries]))
