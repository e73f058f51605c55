"""Cards and tokens as the vault holds them, masked unless asked, and the codes that cardholders have received."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from emulator.admin.schemas.vault import (
    CardPage,
    CardSeen,
    CardWhole,
    CodeList,
    CodeSeen,
    GetCard,
    GetToken,
    ListCards,
    ListCodes,
    ListTokens,
    MoveSeen,
    TokenPage,
    TokenSeen,
    TokenWhole,
)
from emulator.admin.service.entry import look
from emulator.admin.service.pages import Place, cut, place_at
from emulator.core.context import Context
from emulator.core.provisioning import codes
from emulator.domain.cards import Card, Expiry
from emulator.domain.codes import Code
from emulator.domain.errors import UnknownCard, UnknownToken
from emulator.domain.pan import Pan
from emulator.domain.tokens import Token
from emulator.storage.clockwork import micros
from emulator.storage.tokens import Move
from emulator.storage.unit import Unit

Show = Callable[[Pan], str]


async def list_tokens(ctx: Context, _unit: None, message: ListTokens) -> TokenPage:
    """Return the tokens of a world, newest first."""
    world, place = await look(ctx, message.namespace), place_at(message.cursor)

    async def work(unit: Unit) -> list[Token]:
        return await unit.tokens.newest(most=message.limit + 1, before=place[0], after=place[1])

    page = cut(await ctx.house.store.read(world.namespace.id, work), message.limit, _place_of)
    tokens = [TokenSeen(**_token(token, _shown(message))) for token in page.rows]
    return TokenPage(tokens=tokens, next_cursor=page.next_cursor)


async def get_token(ctx: Context, _unit: None, message: GetToken) -> TokenWhole:
    """Return one token with its history."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> TokenWhole:
        token = await unit.tokens.get(message.reference)
        if token is None:
            raise UnknownToken(f"there is no token {message.reference} in this namespace")
        history = [_move(move) for move in await unit.tokens.history(token.reference)]
        return TokenWhole(**_token(token, _shown(message)), history=history)

    return await ctx.house.store.read(world.namespace.id, work)


async def list_cards(ctx: Context, _unit: None, message: ListCards) -> CardPage:
    """Return the cards of a world, newest first."""
    world, place = await look(ctx, message.namespace), place_at(message.cursor)

    async def work(unit: Unit) -> list[Card]:
        return await unit.cards.newest(most=message.limit + 1, before=place[0], after=place[1])

    page = cut(await ctx.house.store.read(world.namespace.id, work), message.limit, _place_of)
    cards = [CardSeen(**_card(card, _shown(message))) for card in page.rows]
    return CardPage(cards=cards, next_cursor=page.next_cursor)


async def get_card(ctx: Context, _unit: None, message: GetCard) -> CardWhole:
    """Return one card with its tokens."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> CardWhole:
        card = await unit.cards.get(message.reference)
        if card is None:
            raise UnknownCard(f"there is no card {message.reference} in this namespace")
        tokens = [TokenSeen(**_token(token, _shown(message))) for token in await unit.tokens.of_card(card.reference)]
        return CardWhole(**_card(card, _shown(message)), tokens=tokens)

    return await ctx.house.store.read(world.namespace.id, work)


async def list_codes(ctx: Context, _unit: None, message: ListCodes) -> CodeList:
    """Return the one-time codes of a world, newest first: whoever plays the cardholder reads them here."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> list[Code]:
        if message.token:
            return await codes.of_token(unit, message.token)
        return await codes.latest(unit, most=message.limit)

    found = await ctx.house.store.read(world.namespace.id, work)
    return CodeList(codes=[code_seen(code, world.now) for code in found[: message.limit]])


def _place_of(row: Card | Token) -> Place:
    return micros(row.created_at), row.reference


def token_seen(token: Token) -> TokenSeen:
    """Return a token as this API shows it, masked."""
    return TokenSeen(**_token(token, str))


def _token(token: Token, show: Show) -> dict[str, Any]:
    return {
        "reference": token.reference,
        "card": token.card,
        "requestor": token.requestor,
        "network": token.network,
        "kind": token.kind,
        "number": show(token.number),
        "expiry": _month(token.expiry),
        "state": token.state,
        "holders": sorted(token.holders),
        "wallet": token.wallet,
        "atc": token.atc,
        "created_at": token.created_at,
        "changed_at": token.changed_at,
        "activated_at": token.activated_at,
    }


def _card(card: Card, show: Show) -> dict[str, Any]:
    return {
        "reference": card.reference,
        "par": card.par,
        "pan": show(card.pan),
        "expiry": _month(card.expiry) if card.expiry else None,
        "network": card.network,
        "product": card.product,
        "holder": card.holder,
        "issuer": card.issuer,
        "created_at": card.created_at,
    }


def _shown(message: ListTokens | GetToken | ListCards | GetCard) -> Show:
    return Pan.reveal if message.reveal else str


def _month(expiry: Expiry) -> str:
    return f"{expiry.year}-{expiry.mm}"


def _move(move: Move) -> MoveSeen:
    return MoveSeen(before=move.before, after=move.after, by=move.cause.by, code=move.cause.code, text=move.cause.text, at=move.at)


def code_seen(code: Code, now: datetime) -> CodeSeen:
    """Return a code as this API shows it at this moment of its world."""
    return CodeSeen(
        id=code.id,
        token=code.token,
        purpose=code.purpose,
        digits=code.digits,
        channel=code.method.channel,
        address=code.method.address,
        made_at=code.made_at,
        expires_at=code.expires_at,
        sent=code.sent,
        attempts_left=code.left,
        used=code.used,
        alive=code.alive(now),
    )
