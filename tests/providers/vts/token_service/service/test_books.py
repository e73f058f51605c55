"""Visa's books: every Visa token has a name for its issuer, wherever in the house it came about."""

import re

from emulator.core.context import House
from emulator.core.provisioning import Order, enrol, issue
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision
from emulator.domain.pan import Pan
from emulator.domain.tokens import Token, TokenKind
from emulator.providers.vts.records import provisionings
from emulator.storage.unit import Unit
from tests.providers.observer import NAMESPACE
from tests.providers.vts.caller import PAN, Caller
from tests.providers.vts.conftest import Observer


async def made_elsewhere(house: House, pan: str) -> Token:
    """A token that no Visa API was asked for."""
    ctx = house.context(house.home, cause="elsewhere")

    async def work(unit: Unit) -> Token:
        card = await enrol(ctx, unit, Pan(pan), expiry=Expiry(2049, 12))
        return await issue(ctx, unit, card, order=Order("50123456789", TokenKind.CLOUD, Decision.APPROVED))

    token: Token = await house.unit(ctx, work)
    return token


async def test_a_token_that_came_about_elsewhere_is_one_of_visas(house: House, visa: Caller) -> None:
    token = await made_elsewhere(house, PAN)

    answer = await visa.get(f"/vts/provisionedTokens/{token.reference}")

    body = await house.store.read(NAMESPACE, lambda unit: unit.documents.get(provisionings.KIND, token.reference))
    assert (answer.status, answer.body["tokenInfo"]["tokenStatus"]) == (200, "ACTIVE")
    assert body is not None
    assert re.fullmatch(r"DNITHE[0-9]{18}", body["token_reference_id"])


async def test_a_token_of_another_network_is_none_of_visas(house: House, visa: Caller) -> None:
    token = await made_elsewhere(house, "5555555555554444")

    answer = await visa.get(f"/vts/provisionedTokens/{token.reference[-32:]}")

    body = await house.store.read(NAMESPACE, lambda unit: unit.documents.get(provisionings.KIND, token.reference))
    assert (answer.status, body) == (404, None)


async def test_what_was_said_of_a_token_is_not_overwritten(visa: Caller, house: House, behind: Observer) -> None:
    reference = await visa.token()

    body = await house.store.read(NAMESPACE, lambda unit: unit.documents.get(provisionings.KIND, reference))

    assert body is not None
    assert body["said"]["clientAppID"] == "emulator-app"
    assert (await behind.token(reference)).requestor == "50123456789"
