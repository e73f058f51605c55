"""A world's clock: stopped, moved, let go, and what happens on the way."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from emulator.core.context import House
from emulator.core.deadlines.timekeeper import Timekeeper
from emulator.domain.decisions import Decision
from emulator.outbound.courier import Courier
from tests.admin.conftest import Call
from tests.outbound.receiver import Receiver
from tests.outbound.sample import NOON, make_token


def seconds_between(before: dict[str, Any], after: dict[str, Any]) -> float:
    return (datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])).total_seconds()


async def test_a_new_world_shows_the_time_on_the_wall(get: Call) -> None:
    clock = await get("clock")

    assert (clock["namespace"], clock["mode"], clock["offset_seconds"], clock["now"]) == ("default", "real", 0, clock["wall"])


async def test_a_frozen_clock_stands_still(get: Call, post: Call) -> None:
    frozen = await post("clock/freeze")

    later = await get("clock")

    assert (later["mode"], later["now"]) == ("frozen", frozen["now"])
    assert later["wall"] > frozen["wall"]


@pytest.mark.parametrize("moment", ["2020-02-29T23:59:59Z", "2050-01-01T00:00:00.5+02:00"])
async def test_a_clock_can_be_frozen_at_any_moment(get: Call, post: Call, moment: str) -> None:
    await post("clock/freeze", {"at": moment})

    clock = await get("clock")

    assert datetime.fromisoformat(clock["now"]) == datetime.fromisoformat(moment)


async def test_a_resumed_clock_runs_on_from_where_it_stood(get: Call, post: Call) -> None:
    await post("clock/freeze", {"at": "2030-01-01T00:00:00Z"})

    resumed = await post("clock/resume")
    later = await get("clock")

    assert (resumed["mode"], resumed["now"]) == ("real", "2030-01-01T00:00:00Z")
    assert 0 < seconds_between(resumed, later) < 60


@pytest.mark.parametrize("freeze", [True, False])
async def test_a_clock_moves_by_an_amount(get: Call, post: Call, freeze: bool) -> None:
    before = await (post("clock/freeze") if freeze else get("clock"))

    advanced = await post("clock/advance", {"seconds": 3600.5})
    after = await get("clock")

    assert 3600.5 <= seconds_between(before, advanced["clock"]) < 3660
    assert 3600.5 <= seconds_between(before, after) < 3660
    assert after["mode"] == ("frozen" if freeze else "real")


@pytest.mark.parametrize("freeze", [True, False])
async def test_a_clock_moves_to_a_moment(get: Call, post: Call, freeze: bool) -> None:
    if freeze:
        await post("clock/freeze", {"at": "2026-01-01T00:00:00Z"})

    advanced = await post("clock/advance", {"to": "2090-03-01T08:00:00+01:00"})

    assert advanced["clock"]["now"] == "2090-03-01T07:00:00Z"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_request"),
        ({"seconds": 1, "to": "2090-01-01T00:00:00Z"}, "invalid_request"),
        ({"seconds": -1}, "invalid_request"),
        ({"seconds": "NaN"}, "invalid_request"),
        ({"seconds": 4_000_000_000}, "invalid_request"),
        ({"seconds": 3_000_000_000}, "invalid_field"),
        ({"to": "2001-01-01T00:00:00Z"}, "invalid_field"),
        ({"to": "2090-01-01T00:00:00"}, "invalid_request"),
        ({"to": "9999-01-01T00:00:00Z"}, "invalid_field"),
        ({"second": 1}, "invalid_request"),
    ],
)
async def test_a_clock_does_not_move_backwards_nor_out_of_sight(refused: Call, body: dict[str, Any], code: str) -> None:
    assert await refused("POST", "clock/advance", json=body) == (422, code)


@pytest.mark.parametrize("moment", ["1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
async def test_a_clock_is_not_frozen_where_no_card_is_valid(refused: Call, moment: str) -> None:
    assert await refused("POST", "clock/freeze", json={"at": moment}) == (422, "invalid_field")


async def test_moving_a_clock_makes_each_attempt_at_its_own_time(house: House, get: Call, post: Call, receiver: Receiver) -> None:
    receiver.will_answer(*[500] * 10)
    await post("clock/freeze", {"at": NOON.isoformat()})
    await make_token(house)

    advanced = await post("clock/advance", {"seconds": 3600})

    (notice,) = (await get("outbox"))["notices"]
    waits = [timedelta(seconds=seconds) for seconds in (0, 1, 11, 71)]
    assert [datetime.fromisoformat(tried["at"]) - NOON for tried in advanced["tried"]] == waits
    assert [datetime.fromisoformat(attempt["at"]) - NOON for attempt in notice["attempts"]] == waits
    assert (notice["state"], notice["due_at"], len(receiver.heard)) == ("failed", None, 4)
    assert datetime.fromisoformat(advanced["clock"]["now"]) == NOON + timedelta(hours=1)


async def test_moving_a_running_clock_makes_the_same_attempts(house: House, post: Call, receiver: Receiver) -> None:
    receiver.will_answer(500, 500)
    await make_token(house)

    advanced = await post("clock/advance", {"seconds": 30})

    assert (len(advanced["tried"]), len(receiver.heard)) == (3, 3)
    assert advanced["clock"]["offset_seconds"] == pytest.approx(30, abs=2)


async def test_moving_a_clock_meets_deadlines_and_tells_of_it(house: House, get: Call, post: Call, receiver: Receiver) -> None:
    token = await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION)

    early = await post("clock/advance", {"seconds": 86_000})
    late = await post("clock/advance", {"seconds": 500})

    assert early["settled"] == []
    assert [(row["api"], row["deadline"], row["what"]) for row in late["settled"]] == [
        ("sample", "old tokens", f"deleted {token.reference}")
    ]
    assert (await get(f"tokens/{token.reference}"))["state"] == "deleted"
    assert ['"deleted"' in body for body in receiver.bodies] == [False, True]


async def test_each_deadline_is_met_at_its_own_time_and_its_notices_go_out_in_between(house: House, post: Call, receiver: Receiver) -> None:
    await post("clock/freeze", {"at": NOON.isoformat()})
    first = await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION)
    await post("clock/advance", {"seconds": 100})
    second = await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION)
    receiver.will_answer(*[200] * 2, 500)

    advanced = await post("clock/advance", {"seconds": 200_000})

    day = timedelta(days=1)
    assert [(datetime.fromisoformat(row["at"]) - NOON, row["what"]) for row in advanced["settled"]] == [
        (day, f"deleted {first.reference}"),
        (day + timedelta(seconds=100), f"deleted {second.reference}"),
    ]
    tried = [datetime.fromisoformat(row["at"]) - NOON for row in advanced["tried"]]
    assert tried == [timedelta(seconds=100), day, day + timedelta(seconds=100), day + timedelta(seconds=101)]


async def test_a_clock_frozen_ahead_of_its_time_meets_what_lay_between(house: House, get: Call, post: Call) -> None:
    token = await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION)

    await post("clock/freeze", {"at": "2090-01-01T00:00:00Z"})

    assert (await get(f"tokens/{token.reference}"))["state"] == "deleted"


async def test_a_clock_that_is_moved_and_its_timekeeper_do_not_meet_a_deadline_both(house: House, post: Call) -> None:
    assert isinstance(house.timekeeper, Timekeeper)
    await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION)
    house.timekeeper.start()

    advanced = await post("clock/advance", {"seconds": 200_000})

    assert len(advanced["settled"]) == 1
    assert await house.timekeeper.look() == []


async def test_the_house_follows_the_clock_of_its_home_world(house: House, post: Call) -> None:
    await post("clock/freeze", {"at": "2030-01-01T00:00:00Z"})

    assert house.context(house.home).now == datetime.fromisoformat("2030-01-01T00:00:00Z")


async def test_a_moved_clock_wakes_the_courier(house: House, post: Call, receiver: Receiver) -> None:
    receiver.will_answer(500)
    await post("clock/freeze")
    assert isinstance(house.courier, Courier)
    await make_token(house)
    await house.courier.deliver("default")
    house.courier.start()
    receiver.arrived.clear()

    await post("clock/freeze", {"at": "2090-01-01T00:00:00Z"})

    await receiver.arrived.wait()
    assert len(receiver.heard) == 2


async def test_the_clock_of_one_world_is_not_that_of_another(get: Call, post: Call) -> None:
    await post("namespaces", {"name": "other"})

    await post("clock/freeze", {"namespace": "other", "at": "2030-01-01T00:00:00Z"})

    assert (await get("clock"))["mode"] == "real"
    assert (await get("clock", namespace="other"))["now"] == "2030-01-01T00:00:00Z"
