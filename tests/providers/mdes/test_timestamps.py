"""Moments on the wire, and validity ends."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from emulator.domain.errors import InvalidField, StaleData
from emulator.providers.mdes import timestamps

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_moment_is_written_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 1, 1, 1, 2, 3, 456_789, tzinfo=timezone(timedelta(hours=1)))

    assert timestamps.written(moment) == "2026-01-01T00:02:03.456Z"


@pytest.mark.parametrize("text", ["2026-01-01T12:00:00Z", "2026-01-01T12:30:00.5Z", "2026-01-31T13:00:00+01:00", "2026-01-31T12:00:00Z"])
def test_an_end_within_thirty_days_holds(text: str) -> None:
    timestamps.refuse_stale({"dataValidUntilTimestamp": text}, wall=NOON)


@pytest.mark.parametrize("text", ["2026-01-01T11:59:59Z", "2026-01-31T12:00:01Z", "2026-01-01T12:30:00+01:00"])
def test_an_end_that_has_passed_or_lies_too_far_ahead_is_stale(text: str) -> None:
    with pytest.raises(StaleData):
        timestamps.refuse_stale({"dataValidUntilTimestamp": text}, wall=NOON)


@pytest.mark.parametrize("text", ["soon", "2026-01-01T12:30:00", 1767225600, {}, []])
def test_an_end_that_is_no_moment_is_a_matter_of_form(text: Any) -> None:
    with pytest.raises(InvalidField) as refused:
        timestamps.refuse_stale({"dataValidUntilTimestamp": text}, wall=NOON)

    assert (refused.value.name, refused.value.problem) == ("dataValidUntilTimestamp", "format")


def test_an_end_is_found_however_deep_it_lies() -> None:
    late = {"dataValidUntilTimestamp": "2025-01-01T00:00:00Z"}

    with pytest.raises(StaleData):
        timestamps.refuse_stale([{"fundingAccountData": late}], wall=NOON)


@pytest.mark.parametrize("opened", [{}, [], "text", {"dataValidUntilTimestamp": None}])
def test_what_has_no_end_holds(opened: Any) -> None:
    timestamps.refuse_stale(opened, wall=NOON)
