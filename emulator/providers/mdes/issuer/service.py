"""Who is told of a token, and what."""

from collections.abc import Iterable

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.cards import Card
from emulator.domain.notices import Receiver
from emulator.domain.pan import Network
from emulator.domain.tokens import Actor, State, Token, TokenEvent, TokenMoved
from emulator.providers.mdes import statuses
from emulator.providers.mdes.issuer.schemas import (
    FundingAccount,
    NotifyTokenUpdated,
    SealedTokenAndCard,
    TokenAndCard,
    TokenData,
    UpdatedToken,
)
from emulator.providers.mdes.schemas import CardAccountData
from emulator.storage.unit import Unit


async def issuer_of_token(unit: Unit, event: TokenEvent) -> Iterable[Receiver]:
    """Return where the issuer of the card listens; nobody is told of tokens that MDES itself lets lapse."""
    if event.token.network is not Network.MASTERCARD or _has_lapsed(event):
        return ()
    card = await card_of(unit, event.token)
    issuer = await unit.parties.issuer(card.issuer)
    return (Receiver(issuer.handle, issuer.callback_url),) if issuer and issuer.callback_url else ()


async def token_updated(ctx: Context, unit: Unit, event: TokenEvent) -> NotifyTokenUpdated:
    """Return what the issuer reads, the encrypted part still open."""
    token = event.token
    card = await card_of(unit, token)
    updated = UpdatedToken(
        tokenUniqueReference=token.reference,
        status=statuses.STATUSES[token.state],
        suspendedBy=statuses.suspended_by(token),
        fundingAccountInfo=FundingAccount(encryptedPayload=SealedTokenAndCard(encryptedData=_account(token, card))),
    )
    return NotifyTokenUpdated(requestId=ctx.ids.uuid(), reasonCode="STATUS_UPDATE", tokens=[updated])


def _has_lapsed(event: TokenEvent) -> bool:
    # Published: the issuer gets no notice of inactive tokens that are deleted after their 30 days.
    return isinstance(event, TokenMoved) and event.before is State.REQUESTED and event.cause.by is Actor.NETWORK


def _account(token: Token, card: Card) -> TokenAndCard:
    return TokenAndCard(
        tokenData=TokenData(token=token.number.reveal(), expiryMonth=token.expiry.mm, expiryYear=token.expiry.yy),
        cardAccountData=CardAccountData(
            accountNumber=card.pan.reveal(),
            expiryMonth=card.expiry.mm if card.expiry else None,
            expiryYear=card.expiry.yy if card.expiry else None,
        ),
    )
