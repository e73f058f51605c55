"""Network tokens of cards: looked at, listed, moved by the issuer (docs.stripe.com/api/issuing/tokens)."""

from collections.abc import Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change, token_to_change
from emulator.domain.errors import IllegalTransition
from emulator.domain.tokens import Action, Actor, Cause, Token
from emulator.providers.stripe.schemas.wallets.tokens import ListTokens, RetrieveToken, UpdateToken
from emulator.providers.stripe.service.books.kinds import CARD, TOKEN, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove, NoSuchReference
from emulator.providers.stripe.service.books.shelf import find, get, hold
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

# What the issuer does to a token of each status so that it gets another.
ACTIONS: Final[Mapping[tuple[str, str], Action]] = {
    ("requested", "active"): Action.ACTIVATE,
    ("requested", "deleted"): Action.DELETE,
    ("active", "suspended"): Action.SUSPEND,
    ("active", "deleted"): Action.DELETE,
    ("suspended", "active"): Action.RESUME,
    ("suspended", "deleted"): Action.DELETE,
}
_BY_ISSUER: Final = Cause(Actor.ISSUER)


async def retrieve(_ctx: Context, unit: Unit, message: RetrieveToken) -> Body:
    """Look at a token."""
    return await get(unit, TOKEN, message.token)


async def update(ctx: Context, unit: Unit, message: UpdateToken) -> Body:
    """Move a token at its network; asking for what it is already changes nothing.

    Raises:
        IllegalMove: its status does not allow it, or its wallet keeps it suspended.
    """
    before = await hold(unit, TOKEN, message.token)
    if before["status"] == message.status:
        return before
    action = ACTIONS.get((before["status"], message.status))
    if action is None:
        raise _cannot(before, message)
    try:
        await change(ctx, unit, await token_to_change(unit, before["_vault"]), action=action, cause=_BY_ISSUER)
    except IllegalTransition:
        raise _cannot(before, message) from None
    # The vault told what happened, and this book with it.
    return await get(unit, TOKEN, message.token)


async def list_all(_ctx: Context, unit: Unit, message: ListTokens) -> Body:
    """List the tokens of a card.

    Raises:
        NoSuchReference: there is no such card.
    """
    if await find(unit, CARD, message.card) is None:
        raise NoSuchReference(CARD.called, message.card, param="card")
    return await page(unit, TOKEN, message)


def _cannot(token: Body, message: UpdateToken) -> IllegalMove:
    return IllegalMove(f"This token cannot be updated to '{message.status}' because its status is '{token['status']}'.", param="status")


async def asked_about(_ctx: Context, unit: Unit, token: Token) -> Mapping[str, str] | None:
    """Return how an account asks about a token of the vault, where it has issued the card."""
    known = await unit.documents.by(TOKEN.kind, "_vault", token.reference)
    return {"token": known[0]["id"]} if known else None
