"""A network without books of its own: the vault's rules."""

from typing import Any

import pytest

from emulator.core.context import House
from emulator.core.networks import Addition, Purchase
from emulator.core.provisioning import Order, enrol, issue
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision
from emulator.domain.errors import IneligibleCard
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import State, Token, TokenKind
from emulator.storage.unit import Unit
from emulator.wallets.apps import APPS, Wallet
from emulator.wallets.devices import phone_of
from emulator.wallets.plain import PlainTill, PlainWallets

VISA = "4761120010000492"
DECLINED = "4761120077770052"


def addition(number: str, *, vouched: bool = True) -> Addition:
    app = APPS[Wallet.APPLE]
    device = phone_of("default").device(app)
    return Addition(Pan(number), Expiry(2029, 12), None, app.requestor(Network.VISA), device, vouched)


async def added(house: House, wanted: Addition) -> Token | None:
    ctx = house.context(house.home)

    async def work(unit: Unit) -> Any:
        return await PlainWallets(Network.VISA).add(ctx, unit, wanted)

    token: Token | None = await house.unit(ctx, work)
    return token


@pytest.mark.parametrize(("vouched", "state"), [(True, State.ACTIVE), (False, State.REQUESTED)])
async def test_without_the_issuers_proof_nobody_is_approved_at_once(house: House, vouched: bool, state: State) -> None:
    token = await added(house, addition(VISA, vouched=vouched))

    assert token is not None
    assert token.state is state


async def test_a_declined_number_gets_nothing(house: House) -> None:
    assert await added(house, addition(DECLINED)) is None


async def test_another_networks_card_is_not_eligible(house: House) -> None:
    with pytest.raises(IneligibleCard):
        await added(house, addition("5204247750001471"))


async def test_a_declined_card_pays_nothing(house: House) -> None:
    ctx = house.context(house.home)

    async def work(unit: Unit) -> Any:
        card = await enrol(ctx, unit, Pan(DECLINED), expiry=Expiry(2029, 12))
        token = await issue(ctx, unit, card, order=Order("40010030273", TokenKind.EMBEDDED_SE, Decision.APPROVED))
        return await PlainTill().settle(ctx, unit, token, purchase=Purchase(1, "usd", "shop", "5999"))

    authorized = await house.unit(ctx, work)

    assert (authorized.approved, authorized.reason) == (False, "declined by the issuer")
