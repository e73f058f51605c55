"""Asking the issuer whether a card may be tokenized, before anything is written."""

from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.cards import Card
from emulator.domain.decisions import Decision, magic_of
from emulator.domain.errors import DomainError
from emulator.domain.parties import Issuer
from emulator.domain.tokens import State
from emulator.providers.mdes import requestors
from emulator.providers.mdes.digital_enablement.schemas import Tokenize
from emulator.providers.mdes.digital_enablement.service.accounts import Account, account_of
from emulator.providers.mdes.issuer import routes as issuer
from emulator.providers.mdes.issuer.schemas import (
    AccountToAuthorize,
    AuthorizeService,
    CardToAuthorize,
    Recommendation,
    SealedCardToAuthorize,
)
from emulator.providers.mdes.schemas import CardAccountData
from emulator.storage.unit import Unit

AUTHORIZE: Final = issuer.QUESTIONS[0]

# 99 stands for "99 or more" (developer.mastercard.com, MDES Pre-Digitization).
MOST_TOKENS: Final = 99


async def ask_the_issuer(ctx: Context, message: Tokenize) -> Decision | None:
    """Return the issuer's decision; None when nobody is asked, or nobody answers: then the network's own rules decide.

    Nobody is asked about a number that stands for an outcome, and nobody about a request that will be refused.
    """

    async def work(unit: Unit) -> tuple[Issuer, AuthorizeService] | None:
        try:
            return await _question(ctx, unit, message)
        except DomainError:
            return None

    prepared = await ctx.house.unit(ctx, work)
    if prepared is None or ctx.house.asker is None:
        return None
    asked = await ctx.house.asker.ask(ctx, AUTHORIZE, party=prepared[0], message=prepared[1])
    return Decision(asked.answer.decision) if asked.answer else None


async def _question(ctx: Context, unit: Unit, message: Tokenize) -> tuple[Issuer, AuthorizeService] | None:
    requestor = await requestors.known(unit, message.tokenRequestorId)
    account = await account_of(ctx, unit, message)
    asked = await unit.parties.issuer_of(account.pan)
    if asked is None or not asked.callback_url or magic_of(account.pan).code != "000":
        return None
    card = await unit.cards.by_pan(account.pan)
    question = AuthorizeService(
        requestId=ctx.ids.uuid(),
        services=["DIGITIZATION"],
        fundingAccountInfo=AccountToAuthorize(encryptedPayload=SealedCardToAuthorize(encryptedData=_card(account, message))),
        correlationId=f"D{ctx.ids.digits(11)}",
        tokenType="CLOUD",
        tokenRequestorId=requestor.id,
        walletId=requestor.wallet,
        consumerFacingEntityName=requestor.name,
        activeTokenCount=str(min(await _active(unit, card), MOST_TOKENS)),
        walletProviderDecisioningInfo=_recommendation(message),
    )
    return asked, question


def _card(account: Account, message: Tokenize) -> CardToAuthorize:
    opened = message.fundingAccountInfo.opened
    given = opened.cardAccountData if opened else None
    card = CardAccountData(
        accountNumber=account.pan.reveal(),
        expiryMonth=account.expiry.mm if account.expiry else None,
        expiryYear=account.expiry.yy if account.expiry else None,
        securityCode=given.securityCode if given else None,
    )
    return CardToAuthorize(cardAccountData=card, source=opened.source if opened else None)


async def _active(unit: Unit, card: Card | None) -> int:
    tokens = await unit.tokens.of_card(card.reference) if card else []
    return sum(token.state is State.ACTIVE for token in tokens)


def _recommendation(message: Tokenize) -> Recommendation | None:
    given = message.decisioningData
    if given is None:
        return None
    told: dict[str, Any] = given.model_dump(mode="json")
    told["recommendedDecision"] = told["recommendation"]
    told["recommendationStandardVersion"] = told["recommendationAlgorithmVersion"]
    return Recommendation.model_validate(told)
