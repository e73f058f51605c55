"""Getting into a world: to look, unnoticed, or to act, counted."""

import pytest

from emulator.admin.service.entry import UnknownNamespace, act, look
from emulator.core.context import House
from tests.admin.conftest import Call
from tests.outbound.sample import make_token

LOOKS = ("clock", "exchanges", "outbox", "tokens", "cards", "keys")
ACTS = ("reset", "clock/freeze", "clock/resume", "outbox/deliver")


@pytest.mark.parametrize("path", LOOKS)
async def test_looking_at_a_world_that_is_not_there_says_so(refused: Call, path: str) -> None:
    assert await refused("GET", path, params={"namespace": "nowhere"}) == (404, "unknown_namespace")


@pytest.mark.parametrize("path", ACTS)
async def test_acting_in_a_world_that_is_not_there_says_so(refused: Call, path: str) -> None:
    assert await refused("POST", path, json={"namespace": "nowhere"}) == (404, "unknown_namespace")


async def test_whoever_enters_a_world_that_is_not_there_is_told(house: House) -> None:
    ctx = house.context(house.home, cause="test")

    for enter in (look, act):
        with pytest.raises(UnknownNamespace, match="there is no namespace called nowhere"):
            await enter(ctx, "nowhere")


async def test_looking_does_not_shift_what_a_seed_makes_and_acting_counts(house: House) -> None:
    ctx = house.context(house.home, cause="test")

    causes = [(await enter(ctx, "default")).cause for enter in (act, look, look, act)]

    assert causes[1:3] == ["admin", "admin"]
    assert int(causes[3]) == int(causes[0]) + 1


async def test_requests_of_this_api_are_not_exchanges_of_any_world(house: House, get: Call) -> None:
    await get("live")
    await get("tokens")
    await make_token(house)

    page = await get("exchanges")

    assert page["exchanges"] == []
