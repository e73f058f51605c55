"""Cards into the vault, tokens out of it, and every later move: used by all providers and by the phone alike."""

from dataclasses import dataclass, replace
from typing import Final

from emulator.core.context import Context
from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.decisions import Decision
from emulator.domain.errors import IneligibleCard, TooManyTokens, UnknownCard, UnknownToken
from emulator.domain.pan import Pan
from emulator.domain.tokens import Action, Actor, Cause, State, Token, TokenCreated, TokenKind, move
from emulator.storage.unit import Unit

# A new token lives this long (our own choice; the networks choose per range), and how many numbers we draw before giving up.
TOKEN_YEARS: Final = 5
DRAWS: Final = 8
# Two digits write no later year, and a world's clock may be moved far ahead.
LAST_YEAR: Final = 2099


@dataclass(frozen=True, slots=True)
class Order:
    """What a requestor wants: `wallet` is the wallet id of a device token, `decision` what was decided about it."""

    requestor: str
    kind: TokenKind
    decision: Decision
    wallet: str | None = None


async def enrol(ctx: Context, unit: Unit, pan: Pan, *, expiry: Expiry | None, holder: str | None = None) -> Card:
    """Return the vault's card for this PAN, made now if it is new; a newer expiry or name replaces the older.

    Raises:
        IneligibleCard: no issuer's account range holds it.
    """
    known = await unit.cards.by_pan(pan)
    if known is None:
        return await _add_card(ctx, unit, pan, expiry=expiry, holder=holder)
    updated = replace(known, expiry=expiry or known.expiry, holder=holder or known.holder)
    if updated != known:
        await unit.cards.save(updated)
    return updated


async def issue(ctx: Context, unit: Unit, card: Card, *, order: Order) -> Token:
    """Make a token for the card, active or waiting for the cardholder to be verified, and announce it."""
    active = order.decision is Decision.APPROVED
    for _ in range(DRAWS):
        token = Token(
            reference=ctx.ids.token_unique_reference(),
            card=card.reference,
            requestor=order.requestor,
            network=card.network,
            kind=order.kind,
            number=ctx.ids.token_number(card.network),
            expiry=Expiry(min(ctx.now.year + TOKEN_YEARS, LAST_YEAR), ctx.now.month),
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


async def token_to_change(unit: Unit, reference: str) -> Token:
    """Return a token and keep others from changing it until the unit ends.

    Raises:
        UnknownToken: no such token in this world.
    """
    token = await unit.tokens.hold(reference)
    if token is None:
        raise UnknownToken(reference)
    return token


async def card_of(unit: Unit, token: Token) -> Card:
    """Return the card behind a token."""
    card = await unit.cards.get(token.card)
    if card is None:
        raise UnknownCard(token.card)
    return card


async def _add_card(ctx: Context, unit: Unit, pan: Pan, *, expiry: Expiry | None, holder: str | None) -> Card:
    issuer = await unit.parties.issuer_of(pan)
    if issuer is None or pan.network is None:
        raise IneligibleCard("no issuer's account range holds this card")
    card = Card(
        reference=ctx.ids.pan_unique_reference(),
        par=ctx.ids.payment_account_reference(pan.network),
        pan=pan,
        expiry=expiry,
        network=pan.network,
        product=Product.CREDIT,
        holder=holder,
        issuer=issuer.id,
        created_at=ctx.now,
    )
    await unit.cards.add(card)
    return card
