"""Tokens that have changed, and devices that arouse suspicion."""

from collections.abc import Iterable, Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.cards import Card, Expiry
from emulator.domain.codes import HolderVerified
from emulator.domain.notices import Receiver
from emulator.domain.pan import Pan
from emulator.domain.tokens import Actor, Alteration, State, Token, TokenAltered, TokenEvent, TokenMoved, TokenSuspected
from emulator.providers.mdes import statuses
from emulator.providers.mdes.issuer.schemas import (
    FundingAccount,
    NotifySuspiciousEvents,
    NotifyTokenUpdated,
    SealedTokenAndCard,
    TokenAndCard,
    TokenData,
    UpdatedToken,
)
from emulator.providers.mdes.issuer.schemas.notices import ReasonCode, SuspiciousEvent, SystemCounters, WalletCounters
from emulator.providers.mdes.issuer.service.listeners import listening
from emulator.providers.mdes.records import digitizations
from emulator.providers.mdes.schemas import CardAccountData
from emulator.storage.unit import Unit

ALTERATIONS: Final[Mapping[Alteration, ReasonCode]] = {
    Alteration.ACCOUNT: "FUNDING_ACCOUNT_UPDATE",
    Alteration.RENEWAL: "REDIGITIZATION_COMPLETE",
}


async def issuer_of_token(unit: Unit, event: TokenEvent | HolderVerified) -> Iterable[Receiver]:
    """Return where the issuer of the card listens; it is not told of tokens that MDES lets lapse, nor of details it gave itself."""
    is_news = not isinstance(event, TokenAltered) or event.alteration in ALTERATIONS
    return await listening(unit, event.token) if is_news and not _has_lapsed(event) else ()


async def issuer_of_suspected_token(unit: Unit, event: TokenSuspected) -> Iterable[Receiver]:
    """Return where the issuer of the card listens."""
    return await listening(unit, event.token)


async def token_updated(ctx: Context, unit: Unit, event: TokenEvent | HolderVerified) -> NotifyTokenUpdated:
    """Return what the issuer reads, the encrypted part still open."""
    token, reason = event.token, _reason(event)
    card = await card_of(unit, token)
    status = reason == "STATUS_UPDATE"
    updated = UpdatedToken(
        tokenUniqueReference=token.reference,
        status=statuses.STATUSES[token.state] if status else None,
        suspendedBy=statuses.suspended_by(token) if status else None,
        tokenExpiry=token.expiry.mmyy if reason == "REDIGITIZATION_COMPLETE" else None,
        fundingAccountInfo=FundingAccount(encryptedPayload=sealed_account(token, card)),
    )
    return NotifyTokenUpdated(requestId=ctx.ids.uuid(), reasonCode=reason, tokens=[updated])


async def suspicious_events(ctx: Context, unit: Unit, event: TokenSuspected) -> NotifySuspiciousEvents:
    """Return a report of the token's last counter, which the device claims to have used twice."""
    token = event.token
    record = await digitizations.of_token(unit, token.reference)
    found = SuspiciousEvent(
        eventName="REPLENISH",
        walletAtcStatus=WalletCounters(usedForDsrp=[token.atc]),
        systemAtcStatus=SystemCounters(atcAlreadyProcessed=[token.atc]),
    )
    return NotifySuspiciousEvents(
        requestId=ctx.ids.uuid(),
        tokenUniqueReference=token.reference,
        status=statuses.STATUSES[token.state],
        paymentAppInstanceId=record.app_instance if record else None,
        events=[found],
    )


def sealed_account(token: Token, card: Card) -> SealedTokenAndCard:
    """Return a token and its card, to be encrypted to the issuer."""
    token_data = TokenData(token=token.number.reveal(), expiryMonth=token.expiry.mm, expiryYear=token.expiry.yy)
    return SealedTokenAndCard(encryptedData=TokenAndCard(tokenData=token_data, cardAccountData=card_data(card.pan, card.expiry)))


def card_data(pan: Pan, expiry: Expiry | None) -> CardAccountData:
    """Return a card in the words of MDES."""
    return CardAccountData(accountNumber=pan.reveal(), expiryMonth=expiry.mm if expiry else None, expiryYear=expiry.yy if expiry else None)


def _reason(event: TokenEvent | HolderVerified) -> ReasonCode:
    if isinstance(event, HolderVerified):
        return "AUTHENTICATION_PERFORMED"
    return ALTERATIONS[event.alteration] if isinstance(event, TokenAltered) else "STATUS_UPDATE"


def _has_lapsed(event: TokenEvent | HolderVerified) -> bool:
    # Published: the issuer gets no notice of inactive tokens that are deleted after their 30 days.
    return isinstance(event, TokenMoved) and event.before is State.REQUESTED and event.cause.by is Actor.NETWORK
