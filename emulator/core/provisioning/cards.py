"""Cards come into the vault once, and keep their references when their number changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from emulator.core.context import Context
from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.errors import IneligibleCard, InvalidField, UnknownCard
from emulator.domain.pan import Pan
from emulator.domain.parties import AccountRange
from emulator.domain.tokens import Alteration, Audience, Cause, State, Token, TokenAltered
from emulator.storage.unit import Unit

# Only these follow a new number: the others are not alive, or not yet.
LIVING: Final = frozenset({State.ACTIVE, State.SUSPENDED})


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is new about an account: its number, its expiry, or both. `audience` says who is told."""

    pan: Pan | None = None
    expiry: Expiry | None = None
    audience: Audience = Audience.ALL


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


async def card_of(unit: Unit, token: Token) -> Card:
    """Return the card behind a token."""
    card = await unit.cards.get(token.card)
    if card is None:
        raise UnknownCard(token.card)
    return card


async def replace_pan(ctx: Context, unit: Unit, card: Card, *, account: NewAccount, cause: Cause) -> list[Token]:
    """Give a card a new number or expiry, and tell of each living token of it; return those.

    The card keeps its reference and its PAR, and the tokens theirs; the old number is found no more.

    Raises:
        IneligibleCard: the new number lies in another account range.
        InvalidField: the new number belongs to another card of the vault.
    """
    await _check_number(unit, card, account.pan)
    await unit.cards.save(replace(card, pan=account.pan or card.pan, expiry=account.expiry or card.expiry))
    followers = [token for token in await unit.tokens.of_card(card.reference) if token.state in LIVING]
    for token in followers:
        await _tell(ctx, unit, token, account=account, cause=cause)
    return followers


async def remap(ctx: Context, unit: Unit, token: Token, *, account: NewAccount, cause: Cause) -> Token:
    """Put one token on another number of the same account, and leave its card's other tokens where they are.

    Where the number is new, the token gets a card of its own with the PAR of the old one. Without a new number this is
    `replace_pan` for the token's card, because a card has one expiry.

    Raises:
        IneligibleCard: the new number lies in another account range.
        InvalidField: the new number belongs to a card with another PAR.
    """
    card = await card_of(unit, token)
    if account.pan is None or account.pan == card.pan:
        await replace_pan(ctx, unit, card, account=account, cause=cause)
        return token
    target = await unit.cards.by_pan(account.pan)
    await _check_number(unit, card, account.pan if target is None or target.par != card.par else None)
    if target is None:
        target = replace(card, reference=ctx.ids.card_reference(card.network), pan=account.pan, created_at=ctx.now)
        await unit.cards.add(target)
    if account.expiry:
        await unit.cards.save(replace(target, expiry=account.expiry))
    moved = replace(token, card=target.reference)
    await unit.tokens.save(moved)
    await _tell(ctx, unit, moved, account=account, cause=cause)
    return moved


async def _tell(ctx: Context, unit: Unit, token: Token, *, account: NewAccount, cause: Cause) -> None:
    await unit.tokens.record(token, cause, before=token.state, at=ctx.now)
    await unit.emit(TokenAltered(Alteration.ACCOUNT, token, cause, account.audience))


async def _check_number(unit: Unit, card: Card, pan: Pan | None) -> None:
    if pan is None or pan == card.pan:
        return
    ranges = [known for issuer in await unit.parties.issuers() for known in issuer.ranges]
    if _range_of(card.pan, ranges) != _range_of(pan, ranges):
        raise IneligibleCard("the new number lies in another account range")
    if await unit.cards.by_pan(pan):
        raise InvalidField("pan")


def _range_of(pan: Pan, ranges: Iterable[AccountRange]) -> AccountRange | None:
    return min((known for known in ranges if known.holds(pan)), key=lambda known: int(known.high) - int(known.low), default=None)


async def _add_card(ctx: Context, unit: Unit, pan: Pan, *, expiry: Expiry | None, holder: str | None) -> Card:
    issuer = await unit.parties.issuer_of(pan)
    if issuer is None or pan.network is None:
        raise IneligibleCard("no issuer's account range holds this card")
    card = Card(
        reference=ctx.ids.card_reference(pan.network),
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
