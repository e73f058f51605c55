"""Which token requestors may use MDES."""

from dataclasses import replace

import pytest

from emulator.core.context import House
from emulator.domain.errors import UnknownRequestor
from emulator.domain.pan import Network
from emulator.providers.mdes import requestors
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import MERCHANT
from tests.providers.mdes.conftest import Observer


async def test_a_requestor_that_is_registered_for_mastercard_is_known(house: House) -> None:
    found = await house.store.read("default", lambda unit: requestors.known(unit, MERCHANT))

    assert found.id == MERCHANT


async def test_a_requestor_of_another_network_is_unknown(house: House, behind: Observer) -> None:
    async def work(unit: Unit) -> None:
        known = await requestors.known(unit, MERCHANT)
        await unit.parties.put(replace(known, networks=(Network.VISA,)))
        await requestors.known(unit, MERCHANT)

    with pytest.raises(UnknownRequestor):
        await house.unit(behind.context(), work)
