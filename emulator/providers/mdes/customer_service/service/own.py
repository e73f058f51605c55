"""The tokens that a caller may see: those of its own cards."""

from emulator.core import provisioning
from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.errors import UnknownToken
from emulator.domain.pan import Network
from emulator.domain.tokens import Token
from emulator.providers.mdes.requestors import bound_issuer
from emulator.storage.unit import Unit


async def sees(ctx: Context, unit: Unit, token: Token) -> bool:
    """Say whether a token is Mastercard's, and of a card of the caller's own."""
    if token.network is not Network.MASTERCARD:
        return False
    return bound_issuer(ctx) in {None, (await card_of(unit, token)).issuer}


async def own_token(ctx: Context, unit: Unit, reference: str) -> Token:
    """Return one of the caller's tokens, for reading.

    Raises:
        UnknownToken: there is none, or it is another issuer's, which is answered alike.
    """
    return await _own(ctx, unit, await unit.tokens.get(reference), reference=reference)


async def token_to_change(ctx: Context, unit: Unit, reference: str) -> Token:
    """Return one of the caller's tokens, and keep others from changing it until the unit ends. Raises as `own_token`."""
    return await _own(ctx, unit, await provisioning.token_to_change(unit, reference), reference=reference)


async def _own(ctx: Context, unit: Unit, token: Token | None, *, reference: str) -> Token:
    if token is None or not await sees(ctx, unit, token):
        raise UnknownToken(reference)
    return token
