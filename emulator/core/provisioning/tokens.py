"""Tokens get a free number, and every move is written down and told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning.circumstances import Circumstances, keep
from emulator.domain.cards import Card, Expiry
from emulator.domain.decisions import Decision
from emulator.domain.errors import TooManyTokens, UnknownToken
from emulator.domain.tokens import (
    Action,
    Actor,
    Alteration,
    Cause,
    State,
    Token,
    TokenAltered,
    TokenCreated,
    TokenKind,
    move,
)
from emulator.storage.unit import Unit

# A new token lives this long (our own choice; the networks choose per range), and how many numbers we draw before giving up.
TOKEN_YEARS: Final = 5
DRAWS: Final = 8
# Two digits write no later year, and a world's clock may be moved far ahead.
LAST_YEAR: Final = 2099

Note = Callable[[Token], Awaitable[None]]
"""Writes down what one provider knows of a new token."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a requestor wants: `wallet` is the wallet id of a device token, `decision` what was decided about it.

    `circumstances` are what its wallet has said, where it has said something.
    """

    requestor: str
    kind: TokenKind
    decision: Decision
    wallet: str | None = None
    circumstances: Circumstances | None = None


async def _nothing(_token: Token) -> None:
    """Write nothing down."""


async def issue(ctx: Context, unit: Unit, card: Card, *, order: Order, note: Note = _nothing) -> Token:
    """Make a token for the card, active or waiting for the cardholder to be verified; note it, and announce it."""
    active = order.decision is Decision.APPROVED
    for _ in range(DRAWS):
        token = Token(
            reference=ctx.ids.token_reference(card.network),
            card=card.reference,
            requestor=order.requestor,
            network=card.network,
            kind=order.kind,
            number=ctx.ids.token_number(card.network),
            expiry=_new_expiry(ctx),
            state=State.ACTIVE if active else State.REQUESTED,
            holders=frozenset(),
            wallet=order.wallet,
            atc=0,
            created_at=ctx.now,
            changed_at=ctx.now,
            activated_at=ctx.now if active else None,
        )
        if await unit.tokens.add(token):
            break
    else:
        raise TooManyTokens("no free device account number was found")
    cause = Cause(Actor.REQUESTOR)
    await unit.tokens.record(token, cause, before=None, at=ctx.now)
    # Whoever hears of the token may ask what is known of it, so that is written down first.
    if order.circumstances:
        await keep(unit, token, order.circumstances)
    await note(token)
    await unit.emit(TokenCreated(token, cause))
    return token


async def change(ctx: Context, unit: Unit, token: Token, *, action: Action, cause: Cause) -> Token:
    """Move a token, write its history and announce the move.

    Raises:
        IllegalTransition: the token's state, or who holds it, does not allow the action.
    """
    event = move(token, action, cause, at=ctx.now)
    await unit.tokens.save(event.token)
    await unit.tokens.record(event.token, cause, before=event.before, at=ctx.now)
    await unit.emit(event)
    return event.token


async def renew(ctx: Context, unit: Unit, token: Token, *, cause: Cause) -> Token:
    """Give a token a new expiry, write its history and announce that it was digitized anew; number and state stay."""
    renewed = replace(token, expiry=_new_expiry(ctx))
    await unit.tokens.save(renewed)
    await unit.tokens.record(renewed, cause, before=token.state, at=ctx.now)
    await unit.emit(TokenAltered(Alteration.RENEWAL, renewed, cause))
    return renewed


async def token_to_change(unit: Unit, reference: str) -> Token:
    """Return a token and keep others from changing it until the unit ends.

    Raises:
        UnknownToken: no such token in this world.
    """
    token = await unit.tokens.hold(reference)
    if token is None:
        raise UnknownToken(reference)
    return token


def _new_expiry(ctx: Context) -> Expiry:
    return Expiry(min(ctx.now.year + TOKEN_YEARS, LAST_YEAR), ctx.now.month)
