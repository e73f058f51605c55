"""What time does to tokens."""

from datetime import datetime, timedelta

import pytest

from emulator.core.context import House
from emulator.providers.mdes.digital_enablement import API
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import Caller, card_info
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE, Observer


async def settled(house: House, behind: Observer, by: timedelta) -> list[str]:
    """Move the clock, and meet the deadlines of this API."""
    now = await behind.advance(by)
    world = await house.store.read(NAMESPACE, lambda unit: unit.worlds.get(NAMESPACE))
    assert world is not None
    ctx = house.context(world, cause="test")

    async def work(unit: Unit) -> list[str]:
        return [line for deadline in API.deadlines for line in await deadline.settle(ctx, unit, now)]

    told: list[str] = await house.unit(ctx, work)
    return told


@pytest.mark.parametrize(("days", "status"), [(29.9, "INACTIVE"), (30.1, "DEACTIVATED")])
async def test_an_inactive_token_lapses_after_thirty_days(
    mdes: Caller, house: House, behind: Observer, *, days: float, status: str
) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    active = (await mdes.tokenize()).body["tokenUniqueReference"]

    told = await settled(house, behind, timedelta(days=days))

    assert [reference in line for line in told] == ([True] if status == "DEACTIVATED" else [])
    assert (await mdes.token(reference)).body["token"]["status"] == status
    assert (await mdes.token(active)).body["token"]["status"] == "ACTIVE"


async def test_the_issuer_is_not_told_of_a_token_that_lapses(mdes: Caller, house: House, behind: Observer) -> None:
    await mdes.tokenize(YELLOW)
    before = await behind.notices()

    told = await settled(house, behind, timedelta(days=31))

    assert (len(told), [notice.id for notice in await behind.notices()]) == (1, [notice.id for notice in before])


@pytest.mark.parametrize("status", ["ACTIVE", "SUSPENDED"])
async def test_an_expired_token_is_digitized_anew_while_its_card_is_good(mdes: Caller, house: House, behind: Observer, status: str) -> None:
    made = await mdes.tokenize()
    reference = made.body["tokenUniqueReference"]
    if status == "SUSPENDED":
        await mdes.change("suspend", reference)

    (told,) = await settled(house, behind, timedelta(days=366 * 5 + 31))

    shown = (await mdes.token(reference)).body["token"]
    assert "digitized anew" in told
    assert shown["status"] == status
    assert int(shown["tokenInfo"]["tokenExpiry"][2:]) == int(made.body["tokenInfo"]["tokenExpiry"][2:]) + 5
    assert shown["tokenInfo"]["tokenPanSuffix"] == made.body["tokenInfo"]["tokenPanSuffix"]
    move = (await house.store.read(NAMESPACE, lambda unit: unit.tokens.history(reference)))[-1]
    assert (move.cause.by, move.cause.code, move.before) == ("network", "TOKEN_EXPIRED", move.after)


async def test_an_expired_token_of_an_expired_card_ends(mdes: Caller, house: House, behind: Observer) -> None:
    card = card_info("5123456789012345", cardAccountData={"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"})
    reference = (await mdes.tokenize(fundingAccountInfo=card)).body["tokenUniqueReference"]

    (told,) = await settled(house, behind, timedelta(days=366 * 5 + 31))

    assert "its card too" in told
    assert (await mdes.token(reference)).body["token"]["status"] == "DEACTIVATED"


async def test_a_token_is_good_to_the_end_of_its_last_month(mdes: Caller, house: House, behind: Observer) -> None:
    await mdes.tokenize()
    now = behind.context().now

    assert await settled(house, behind, now.replace(year=now.year + 5) - now) == []


async def test_the_next_moment_at_which_time_does_something_is_known(mdes: Caller, house: House) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    token = await house.store.read(NAMESPACE, lambda unit: unit.tokens.get(reference))
    assert token is not None
    unactivated, expired = API.deadlines
    made, month = token.created_at, timedelta(days=30)

    async def work(unit: Unit) -> list[datetime | None]:
        asked = [(unactivated, made), (unactivated, made + month), (expired, made), (expired, made + 366 * 10 * timedelta(days=1))]
        return [await deadline.next_due(unit, after) for deadline, after in asked]

    await mdes.tokenize()
    first_of_next = (made.replace(day=1, hour=0, minute=0, second=0, microsecond=0, year=made.year + 5) + 32 * timedelta(days=1)).replace(
        day=1
    )

    assert await house.store.read(NAMESPACE, work) == [made + month, None, first_of_next, None]
