"""Work in units, and a card and a token to work with."""

from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from emulator.core.context import Context, House
from emulator.core.provisioning import Order, enrol, issue
from emulator.domain.cards import Card, Expiry
from emulator.domain.decisions import Decision
from emulator.domain.pan import Pan
from emulator.domain.tokens import Actor, Cause, Token, TokenKind
from emulator.storage.unit import Unit

T = TypeVar("T")
PAN: Final = Pan("5123456789012345")
EXPIRY: Final = Expiry(2030, 9)
ORDER: Final = Order("50123456789", TokenKind.CLOUD, Decision.APPROVED, wallet="216")
ISSUER: Final = Cause(Actor.ISSUER, "L", "lost")


async def do(house: House, ctx: Context, work: Callable[[Unit], Coroutine[Any, Any, T]]) -> T:
    """Do something in one unit."""
    done: T = await house.unit(ctx, work)
    return done


async def a_card_of(house: House, ctx: Context) -> Card:
    """A card in the vault."""
    return await do(house, ctx, lambda unit: enrol(ctx, unit, PAN, expiry=EXPIRY, holder="Anna"))


async def a_token_of(house: House, ctx: Context, card: Card) -> Token:
    """A token of the card."""
    return await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER))


async def tokens_of(house: House, card: Card) -> list[Token]:
    """Every token of the card."""
    return await house.store.read("default", lambda unit: unit.tokens.of_card(card.reference))
