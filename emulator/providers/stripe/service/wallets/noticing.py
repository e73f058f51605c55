"""What the vault's tokens mean for this book: a token of a card that was issued here is one of its tokens, wherever it was made."""

from collections.abc import Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.networks import names_of
from emulator.core.provisioning.circumstances import Circumstances, Wallet, circumstances_of
from emulator.core.provisioning.wallets import WALLET_IDS
from emulator.domain.errors import IneligibleCard
from emulator.domain.tokens import Token, TokenAltered, TokenCreated, TokenMoved
from emulator.providers.stripe.service.books.changes import changed, created, newborn, seconds
from emulator.providers.stripe.service.books.kinds import CARD, CARDHOLDER, TOKEN, Body
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.service.books.wallets import ineligible_for
from emulator.providers.stripe.service.cards.standing import CANCELED
from emulator.storage.unit import Unit

_BY_ID: Final[Mapping[str | None, Wallet]] = {wallet_id: wallet for wallet, wallet_id in WALLET_IDS.items()}


async def appeared(ctx: Context, unit: Unit, event: TokenCreated) -> None:
    """Write down a new token of a card of this book, and tell of it.

    Raises:
        IneligibleCard: the card was canceled, or the wallet does not take it.
    """
    token = event.token
    cards = await unit.documents.by(CARD.kind, "_vault", token.card)
    if not cards:
        return
    circumstances = await circumstances_of(unit, token) or Circumstances()
    card = _meant(cards, circumstances.card)
    body = _body(ctx, token, circumstances)
    if reason := ineligible_for(body.get("wallet_provider", ""), card, await get(unit, CARDHOLDER, card["cardholder"])):
        raise IneligibleCard(f"the wallet does not take the card: {reason}")
    await created(ctx, unit, {**body, "card": card["id"]})
    if "wallet_provider" in body and card["wallets"]["primary_account_identifier"] is None:
        wallets = {**card["wallets"], "primary_account_identifier": (await names_of(ctx, unit, token)).card}
        await changed(ctx, unit, card, wallets=wallets)


async def moved(ctx: Context, unit: Unit, event: TokenMoved | TokenAltered) -> None:
    """Write down what became of a token, and tell of it."""
    for known in await unit.documents.by(TOKEN.kind, "_vault", event.token.reference):
        await changed(ctx, unit, known, status=event.token.state, network_updated_at=seconds(ctx))


def _meant(cards: list[Body], name: str | None) -> Body:
    """Return the card that was asked for; of several with one number the oldest that was not canceled."""
    usable = [card for card in cards if card["status"] != CANCELED]
    if not usable:
        raise IneligibleCard("the card was canceled")
    return next((card for card in usable if card["id"] == name), usable[0])


def _body(ctx: Context, token: Token, circumstances: Circumstances) -> Body:
    wallet = circumstances.wallet or _BY_ID.get(token.wallet)
    body = {
        **newborn(ctx, TOKEN),
        "device_fingerprint": circumstances.device.fingerprint,
        "last4": token.number.suffix,
        "network": token.network,
        "network_updated_at": seconds(ctx),
        "status": token.state,
        "_vault": token.reference,
    }
    return {**body, "wallet_provider": wallet} if wallet else body
