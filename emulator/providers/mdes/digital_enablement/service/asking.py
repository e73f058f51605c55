"""Asking the issuer before anything is written: whether a card may be tokenized, and how its cardholder can be verified."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from emulator.core.context import Asker, Context
from emulator.domain.cards import Card
from emulator.domain.codes import Channel
from emulator.domain.decisions import APPROVE, Decision, magic_of
from emulator.domain.errors import DomainError
from emulator.domain.parties import Issuer
from emulator.domain.tokens import State
from emulator.providers.mdes import methods
from emulator.providers.mdes.digital_enablement.schemas import DecisioningData
from emulator.providers.mdes.digital_enablement.service.decision import issuer_of_eligible
from emulator.providers.mdes.digital_enablement.service.wishes import Verdict, Wish
from emulator.providers.mdes.issuer import routes as issuer
from emulator.providers.mdes.issuer.schemas import (
    AccountToAuthorize,
    ActivationMethod,
    AuthorizeService,
    AuthorizeServiceAnswer,
    CardToAuthorize,
    DeviceInfo,
    Recommendation,
    RequestActivationMethods,
    SealedCardToAuthorize,
)
from emulator.providers.mdes.issuer.schemas.accounts import HolderToAuthorize
from emulator.providers.mdes.issuer.service.activation import correlation
from emulator.providers.mdes.issuer.service.updates import card_data
from emulator.providers.mdes.schemas import CardAccountData
from emulator.storage.unit import Unit

# 99 stands for "99 or more" (developer.mastercard.com, MDES Pre-Digitization).
MOST_TOKENS: Final = 99

Prepare = Callable[[Unit], Awaitable[Wish]]
"""Finds out what is asked for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an issuer is asked about; `card` is None for a number that the vault does not have."""

    wish: Wish
    issuer: Issuer
    card: Card | None
    active: int


async def consult(ctx: Context, prepare: Prepare) -> Verdict:
    """Return what the issuer says; nothing when nobody is asked, or nobody answers.

    Nobody is asked about a number that stands for an outcome, and nobody about a request that will be refused. Some
    numbers stand for an answer that takes its time.
    """
    subject = await _subject(ctx, prepare)
    if subject is None:
        return Verdict()
    magic = magic_of(subject.wish.account.pan)
    if magic.delay:
        await asyncio.sleep(magic.delay)
    if magic is not APPROVE:
        return Verdict()
    if ctx.house.asker is None or not subject.issuer.callback_url:
        return Verdict()
    return await _asked(ctx, ctx.house.asker, subject)


async def _subject(ctx: Context, prepare: Prepare) -> Subject | None:
    async def work(unit: Unit) -> Subject | None:
        try:
            wish = await prepare(unit)
            party = await issuer_of_eligible(ctx, unit, wish.account)
        except DomainError:
            return None
        card = await unit.cards.by_pan(wish.account.pan)
        active = await unit.tokens.count_of_card(card.reference, State.ACTIVE, most=MOST_TOKENS) if card else 0
        return Subject(wish, party, card, active)

    # What is drawn for the question is drawn from a stretch of its own.
    ctx.enter_unit()
    return await ctx.house.store.read(ctx.namespace.id, work)


async def _asked(ctx: Context, asker: Asker, subject: Subject) -> Verdict:
    question, party = _question(ctx, subject), subject.issuer
    asked = await asker.ask(ctx, issuer.AUTHORIZE, party=party, message=question)
    if asked.answer is None:
        return Verdict(correlation=question.correlationId)
    verdict = _verdict(asked.answer, question.correlationId)
    # Whoever vouches for the card with a signature needs no way to verify its holder.
    if verdict.decision is not Decision.REQUIRE_AUTHENTICATION or subject.wish.vouched:
        return verdict
    ways = await asker.ask(ctx, issuer.METHODS, party=party, message=_ways_wanted(ctx, question))
    named = _ways(ways.answer.activationMethods if ways.answer else None)
    return replace(verdict, ways=(*named, *verdict.ways))


def _verdict(answer: AuthorizeServiceAnswer, correlation_id: str) -> Verdict:
    account = answer.encryptedPayload.encryptedData if answer.encryptedPayload else None
    return Verdict(
        decision=Decision(answer.decision),
        ways=_ways(answer.activationMethods),
        alternate_account=account.alternateAccountIdentifier if account else None,
        transit=tuple(answer.tcis or ()),
        correlation=correlation_id,
    )


def _ways(named: list[ActivationMethod] | None) -> tuple[tuple[Channel, str], ...]:
    return tuple(methods.named((method.type, method.value) for method in named or ()))


def _question(ctx: Context, subject: Subject) -> AuthorizeService:
    wish = subject.wish
    return AuthorizeService(
        requestId=ctx.ids.uuid(),
        services=["DIGITIZATION"],
        fundingAccountInfo=_account(subject),
        correlationId=correlation(ctx),
        tokenType=wish.home.kind.value,
        tokenRequestorId=wish.requestor.id,
        walletId=wish.requestor.wallet,
        paymentAppInstanceId=wish.home.app_instance,
        accountIdHash=wish.thoughts.accountIdHash if wish.thoughts else None,
        mobileNumberSuffix=wish.thoughts.mobileNumberSuffix if wish.thoughts else None,
        consumerFacingEntityName=wish.requestor.name,
        activeTokenCount=str(subject.active),
        deviceInfo=DeviceInfo.model_validate(wish.home.device) if wish.home.device else None,
        walletProviderDecisioningInfo=_recommendation(wish.thoughts),
    )


def _ways_wanted(ctx: Context, question: AuthorizeService) -> RequestActivationMethods:
    told = question.model_dump(exclude={"requestId", "fundingAccountInfo"})
    return RequestActivationMethods(
        **{name: value for name, value in told.items() if name in RequestActivationMethods.model_fields},
        requestId=ctx.ids.uuid(),
        fundingAccountInfo=question.fundingAccountInfo,
        reasonCodes=["ADD_CARD"],
    )


def _account(subject: Subject) -> AccountToAuthorize:
    card, given = subject.card, subject.wish.given
    told = CardToAuthorize(
        cardAccountData=_card(subject.wish),
        source=given.source if given else None,
        paymentAccountReference=card.par if card else None,
        accountHolderData=_holder(subject.wish),
    )
    return AccountToAuthorize(
        panUniqueReference=card.reference if card else None, encryptedPayload=SealedCardToAuthorize(encryptedData=told)
    )


def _card(wish: Wish) -> CardAccountData:
    card = card_data(wish.account.pan, wish.account.expiry)
    given = wish.given.cardAccountData if wish.given else None
    return card.model_copy(update={"securityCode": given.securityCode}) if given else card


def _holder(wish: Wish) -> HolderToAuthorize | None:
    given = wish.given.accountHolderData if wish.given else None
    told = given.model_dump(exclude_none=True) if given else {}
    if wish.thoughts and wish.thoughts.deviceIpAddress:
        told["sourceIp"] = wish.thoughts.deviceIpAddress
    if wish.thoughts and wish.thoughts.deviceCurrentLocation:
        # One side separates latitude and longitude by a comma, the other by a slash.
        told["deviceLocation"] = wish.thoughts.deviceCurrentLocation.replace(",", "/")
    return HolderToAuthorize.model_validate(told) if told else None


def _recommendation(given: DecisioningData | None) -> Recommendation | None:
    if given is None:
        return None
    told: dict[str, Any] = given.model_dump(mode="json")
    told["recommendedDecision"] = told["recommendation"]
    told["recommendationStandardVersion"] = told["recommendationAlgorithmVersion"]
    return Recommendation.model_validate(told)
