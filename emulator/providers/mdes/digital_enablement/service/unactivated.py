"""Tokens whose cardholder was never verified go back after a month."""

from datetime import datetime, timedelta
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change
from emulator.domain.pan import Network
from emulator.domain.tokens import Action, Actor, Cause, State
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES: the number of a token that nobody activates goes back to the pool.
PATIENCE: Final = timedelta(days=30)
# What the history shows. MDES has no code for it, because it tells nobody.
NOT_ACTIVATED: Final = "NOT_ACTIVATED"
MOST: Final = 10_000


async def drop_unactivated(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    """Delete the Mastercard tokens that have waited for 30 days of the world's time; return a line for each."""
    waiting = await unit.tokens.older(State.REQUESTED, until=now - PATIENCE, most=MOST)
    dropped = [token for token in waiting if token.network is Network.MASTERCARD]
    for token in dropped:
        await change(ctx, unit, token, action=Action.DELETE, cause=Cause(Actor.NETWORK, NOT_ACTIVATED))
    return [f"token {token.reference} was not activated in {PATIENCE.days} days and is deleted" for token in dropped]
