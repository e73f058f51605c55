"""How tokens came about, as it is kept."""

from dataclasses import replace

from emulator.core.context import House
from emulator.domain.codes import Channel, Method
from emulator.providers.vts.records import provisionings
from emulator.providers.vts.records.provisionings import Device, Provisioning
from emulator.storage.unit import Unit
from tests.providers.vts.caller import Caller
from tests.providers.vts.conftest import Observer

WAY = Method("id-1", Channel.TEXT, "***")
RECORD = Provisioning("t-1", "DNITHE1", "1", {"locale": "en_US"}, "85", (WAY,), 2, (Device("d-1", "Browser"),))


async def test_a_record_comes_back_whole(visa: Caller, house: House, behind: Observer) -> None:
    token = await behind.token(await visa.token())
    ctx = behind.context()

    async def work(unit: Unit) -> Provisioning:
        await provisionings.save(unit, replace(RECORD, token=token.reference))
        return await provisionings.of_token(ctx, unit, token)

    found = await house.unit(ctx, work)

    assert found == replace(RECORD, token=token.reference)


async def test_a_token_is_found_by_its_issuers_name_for_it(visa: Caller, house: House) -> None:
    made = (await visa.provision()).body
    name = made["tokenInfo"]["tokenReferenceID"]

    found = await house.store.read("default", lambda unit: provisionings.token_named(unit, name))

    assert found == made["vProvisionedTokenID"]


def test_a_way_is_found_by_its_id_and_a_waiting_device_is_bound() -> None:
    bound = RECORD.bound()

    assert (RECORD.method("id-1"), RECORD.method("id-2")) == (WAY, None)
    assert (RECORD.pending, bound.pending, bound.sends) == (RECORD.devices[0], None, 0)
