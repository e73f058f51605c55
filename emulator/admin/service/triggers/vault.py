"""Events of the vault: what issuers, cardholders and networks do to tokens and cards without being asked by the app."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from emulator.admin.schemas.events.triggers import OfCard, OfToken
from emulator.core.context import Context
from emulator.core.provider import Trigger
from emulator.core.provisioning import NewAccount, aliases, change, replace_pan, token_to_change
from emulator.domain.cards import Card, Expiry
from emulator.domain.errors import IllegalTransition, UnknownCard, UnknownToken
from emulator.domain.pan import Pan, check_digit
from emulator.domain.tokens import Action, Actor, Cause, Token, move
from emulator.storage.unit import Unit

# How many of the newest tokens are looked at for one to which an event can happen.
LOOKED_AT: Final = 100
_LATEST: Final = 2**62


def _moved(action: Action, by: Actor) -> Callable[[Context, Unit, OfToken], Awaitable[list[str]]]:
    async def fire(ctx: Context, unit: Unit, message: OfToken) -> list[str]:
        cause = Cause(by, text=message.text)
        token = await token_of(unit, message.token, wanted=lambda one: bool(move(one, action, cause, at=ctx.now)))
        after = await change(ctx, unit, token, action=action, cause=cause)
        return [f"{token.reference} was {token.state} and is {after.state}"]

    return fire


async def token_of(unit: Unit, reference: str | None, *, wanted: Callable[[Token], bool]) -> Token:
    """Return the token that is named, or the newest that is wanted; `wanted` may also raise `IllegalTransition`.

    Raises:
        UnknownToken: there is none.
    """
    if reference:
        return await token_to_change(unit, reference)
    for token in await unit.tokens.newest(most=LOOKED_AT, before=_LATEST, after=""):
        with suppress(IllegalTransition):
            if wanted(token):
                return await token_to_change(unit, token.reference)
    raise UnknownToken(f"to none of the newest {LOOKED_AT} tokens of this namespace can this happen")


async def _replaced(ctx: Context, unit: Unit, message: OfCard) -> list[str]:
    card = await card_of(unit, message.card)
    number = Pan(message.number) if message.number else _fresh(ctx, card.pan)
    expiry = Expiry.of(message.expiry[:2], message.expiry[2:]) if message.expiry else card.expiry
    account = NewAccount(number, expiry)
    followers = await replace_pan(ctx, unit, card, account=account, cause=Cause(Actor.ISSUER))
    return [f"{card.reference} ends in {number.reveal()[-4:]}", *(f"{token.reference} follows it" for token in followers)]


async def card_of(unit: Unit, reference: str | None) -> Card:
    """Return the card that is named, by the network or by a provider, or the newest.

    Raises:
        UnknownCard: there is none.
    """
    if reference is not None:
        return await aliases.card_called(unit, reference)
    newest = await unit.cards.newest(most=1, before=_LATEST, after="")
    if not newest:
        raise UnknownCard("this namespace has no card")
    return newest[0]


def _fresh(ctx: Context, pan: Pan) -> Pan:
    digits = pan.reveal()
    # The first eight stay, so that it lies in the same account range.
    payload = digits[:8] + ctx.ids.digits(len(digits) - 9)
    return Pan(payload + check_digit(payload))


def _row(name: str, summary: str, *, action: Action, by: Actor) -> Trigger:
    return Trigger(name, summary, OfToken, _moved(action, by))


TRIGGERS: Final[tuple[Trigger, ...]] = (
    _row(
        "token.activated_by_issuer", "The issuer activates a token that waits for its cardholder.", action=Action.ACTIVATE, by=Actor.ISSUER
    ),
    _row("token.suspended_by_issuer", "The issuer suspends a token.", action=Action.SUSPEND, by=Actor.ISSUER),
    _row("token.resumed_by_issuer", "The issuer lifts its suspension.", action=Action.RESUME, by=Actor.ISSUER),
    _row("token.deleted_by_issuer", "The issuer deletes a token.", action=Action.DELETE, by=Actor.ISSUER),
    _row("token.suspended_by_wallet", "The wallet suspends a token: its phone was lost.", action=Action.SUSPEND, by=Actor.CARDHOLDER),
    _row("token.resumed_by_wallet", "The wallet lifts its suspension.", action=Action.RESUME, by=Actor.CARDHOLDER),
    _row("token.deleted_by_wallet", "The cardholder takes the card out of the wallet.", action=Action.DELETE, by=Actor.CARDHOLDER),
    _row("token.suspended_by_network", "The network suspends a token.", action=Action.SUSPEND, by=Actor.NETWORK),
    Trigger("card.replaced", "The issuer gives a card a new number; its tokens follow.", OfCard, _replaced),
)
