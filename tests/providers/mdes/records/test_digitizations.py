"""Records of how tokens came about."""

from dataclasses import replace
from datetime import UTC, datetime

from emulator.core.context import House
from emulator.domain.codes import Channel, Method
from emulator.providers.mdes.records import digitizations
from emulator.providers.mdes.records.digitizations import Digitization, MadeBy
from emulator.storage.unit import Unit

RECORD = Digitization(
    token="D1",
    correlation="D98765432104",
    requested_at=datetime(2026, 1, 1, tzinfo=UTC),
    decision="APPROVED",
    made_by=MadeBy.AUTHORIZATION,
    methods=(Method("1", Channel.TEXT, "***0123"),),
    app_instance="app-1",
    alternate_account="ACCOUNT-0001",
    device={"formFactor": "PHONE"},
    transit=("LONDON",),
)


async def test_a_record_is_kept_as_it_was_and_found_in_three_ways(house: House) -> None:
    ctx = house.context(house.home)
    await house.unit(ctx, lambda unit: digitizations.add(unit, RECORD))

    async def found(unit: Unit) -> list[Digitization | None]:
        by_app = await digitizations.of_app_instance(unit, "app-1")
        by_account = await digitizations.of_alternate_account(unit, "ACCOUNT-0001")
        return [await digitizations.of_token(unit, "D1"), *by_app, *by_account]

    assert await house.store.read("default", found) == [RECORD] * 3


async def test_an_attempt_is_counted(house: House) -> None:
    ctx = house.context(house.home)
    await house.unit(ctx, lambda unit: digitizations.add(unit, RECORD))

    await house.unit(ctx, lambda unit: digitizations.save(unit, RECORD.tried()))

    assert await house.store.read("default", lambda unit: digitizations.of_token(unit, "D1")) == replace(RECORD, attempts=1)


async def test_a_token_that_came_about_elsewhere_has_none(house: House) -> None:
    assert await house.store.read("default", lambda unit: digitizations.of_token(unit, "D404")) is None
