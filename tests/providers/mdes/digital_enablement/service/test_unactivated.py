"""Tokens that nobody activates."""

from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.providers.mdes.digital_enablement import API
from tests.providers.mdes.caller import Caller
from tests.providers.mdes.conftest import Observer
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW


@pytest.mark.parametrize(("days", "status"), [(29.9, "INACTIVE"), (30.1, "DEACTIVATED")])
async def test_an_inactive_token_lapses_after_thirty_days(
    mdes: Caller, house: House, behind: Observer, *, days: float, status: str
) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    active = (await mdes.tokenize()).body["tokenUniqueReference"]
    now = await behind.advance(timedelta(days=days))
    ctx = behind.context()

    told = await house.unit(ctx, lambda unit: API.deadlines[0].settle(ctx, unit, now))

    assert [reference in line for line in told] == ([True] if status == "DEACTIVATED" else [])
    assert (await mdes.token(reference)).body["token"]["status"] == status
    assert (await mdes.token(active)).body["token"]["status"] == "ACTIVE"


async def test_the_issuer_is_not_told_of_a_token_that_lapses(mdes: Caller, house: House, behind: Observer) -> None:
    await mdes.tokenize(YELLOW)
    before, ctx = await behind.notices(), behind.context()
    now = await behind.advance(timedelta(days=31))

    told = await house.unit(ctx, lambda unit: API.deadlines[0].settle(ctx, unit, now))

    assert (len(told), [notice.id for notice in await behind.notices()]) == (1, [notice.id for notice in before])
