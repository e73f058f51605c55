"""Eligibility receipts are good once, for a while, for one app."""

from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.domain.tokens import TokenKind
from emulator.domain.worlds import Clock
from emulator.providers.mdes.reasons import Refusal
from emulator.providers.mdes.records import eligibility
from emulator.providers.mdes.records.eligibility import Candidate, Eligibility

CANDIDATE = Candidate("50123456789", "F1", TokenKind.EMBEDDED_SE, "app-1", "terms", {"formFactor": "PHONE"}, "ACCOUNT_ON_FILE", "en")


async def issued(house: House) -> Eligibility:
    ctx = house.context(house.home)
    made: Eligibility = await house.unit(ctx, lambda unit: eligibility.issue(ctx, unit, CANDIDATE))
    return made


async def taken(house: House, receipt: Eligibility, *, app: str = "app-1", **later: float) -> Eligibility:
    ctx = house.context(replace(house.home, clock=Clock().advanced(timedelta(**later))))
    found: Eligibility = await house.unit(ctx, lambda unit: eligibility.take(ctx, unit, receipt.value, app_instance=app))
    return found


async def test_a_receipt_says_what_it_was_given_for(house: House) -> None:
    receipt = await issued(house)

    assert await taken(house, receipt, minutes=29) == Eligibility(receipt.value, CANDIDATE)


async def test_a_used_receipt_is_forgotten(house: House) -> None:
    receipt = await issued(house)
    await house.unit(house.context(house.home), lambda unit: eligibility.use_up(unit, receipt))

    with pytest.raises(Refusal, match="INVALID_ELIGIBILITY_RECEIPT"):
        await taken(house, receipt)


@pytest.mark.parametrize(("app", "minutes"), [("app-2", 0), ("app-1", 31)])
async def test_a_receipt_of_another_app_or_too_old_is_refused(house: House, app: str, minutes: float) -> None:
    receipt = await issued(house)

    with pytest.raises(Refusal):
        await taken(house, receipt, app=app, minutes=minutes)
