"""What time does to tokens: those that nobody activates end."""

from datetime import datetime, timedelta
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change
from emulator.domain.pan import Network
from emulator.domain.tokens import Action, Actor, Cause, State
from emulator.providers.vts.moves import NOT_ACTIVATED
from emulator.storage.unit import Unit

# Our own choice: how long Visa waits for a cardholder is not published.
PATIENCE: Final = timedelta(days=30)
MOST: Final = 10_000


async def drop_unactivated(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    """Delete the Visa tokens that have waited for 30 days of the world's time; return a line for each."""
    waiting = await unit.tokens.older(State.REQUESTED, until=now - PATIENCE, most=MOST)
    dropped = [token for token in waiting if token.network is Network.VISA]
    for token in dropped:
        await change(ctx, unit, token, action=Action.DELETE, cause=Cause(Actor.NETWORK, NOT_ACTIVATED))
    return [f"token {token.reference} was not activated in {PATIENCE.days} days and is deleted" for token in dropped]


async def next_unactivated(unit: Unit, after: datetime) -> datetime | None:
    """Return the first moment after this one at which such a token ends."""
    made = await unit.tokens.first_made(State.REQUESTED, Network.VISA, after=after - PATIENCE)
    return made + PATIENCE if made else None
