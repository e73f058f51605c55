"""Scenarios are armed, fire in their order, are counted, and disarmed."""

from dataclasses import replace

import pytest

from emulator.core.context import House
from tests.admin.conftest import Call
from tests.core.sample import GREET, LOOK_UP
from tests.outbound import sample


@pytest.fixture(autouse=True)
def operations(house: House) -> None:
    """Give the sample API something to do."""
    house.apis = (replace(sample.API, operations=(GREET, LOOK_UP)), *house.apis[1:])


async def test_an_armed_scenario_is_shown_and_its_world_knows(house: House, get: Call, post: Call) -> None:
    armed = await post("scenarios", {"api": "samp*", "operation": "greet", "error": "IssuerSilent", "remaining": 2})

    assert (await get("scenarios"))["scenarios"] == [armed]
    assert (armed["fired"], armed["remaining"], armed["error"]) == (0, 2, "IssuerSilent")
    world = await house.store.read("default", lambda unit: unit.worlds.get("default"))
    assert world
    assert world.armed


async def test_scenarios_are_disarmed_one_by_one_or_all(get: Call, post: Call, delete: Call, refused: Call) -> None:
    first, second = [await post("scenarios", {"delay": 0.1}) for _ in range(2)]

    assert (await delete(f"scenarios/{first['id']}"))["scenarios"] == [second]
    assert await refused("DELETE", f"scenarios/{first['id']}") == (404, "unknown_scenario")
    await delete("scenarios")
    assert (await get("scenarios"))["scenarios"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"error": "NoSuchError"},
        {"delay": -1},
        {"delay": 1e9},
        {"remaining": 0, "delay": 1},
        {"error": "IssuerSilent", "answer": {"status": 200}},
        {"answer": {"status": 199}},
        {"answer": {"headers": {"A: b\r\nC": "d"}}},
        {"answer": {"headers": {"A": "b\r\nC: d"}}},
        {"error": "DomainError"},
        {"api": "smaple", "delay": 1},
        {"operation": "gret", "delay": 1},
        {"api": "admin", "delay": 1},
    ],
)
async def test_what_says_nothing_or_nonsense_is_refused(refused: Call, body: dict[str, object]) -> None:
    status, _ = await refused("POST", "scenarios", json=body)

    assert status == 422


async def test_a_scenario_that_meets_everything_does_not_keep_anybody_from_clearing_it(
    house: House, get: Call, post: Call, delete: Call
) -> None:
    await post("scenarios", {"error": "Unavailable", "remaining": None})
    # As it is when the emulator was started anew meanwhile.
    house.home = replace(house.home, armed=True)

    assert len((await get("scenarios"))["scenarios"]) == 1
    assert (await delete("scenarios"))["scenarios"] == []


async def test_looking_at_scenarios_does_not_shift_what_a_seed_makes_of_the_next_request(house: House, get: Call) -> None:
    before = dict(house._ordinals)

    await get("scenarios")

    assert house._ordinals == before
