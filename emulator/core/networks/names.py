"""What a network calls a token and its card where it speaks to the card's issuer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emulator.domain.tokens import Token
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from emulator.core.context import Context


@dataclass(frozen=True, slots=True)
class Names:
    """A token and its card, as issuers read them; `card` is None where the network has not named the card yet."""

    token: str
    card: str | None


async def names_of(ctx: "Context", unit: Unit, token: Token) -> Names:
    """Return the names that a token's network uses towards issuers; the vault's own where no API of the house serves the network."""
    offered = (api.wallets for api in ctx.house.apis if api.wallets)
    service = next((service for service in offered if service.network is token.network), None)
    return await service.names(ctx, unit, token) if service else Names(token.reference, token.card)
