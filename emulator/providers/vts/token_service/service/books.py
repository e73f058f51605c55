"""Visa's own books of tokens that came about elsewhere in the house: every Visa token has a name for its issuer."""

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.pan import Network
from emulator.domain.tokens import TokenCreated
from emulator.providers.vts.records import pans, provisionings
from emulator.storage.unit import Unit


async def note(ctx: Context, unit: Unit, event: TokenCreated) -> None:
    """Write down a new Visa token, unless that is done."""
    if event.token.network is not Network.VISA:
        return
    await pans.reference_of(ctx, unit, await card_of(unit, event.token))
    await provisionings.add(unit, provisionings.fresh(ctx, event.token))
