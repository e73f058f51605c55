"""What Visa tells and asks the issuer, one function for each operation."""

import logging
from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..bootstrap import IssuerApp
from ..errors import NoticeRefused
from ..logs import LOGGER
from ..pan import Pan
from ..storage import cards, codes
from ..storage.models import VirtualCard
from ..storage.tokens import take_notice
from ..visa.approval import Case, decide
from ..visa.methods import CARRIES_CODES, delivery_of, methods_for
from ..visa.notices import digest_of, news_of
from ..visa.opening import opened
from ..visa.refusals import DATA, UNKNOWN_METHOD, UNKNOWN_TOKEN, MessageRefused
from ..visa.schemas import (
    Approval,
    ApproveProvisioning,
    CardAndToken,
    Nothing,
    PasscodeSent,
    SendPasscode,
    TokenChanged,
    VerificationMethodList,
    VerificationMethods,
)

log = logging.getLogger(LOGGER)

Url = Mapping[str, str]
"""What stands in the URL, by name: parts of the path, and the query."""


async def approve_provisioning(app: IssuerApp, url: Url, message: ApproveProvisioning) -> Approval:
    """Decide whether a card may have a token.

    Raises MessageRefused.
    """
    plain, today = opened(message.encryptedData, app.visa_keys), app.world.now().date()
    rule = await app.database.run(lambda session: decide(Case(_card(session, app, plain), message, plain, today)))
    log.info("provisioning.approved", extra={"token": url["tokenReferenceID"], "rule": rule.name, "decision": rule.outcome})
    return Approval(actionCode=rule.outcome)


async def cardholder_verification_methods(app: IssuerApp, _url: Url, message: VerificationMethods) -> VerificationMethodList:
    """Name the ways to verify a card's owner: none for a card that is not ours.

    Raises MessageRefused.
    """
    plain = opened(message.encryptedData, app.visa_keys)

    def work(session: Session) -> VerificationMethodList:
        card = _card(session, app, plain)
        return VerificationMethodList(cardholderVerificationMethods=methods_for(card) if card else [])

    return await app.database.run(work)


async def send_passcode(app: IssuerApp, _url: Url, message: SendPasscode) -> PasscodeSent:
    """Send a code to the cardholder: into the inbox.

    Raises MessageRefused.
    """
    plain, now = opened(message.encryptedData, app.visa_keys), app.world.now()

    def work(session: Session) -> PasscodeSent:
        card = _card(session, app, plain)
        if card is None:
            return _unsent(UNKNOWN_TOKEN, "the token is not of our card")
        if message.otpMethodIdentifier not in CARRIES_CODES:
            return _unsent(UNKNOWN_METHOD, "no code is sent this way")
        codes.take(session, delivery_of(message, card), now=now, chance=b"")
        return PasscodeSent(actionCode="00")

    answer = await app.database.run(work)
    log.info("code.sent", extra={"token": message.tokenReferenceID, "method": message.otpMethodIdentifier, "action": answer.actionCode})
    return answer


async def token_changed(app: IssuerApp, url: Url, message: TokenChanged) -> Nothing:
    """Take what Visa tells about a token.

    Raises MessageRefused.
    """
    news = news_of(url["tokenReferenceID"], message, opened(message.encryptedData, app.visa_keys))
    digest, now = digest_of(url.get("eventID", "")), app.world.now()
    try:
        await app.database.run(lambda session: take_notice(session, app.vault, digest=digest, news=[news], now=now))
    except NoticeRefused as refused:
        raise MessageRefused(DATA, str(refused)) from None
    log.info("notice.taken", extra={"reason": message.messageReasonCode, "tokens": [news.reference]})
    return Nothing()


def _card(session: Session, app: IssuerApp, plain: CardAndToken) -> VirtualCard | None:
    return cards.card_of(session, app.vault, Pan(plain.cardholderInfo.primaryAccountNumber))


def _unsent(code: str, description: str) -> PasscodeSent:
    return PasscodeSent(actionCode="01", errorCode=code, errorDescription=description)
