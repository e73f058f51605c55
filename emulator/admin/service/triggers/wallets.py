"""Events of phones: a card goes into a wallet, and pays."""

from typing import Any, Final

from emulator.admin.schemas.events.triggers import OfPurchase, OfWallet
from emulator.admin.service.triggers.vault import card_of, token_of
from emulator.core.context import Context
from emulator.core.networks import Purchase
from emulator.core.provider import Trigger
from emulator.core.provisioning import wallets
from emulator.core.provisioning.circumstances import Circumstances
from emulator.core.provisioning.wallets import Wish
from emulator.domain.tokens import State, Token
from emulator.storage.unit import Unit
from emulator.wallets.phone import taps


async def _added(ctx: Context, unit: Unit, message: OfWallet) -> list[str]:
    card = await card_of(unit, message.card)
    wish = Wish(Circumstances(message.card or card.reference, message.wallet), message.path)
    added = await wallets.add(ctx, unit, card, wish=wish)
    token = f"{added.token.reference} is {added.token.state}" if added.token else "there is no token"
    return [f"{message.wallet} {added.decision}: {token}"]


async def _ask(ctx: Context, message: OfPurchase) -> Any:
    token: Token = await ctx.house.store.read(ctx.namespace.id, lambda unit: _paying(unit, message))
    return await taps.ask(ctx, token, _purchase(message))


async def _paid(ctx: Context, unit: Unit, message: OfPurchase) -> list[str]:
    token = await _paying(unit, message)
    paid = await taps.settle(ctx, unit, token.reference, purchase=_purchase(message))
    said = "was approved" if paid.authorized.approved else f"was declined: {paid.authorized.reason}"
    return [f"payment {paid.token.atc} of {token.reference} {said}"]


async def _paying(unit: Unit, message: OfPurchase) -> Token:
    return await token_of(unit, message.token, wanted=lambda token: token.state is State.ACTIVE)


def _purchase(message: OfPurchase) -> Purchase:
    return Purchase(message.amount, message.currency.lower(), message.merchant, message.category)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    Trigger("token.added", "A cardholder puts a card into a wallet.", OfWallet, _added),
    Trigger("token.paid", "A token pays at a shop; whoever issued its card decides.", OfPurchase, _paid, _ask),
)
