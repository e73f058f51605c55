"""Tap to pay: a purchase with a token, decided by whoever issued its card."""

from typing import Any

from emulator.core.context import Context
from emulator.core.networks import Authorized, Paid, Purchase, Tap, Till
from emulator.core.provisioning import card_of, token_to_change
from emulator.domain.errors import IllegalTransition
from emulator.domain.tokens import State, Token
from emulator.storage.unit import Unit
from emulator.wallets.phone import passes
from emulator.wallets.phone.passes import Held
from emulator.wallets.services import service_of, till_of


async def tap(ctx: Context, pass_id: str, purchase: Purchase) -> Paid:
    """Hold the phone to a terminal; the payment is written down, approved or not.

    Raises:
        UnknownPass: there is no such pass.
        IllegalTransition: the token is not active, so the phone does not even try.
    """
    held: Held = await ctx.house.store.read(ctx.namespace.id, lambda unit: passes.get(unit, pass_id))
    ctx.asked = await ask(ctx, held.token, purchase)

    async def work(unit: Unit) -> Paid:
        return await settle(ctx, unit, held.token.reference, purchase=purchase)

    paid: Paid = await ctx.house.unit(ctx, work)
    return paid


async def ask(ctx: Context, token: Token, purchase: Purchase) -> Any:
    """Ask whoever issued the card about a purchase, outside any unit; the answer belongs into `ctx.asked`.

    Raises:
        IllegalTransition: the token is not active, so the phone does not even try.
    """
    _check_active(token)
    till: Till = await ctx.house.store.read(ctx.namespace.id, lambda unit: _till(ctx, unit, token))
    return await till.ask(ctx, token, purchase)


async def settle(ctx: Context, unit: Unit, reference: str, *, purchase: Purchase) -> Paid:
    """Write a payment down as its issuer decided.

    Raises:
        UnknownToken: there is no such token.
        IllegalTransition: it is not active any more.
    """
    token = await token_to_change(unit, reference)
    _check_active(token)
    till = await _till(ctx, unit, token)
    authorized: Authorized = await till.settle(ctx, unit, token, purchase=purchase)
    # What was decided may have been written beside the token, so it is read again before it is counted.
    paying = await token_to_change(unit, token.reference)
    return await service_of(ctx, token.network).pay(ctx, unit, Tap(paying, purchase, authorized))


async def _till(ctx: Context, unit: Unit, token: Token) -> Till:
    return await till_of(ctx, unit, await card_of(unit, token))


def _check_active(token: Token) -> None:
    if token.state is not State.ACTIVE:
        raise IllegalTransition(token.state, "pay")
