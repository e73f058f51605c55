"""An issuer sees the tokens of its own cards, and no others."""

import pytest

from emulator.core.context import House
from emulator.core.provisioning import Order, enrol, issue
from emulator.core.worlds import DEMO_SECRETS
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer
from emulator.domain.tokens import TokenKind
from emulator.domain.worlds import Credential
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import Caller, FrontDoor
from tests.providers.mdes.customer_service.desk import OTHER_PAN, PAN, Desk, tokenized
from tests.providers.observer import NAMESPACE

THEIRS = "c" * 48 + "!" + "d" * 48
EMPTY = (400, "EMPTY_RESULT", "INPUT")


@pytest.fixture
async def other_desk(client: FrontDoor, house: House) -> Desk:
    """The desk of a second issuer, which owns the cards that begin with 541234."""
    issuer = Issuer("second", "Second Bank", (AccountRange("5412340000000000000", "5412349999999999999", Network.MASTERCARD),))

    async def work(unit: Unit) -> None:
        await unit.parties.put(issuer)
        await unit.worlds.add_credential(Credential("mdes", THEIRS, NAMESPACE, {**DEMO_SECRETS, "issuer": issuer.id}))

    await house.unit(house.context(house.home, cause="test"), work)
    return Desk(Caller(client, consumer_key=THEIRS))


async def test_an_issuer_finds_its_own_tokens_alone(mdes: Caller, desk: Desk, other_desk: Desk) -> None:
    demo, theirs = await tokenized(mdes), await tokenized(mdes, OTHER_PAN)

    assert await other_desk.found(AccountPan=OTHER_PAN) == [theirs]
    assert await other_desk.refused("search", demo) == EMPTY
    # The demo credential speaks for every issuer.
    assert [await desk.found(TokenUniqueReference=reference) for reference in (demo, theirs)] == [[demo], [theirs]]


async def test_an_issuer_changes_its_own_tokens_alone(mdes: Caller, other_desk: Desk) -> None:
    demo, theirs = await tokenized(mdes), await tokenized(mdes, OTHER_PAN)

    await other_desk.about("token/suspend", theirs, ReasonCode="L")

    assert await other_desk.refused("token/suspend", demo, ReasonCode="L") == EMPTY
    assert await other_desk.refused("token/comments", demo) == EMPTY
    assert await other_desk.refused("token/update", CurrentAccountPan=PAN, NewAccountPan="5123456789012352") == EMPTY
    assert (await mdes.token(demo)).body["token"]["status"] == "ACTIVE"


async def test_tokens_of_another_network_are_nobodys_here(desk: Desk, house: House) -> None:
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> str:
        card = await enrol(ctx, unit, Pan("4111111111111111"), expiry=Expiry(2045, 9))
        return (await issue(ctx, unit, card, order=Order("50123456789", TokenKind.CLOUD, Decision.APPROVED))).reference

    visa = await house.unit(ctx, work)

    assert await desk.refused("search", visa.ljust(48, "0")) == EMPTY
    assert await desk.refused("search", AccountPan="4111111111111111") == EMPTY
