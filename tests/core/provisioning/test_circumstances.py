"""What a wallet said is kept with the token."""

from emulator.core.context import Context, House
from emulator.core.provisioning.circumstances import Circumstances, Device, Wallet, circumstances_of, keep
from tests.core.provisioning.vault import a_card_of, a_token_of, do


async def test_what_was_said_is_read_back(house: House, ctx: Context) -> None:
    token = await a_token_of(house, ctx, await a_card_of(house, ctx))
    said = Circumstances("ic_1", Wallet.APPLE_PAY, Device("watch", "mine", ip_address="203.0.113.7"), {"account_trust_score": 4})

    await do(house, ctx, lambda unit: keep(unit, token, said))

    assert await do(house, ctx, lambda unit: circumstances_of(unit, token)) == said


async def test_a_token_of_which_nothing_was_said_has_none(house: House, ctx: Context) -> None:
    token = await a_token_of(house, ctx, await a_card_of(house, ctx))

    assert await do(house, ctx, lambda unit: circumstances_of(unit, token)) is None
