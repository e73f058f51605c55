"""What issuers read of tokens."""

import pytest

from emulator.core.context import Context, House
from emulator.core.networks import Names, names_of
from emulator.core.provisioning import enrol, issue
from emulator.domain.pan import Pan
from emulator.storage.unit import Unit
from tests.core.provisioning.vault import EXPIRY, ORDER, do


@pytest.mark.parametrize("number", ["5123456789012345", "4111111111111111"])
async def test_where_no_api_serves_a_network_the_vaults_names_do(house: House, ctx: Context, number: str) -> None:
    async def work(unit: Unit) -> tuple[Names, Names]:
        card = await enrol(ctx, unit, Pan(number), expiry=EXPIRY)
        token = await issue(ctx, unit, card, order=ORDER)
        return await names_of(ctx, unit, token), Names(token.reference, card.reference)

    read, kept = await do(house, ctx, work)

    assert read == kept
