"""What MDES tells and asks the issuer, one function for each operation."""

import logging
from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..bootstrap import IssuerApp
from ..logs import LOGGER
from ..mdes.answering import sealed
from ..mdes.authorization import Case, Decision, answer, decide, methods_for
from ..mdes.notices import digest_of, open_notice
from ..mdes.opening import opened
from ..mdes.schemas import (
    AccountInformation,
    AccountStanding,
    ActivationMethod,
    ActivationMethods,
    Authorization,
    AuthorizeService,
    CardToAuthorize,
    DeliverActivationCode,
    DeliverAuthenticationCode,
    GetAccountInformation,
    IssuerReply,
    NotifyServiceActivated,
    NotifySuspiciousEvents,
    NotifyTokenUpdated,
    OpenedPayload,
    RequestActivationMethods,
    ValidateActivationCode,
    Validation,
)
from ..mdes.standing import standing_of
from ..pan import Pan
from ..rules import Rule
from ..storage import cards, codes
from ..storage.codes import Delivery
from ..storage.tokens import take_notice

log = logging.getLogger(LOGGER)

Path = Mapping[str, str]


async def notify_token_updated(app: IssuerApp, _path: Path, message: NotifyTokenUpdated) -> IssuerReply:
    """Take what MDES tells about tokens.

    Raises NoticeRefused.
    """
    now = app.world.now()
    news = open_notice(message, app.keys.notice_opening, now)
    digest = digest_of(message)
    await app.database.run(lambda session: take_notice(session, app.vault, digest=digest, news=news, now=now))
    log.info("notice.taken", extra={"reason": message.reasonCode, "tokens": [one.reference for one in news]})
    return IssuerReply(responseId=message.requestId)


async def notify_service_activated(app: IssuerApp, _path: Path, message: NotifyServiceActivated) -> IssuerReply:
    """Take that a token has come to life: how it stands is told by notifyTokenUpdated.

    Raises NoticeRefused.
    """
    account = message.fundingAccountInfo
    opened(account, app.keys.notice_opening, plain=OpenedPayload, now=app.world.now())
    log.info("service.activated", extra={"token": account.tokenUniqueReference, "decision": message.decision, "by": message.decisionMadeBy})
    return IssuerReply(responseId=message.requestId)


async def notify_suspicious_events(_app: IssuerApp, _path: Path, message: NotifySuspiciousEvents) -> IssuerReply:
    """Take that a device's counters do not fit; what to do about it is for people to decide."""
    log.warning("token.suspected", extra={"token": message.tokenUniqueReference, "events": [one.eventName for one in message.events]})
    return IssuerReply(responseId=message.requestId)


async def authorize_service(app: IssuerApp, _path: Path, message: AuthorizeService) -> Authorization:
    """Decide whether a card may be tokenized.

    Raises NoticeRefused.
    """
    now = app.world.now()
    asked = opened(message.fundingAccountInfo, app.keys.notice_opening, plain=CardToAuthorize, now=now)
    pan = Pan(asked.cardAccountData.accountNumber)

    def work(session: Session) -> tuple[Rule[Case, Decision], Authorization]:
        case = Case(cards.card_of(session, app.vault, pan), message, now.date())
        rule = decide(case)
        return rule, answer(case, rule, app.keys.answer_sealing)

    rule, told = await app.database.run(work)
    log.info("service.authorized", extra={"rule": rule.name, "decision": rule.outcome})
    return told


async def request_activation_methods(app: IssuerApp, _path: Path, message: RequestActivationMethods) -> ActivationMethods:
    """Name the ways to verify a card's owner: none for a card that is not ours, or whose expiry is another.

    Raises NoticeRefused.
    """
    asked = opened(message.fundingAccountInfo, app.keys.notice_opening, plain=CardToAuthorize, now=app.world.now())
    given = asked.cardAccountData

    def work(session: Session) -> list[ActivationMethod]:
        card = cards.card_of(session, app.vault, Pan(given.accountNumber))
        return methods_for(card) if card and cards.expires_as(card, given.expiryMonth, given.expiryYear) else []

    return ActivationMethods(responseId=message.requestId, activationMethods=await app.database.run(work))


async def deliver_activation_code(app: IssuerApp, _path: Path, message: DeliverActivationCode) -> IssuerReply:
    """Send a code to the cardholder: into the inbox."""
    delivery = Delivery(
        request_id=message.requestId,
        token_reference=message.tokenUniqueReference,
        purpose=codes.ACTIVATION,
        method=message.activationMethod.type[:64],
        address=message.activationMethod.value[:64],
        code=message.activationCode,
        expires_at=message.expirationDateTime,
    )
    return await _delivered(app, delivery)


async def deliver_authentication_code(app: IssuerApp, _path: Path, message: DeliverAuthenticationCode) -> IssuerReply:
    """Send a code to the holder of a living token: into the inbox.

    Raises NoticeRefused.
    """
    account = message.fundingAccountInfo
    opened(account, app.keys.notice_opening, plain=OpenedPayload, now=app.world.now())
    delivery = Delivery(
        request_id=message.requestId,
        token_reference=account.tokenUniqueReference,
        purpose=codes.AUTHENTICATION,
        method="TEXT_TO_CARDHOLDER_NUMBER",
        address="***",
        code=message.authenticationCode,
        expires_at=message.expirationDateTime,
    )
    return await _delivered(app, delivery)


async def validate_activation_code(app: IssuerApp, _path: Path, message: ValidateActivationCode) -> Validation:
    """Say whether a code that this app made is right."""
    now = app.world.now()
    result = await app.database.run(lambda session: codes.validate(session, message.tokenUniqueReference, message.activationCode, now=now))
    log.info("code.validated", extra={"token": message.tokenUniqueReference, "result": result})
    return Validation(responseId=message.requestId, result=result)


async def get_account_information(app: IssuerApp, _path: Path, message: GetAccountInformation) -> AccountInformation:
    """Say how an account stands.

    Raises NoticeRefused.
    """
    now = app.world.now()
    asked = opened(message.fundingAccountInfo, app.keys.notice_opening, plain=CardToAuthorize, now=now)

    def work(session: Session) -> AccountStanding:
        return standing_of(cards.card_of(session, app.vault, Pan(asked.cardAccountData.accountNumber)), now)

    standing = await app.database.run(work)
    return AccountInformation(responseId=message.requestId, encryptedPayload=sealed(standing, app.keys.answer_sealing))


async def _delivered(app: IssuerApp, delivery: Delivery) -> IssuerReply:
    now, chance = app.world.now(), app.world.random(codes.LENGTH)
    await app.database.run(lambda session: codes.take(session, delivery, now=now, chance=chance))
    log.info("code.sent", extra={"token": delivery.token_reference, "purpose": delivery.purpose, "method": delivery.method})
    return IssuerReply(responseId=delivery.request_id)
