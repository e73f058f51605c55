"""Hints to requestors: signed anew at every attempt, unsigned for whom there is no credential."""

import json

import pytest

from emulator.core.context import House
from emulator.domain.worlds import Credential
from emulator.providers.vts.token_service import API
from tests.providers.observer import NAMESPACE
from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import Caller, FrontDoor
from tests.providers.vts.conftest import Observer


async def test_every_attempt_is_signed_at_its_own_time(visa: Caller, house: House, behind: Observer, bank: Bank) -> None:
    await behind.point_requestor_at(bank.url)
    bank.statuses["TOKEN_STATUS_UPDATED"] = 500
    await visa.change(await visa.token(), "suspend")
    await behind.deliver()
    (notice,) = await behind.notices("token_status_hint")
    assert house.courier is not None

    await house.courier.redeliver(NAMESPACE, notice.id)

    first, second = bank.about("TOKEN_STATUS_UPDATED")
    assert json.loads(first.raw) == json.loads(second.raw)
    assert first.headers["x-pay-token"].startswith("xv2:")
    assert API.wire.retries == (1, 10, 60)


async def test_whoever_has_no_secret_for_it_reads_an_unsigned_hint(house: House, client: FrontDoor, behind: Observer, bank: Bank) -> None:
    secrets = {"shared_secret": "s", "requestor": "50111111111"}
    credential = Credential("visa", "SILENT", "default", secrets)
    await house.unit(behind.context(), lambda unit: unit.worlds.add_credential(credential))
    await behind.point_requestor_at(bank.url, "50111111111")
    merchant = Caller(client, "SILENT", "s", "SILENT", "s")

    await merchant.change(await merchant.token(), "suspend")
    await behind.deliver()

    (heard,) = bank.about("TOKEN_STATUS_UPDATED")
    assert ("x-pay-token" in heard.headers, heard.query) == (False, {})


@pytest.mark.parametrize("name", ["requestor:00000000000", "issuer:demo-issuer"])
async def test_a_requestor_that_is_gone_is_nobody(house: House, name: str) -> None:
    found = await house.store.read(NAMESPACE, lambda unit: API.wire.receiver(unit, name))

    assert found is None
