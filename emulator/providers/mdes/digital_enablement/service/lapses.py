"""What time does to tokens: those that nobody activates go back, those that expire are digitized anew or end."""

from datetime import UTC, datetime, timedelta
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of, change, renew
from emulator.domain.cards import Expiry
from emulator.domain.pan import Network
from emulator.domain.tokens import Action, Actor, Cause, State, Token
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES: the number of a token that nobody activates goes back to the pool.
PATIENCE: Final = timedelta(days=30)
# What the history shows. MDES has no codes for these, because it tells nobody of the first, and of the others in its own way.
NOT_ACTIVATED: Final = "NOT_ACTIVATED"
TOKEN_EXPIRED: Final = "TOKEN_EXPIRED"
CARD_EXPIRED: Final = "CARD_EXPIRED"
LIVING: Final = (State.ACTIVE, State.SUSPENDED)
MOST: Final = 10_000


async def drop_unactivated(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    """Delete the Mastercard tokens that have waited for 30 days of the world's time; return a line for each."""
    dropped = _mastercards(await unit.tokens.older(State.REQUESTED, until=now - PATIENCE, most=MOST))
    for token in dropped:
        await change(ctx, unit, token, action=Action.DELETE, cause=Cause(Actor.NETWORK, NOT_ACTIVATED))
    return [f"token {token.reference} was not activated in {PATIENCE.days} days and is deleted" for token in dropped]


async def next_unactivated(unit: Unit, after: datetime) -> datetime | None:
    """Return the first moment after this one at which such a token goes back."""
    made = await unit.tokens.first_made(State.REQUESTED, Network.MASTERCARD, after=after - PATIENCE)
    return made + PATIENCE if made else None


async def renew_expired(ctx: Context, unit: Unit, now: datetime) -> list[str]:
    """Give the Mastercard tokens whose last month is over a new expiry, or end those whose cards are over too.

    That a token outlives its expiry as long as its card does is our own choice; MDES only says that it may be digitized
    anew, and that the issuer is then told.
    """
    outlived = [token for state in LIVING for token in await _outlived(unit, state, now)]
    return [await _renewed(ctx, unit, token, now=now) for token in outlived]


async def next_expired(unit: Unit, after: datetime) -> datetime | None:
    """Return the first moment after this one at which the last month of such a token is over."""
    found = [await unit.tokens.first_expiry(state, Network.MASTERCARD, since=after.date()) for state in LIVING]
    return min((_end_of(expiry) for expiry in found if expiry), default=None)


def _end_of(expiry: Expiry) -> datetime:
    years, month = divmod(expiry.month, 12)
    return datetime(expiry.year + years, month + 1, 1, tzinfo=UTC)


async def _outlived(unit: Unit, state: State, now: datetime) -> list[Token]:
    return _mastercards(await unit.tokens.outlived(state, today=now.date(), most=MOST))


async def _renewed(ctx: Context, unit: Unit, token: Token, *, now: datetime) -> str:
    card = await card_of(unit, token)
    if card.expiry and card.expiry.passed(now.date()):
        await change(ctx, unit, token, action=Action.DELETE, cause=Cause(Actor.NETWORK, CARD_EXPIRED))
        return f"token {token.reference} has expired, its card too, and is deleted"
    renewed = await renew(ctx, unit, token, cause=Cause(Actor.NETWORK, TOKEN_EXPIRED))
    return f"token {token.reference} has expired and is digitized anew until {renewed.expiry.mm}/{renewed.expiry.year}"


def _mastercards(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.network is Network.MASTERCARD]
