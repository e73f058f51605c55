"""Who of the house serves a wallet: the network that a card belongs to, and the processor that answers when it pays."""

from emulator.core.context import Context
from emulator.core.networks import Till, WalletService
from emulator.domain.cards import Card
from emulator.domain.pan import Network
from emulator.storage.unit import Unit
from emulator.wallets.plain import PlainTill, PlainWallets


def service_of(ctx: Context, network: Network) -> WalletService:
    """Return what an API of the house does for a network's wallets; the vault's own rules where none does."""
    offered = (api.wallets for api in ctx.house.apis if api.wallets)
    return next((service for service in offered if service.network is network), PlainWallets(network))


async def till_of(ctx: Context, unit: Unit, card: Card) -> Till:
    """Return who answers for a card when it pays."""
    for till in (api.till for api in ctx.house.apis if api.till):
        if await till.owns(ctx, unit, card):
            return till
    return PlainTill()
