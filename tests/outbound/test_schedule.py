"""What becomes of a notice after an attempt."""

from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.domain.notices import Delivery, StoredNotice
from emulator.outbound.schedule import Verdict, after
from tests.outbound.sample import NOON

NOTICE = StoredNotice("nt_1", "sample", "told", "issuer:x", "http://x", b"{}", Delivery.PENDING, 0, NOON, NOON)
WAITS = (1, 10)


@pytest.mark.parametrize("state", list(Delivery))
def test_a_notice_that_was_taken_is_delivered_whatever_it_was(state: Delivery) -> None:
    settled = after(replace(NOTICE, state=state, tries=3), Verdict.TAKEN, waits=WAITS, now=NOON)

    assert (settled.state, settled.tries) == (Delivery.DELIVERED, 4)


@pytest.mark.parametrize(("tries", "seconds"), [(0, 1), (1, 10)])
def test_a_pending_notice_that_was_missed_waits_as_the_schedule_says(tries: int, seconds: int) -> None:
    settled = after(replace(NOTICE, tries=tries), Verdict.MISSED, waits=WAITS, now=NOON)

    assert (settled.state, settled.tries) == (Delivery.PENDING, tries + 1)
    assert settled.due_at == NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(("tries", "verdict"), [(2, Verdict.MISSED), (7, Verdict.MISSED), (0, Verdict.HOPELESS)])
def test_a_pending_notice_is_given_up_after_the_last_wait_or_when_nothing_can_mend_it(tries: int, verdict: Verdict) -> None:
    settled = after(replace(NOTICE, tries=tries), verdict, waits=WAITS, now=NOON)

    assert (settled.state, settled.tries) == (Delivery.FAILED, tries + 1)


@pytest.mark.parametrize("state", [Delivery.DELIVERED, Delivery.FAILED])
@pytest.mark.parametrize("verdict", [Verdict.MISSED, Verdict.HOPELESS])
def test_a_settled_notice_stays_settled_when_an_attempt_by_hand_is_missed(state: Delivery, verdict: Verdict) -> None:
    settled = after(replace(NOTICE, state=state, tries=1), verdict, waits=WAITS, now=NOON)

    assert settled == replace(NOTICE, state=state, tries=2)
