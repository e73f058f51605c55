"""Moments survive the row to the microsecond."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from emulator.storage.clockwork import micros, moment
from tests.storage.samples import moments


@given(moments)
def test_a_moment_is_read_back_to_the_microsecond(at: datetime) -> None:
    assert moment(micros(at)) == at


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC), 1),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC), 1_000_000_000_000_000),
    ],
)
def test_moments_are_counted_in_microseconds_since_1970(at: datetime, expected: int) -> None:
    assert micros(at) == expected


def test_one_moment_is_one_number_in_every_zone() -> None:
    berlin = datetime(2026, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))

    assert micros(berlin) == micros(datetime(2026, 1, 1, 12, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        micros(datetime(2026, 1, 1))  # noqa: DTZ001  # this is the mistake
