"""A world's clock runs, stands still and jumps, and never loses its place."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.worlds import Clock, ClockMode, Credential

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is added
jumps = st.timedeltas(timedelta(), timedelta(days=3650))

Doing = Callable[[Clock, datetime], Clock]


def advance(by: timedelta) -> Doing:
    return lambda clock, _wall: clock.advanced(by)


def test_a_new_clock_shows_the_wall() -> None:
    assert Clock().at(NOON) == NOON


def test_a_frozen_clock_stands_still() -> None:
    frozen = Clock().frozen(NOON)

    assert (frozen.mode, frozen.at(NOON), frozen.at(NOON + HOUR)) == (ClockMode.FROZEN, NOON, NOON)


def test_a_frozen_clock_is_advanced_by_hand() -> None:
    assert Clock().frozen(NOON).advanced(HOUR).at(NOON + 5 * HOUR) == NOON + HOUR


def test_a_running_clock_that_was_advanced_runs_on() -> None:
    ahead = Clock().advanced(HOUR)

    assert (ahead.mode, ahead.at(NOON), ahead.at(NOON + HOUR)) == (ClockMode.REAL, NOON + HOUR, NOON + 2 * HOUR)


def test_a_resumed_clock_goes_on_where_it_stood() -> None:
    frozen = Clock().frozen(NOON)

    resumed = frozen.resumed(NOON + HOUR)

    assert (resumed.mode, resumed.at(NOON + HOUR), resumed.at(NOON + 2 * HOUR)) == (ClockMode.REAL, NOON, NOON + HOUR)


@given(moments, jumps, jumps)
def test_freezing_and_resuming_jump_nowhere(wall: datetime, ahead: timedelta, pause: timedelta) -> None:
    clock = Clock().advanced(ahead)

    frozen = clock.frozen(wall)
    resumed = frozen.resumed(wall + pause)

    assert frozen.at(wall + pause) == clock.at(wall)
    assert resumed.at(wall + pause) == clock.at(wall)


@given(moments, st.lists(st.one_of(jumps.map(advance), st.sampled_from([Clock.frozen, Clock.resumed])), max_size=20))
def test_no_order_of_doings_turns_a_clock_back(wall: datetime, doings: list[Doing]) -> None:
    clock, shown = Clock(), []
    for doing in doings:
        clock = doing(clock, wall)
        shown.append(clock.at(wall))

    assert shown == sorted(shown)


@given(moments, st.lists(jumps, max_size=5))
def test_jumps_add_up_in_a_running_clock_and_in_a_frozen_one(wall: datetime, steps: list[timedelta]) -> None:
    running, frozen = Clock(), Clock().frozen(wall)
    for step in steps:
        running, frozen = running.advanced(step), frozen.advanced(step)

    assert running.at(wall) == frozen.at(wall) == wall + sum(steps, timedelta())


def test_a_credential_prints_without_its_secrets() -> None:
    credential = Credential("mdes", "consumer", "default", {"signing": "hush"})

    assert "hush" not in f"{credential} {credential!r} {[credential]}"
