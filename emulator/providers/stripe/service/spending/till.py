"""Cards on phones pay: a tap with a card of this book is a purchase like any other, and the app is asked about it."""

from collections.abc import Mapping
from typing import Any, Final

from emulator.core.context import Context
from emulator.core.networks import Authorized, Purchase, Till
from emulator.domain.cards import Card
from emulator.domain.tokens import Token
from emulator.providers.stripe.schemas.merchant_categories import CODES
from emulator.providers.stripe.schemas.spending.authorizations import CreateAuthorization
from emulator.providers.stripe.service.books.kinds import CARD, TOKEN, Body
from emulator.providers.stripe.service.spending.authorizations import ask_about_purchase, create
from emulator.providers.stripe.service.spending.authorizations.requests import Window
from emulator.storage.unit import Unit

# Where several categories have one code, the first stands for all.
CATEGORIES: Final[Mapping[str, str]] = {code: category for category, code in reversed(tuple(CODES.items()))}


class StripeTill(Till):
    """Who answers for the cards of this book."""

    async def owns(self, ctx: Context, unit: Unit, card: Card) -> bool:
        """Say whether a card was issued here."""
        return bool(await unit.documents.by(CARD.kind, "_vault", card.reference))

    async def ask(self, ctx: Context, token: Token, purchase: Purchase) -> Window | None:
        """Ask the app in real time, as about any purchase."""
        message = await ctx.house.store.read(ctx.namespace.id, lambda unit: _purchase(unit, token, purchase))
        return await ask_about_purchase(ctx, message)

    async def settle(self, ctx: Context, unit: Unit, token: Token, *, purchase: Purchase) -> Authorized:
        """Decide the authorization, and hold its amount."""
        decided = await create(ctx, unit, await _purchase(unit, token, purchase))
        reason = None if decided["approved"] else decided["request_history"][-1]["reason"]
        return Authorized(decided["approved"], reason, decided["id"])


async def _purchase(unit: Unit, token: Token, purchase: Purchase) -> CreateAuthorization:
    known = await unit.documents.by(TOKEN.kind, "_vault", token.reference)
    category = CATEGORIES.get(purchase.mcc)
    told: dict[str, Any] = {
        "card": known[0]["card"] if known else await _card(unit, token),
        # Without a rate of exchange the card pays in its own currency what the shop asks for in another.
        "merchant_amount": purchase.amount,
        "merchant_currency": purchase.currency,
        "merchant_data": {"name": purchase.merchant, **({"category": category} if category else {})},
        "authorization_method": "contactless",
        **({"token": known[0]["id"]} if known else {}),
    }
    return CreateAuthorization.model_validate(told)


async def _card(unit: Unit, token: Token) -> str:
    """Return the card behind a token that came about before its card was issued here."""
    cards: list[Body] = await unit.documents.by(CARD.kind, "_vault", token.card)
    return str(cards[0]["id"])
