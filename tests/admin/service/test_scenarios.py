"""Scenarios are armed, fire in their order, are counted, and disarmed."""

import pytest

from emulator.core.context import House
from tests.admin.conftest import Call


async def test_an_armed_scenario_is_shown_and_its_world_knows(house: House, get: Call, post: Call) -> None:
    armed = await post("scenarios", {"api": "mdes.*", "operation": "tokenize", "error": "IssuerSilent", "remaining": 2})

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
        {"answer": {"status": 99}},
    ],
)
async def test_what_says_nothing_or_nonsense_is_refused(refused: Call, body: dict[str, object]) -> None:
    status, _ = await refused("POST", "scenarios", json=body)

    assert status == 422
