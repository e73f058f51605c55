"""Making a token: find the account, decide, record, and say what came of it."""

from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.cards import Card
from emulator.domain.decisions import Decision
from emulator.domain.parties import Requestor
from emulator.domain.tokens import State, Token
from emulator.providers.mdes import requestors
from emulator.providers.mdes.digital_enablement.schemas import SealedTokenDetail, TokenDetail, Tokenize, TokenizeAnswer
from emulator.providers.mdes.digital_enablement.service import tasks
from emulator.providers.mdes.digital_enablement.service.accounts import Account, Named, account_of
from emulator.providers.mdes.digital_enablement.service.asking import consult
from emulator.providers.mdes.digital_enablement.service.decision import decided
from emulator.providers.mdes.digital_enablement.service.wishes import Verdict, Wish, described, fulfil
from emulator.providers.mdes.issuer.service.updates import card_data
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.records import receipts
from emulator.providers.mdes.schemas import AccountHolderData
from emulator.storage.unit import Unit

# Which members of the holder's data a requestor gets, by what it has said that it takes.
TAKEN: Final = {
    "NAME": "accountHolderName",
    "ADDRESS": "accountHolderAddress",
    "EMAIL_ADDRESS": "accountHolderEmailAddress",
    "MOBILE_PHONE_NUMBER": "accountHolderMobilePhoneNumber",
}


async def ask_before_tokenize(ctx: Context, message: Tokenize) -> Verdict:
    """Return what the issuer says of the card."""
    return await consult(ctx, lambda unit: _wish(ctx, unit, message))


async def tokenize(ctx: Context, unit: Unit, message: Tokenize) -> TokenizeAnswer:
    """Make a token unless the card is declined; a card that has one already gets another."""
    await requestors.calling(ctx, unit, message.tokenRequestorId)
    await tasks.begin(unit, message.tokenRequestorId, message.taskId)
    wish = await _wish(ctx, unit, message)
    decision = await decided(ctx, unit, wish)
    if decision is Decision.DECLINED:
        return _declined(ctx, message)
    token, card = await fulfil(ctx, unit, wish, decision=decision)
    if wish.account.receipt:
        await receipts.use_up(unit, wish.account.receipt)
    answer = TokenizeAnswer(
        responseHost=answering_host(ctx),
        responseId=message.requestId,
        tokenDetail=detail_of(token, card),
        supportsAuthentication=True,
        **await described(ctx, unit, wish, token=token, card=card),
    )
    return answer.model_copy(update=_pushed(wish.account, wish.requestor, token))


async def _wish(ctx: Context, unit: Unit, message: Tokenize) -> Wish:
    requestor = await requestors.calling(ctx, unit, message.tokenRequestorId)
    return Wish(
        account=await account_of(ctx, unit, Named(message.fundingAccountInfo, requestor.id)),
        requestor=requestor,
        given=message.fundingAccountInfo.opened,
        named_by=message.fundingAccountInfo.tokenUniqueReference,
        vouched=message.tokenizationAuthenticationValue,
        thoughts=message.decisioningData,
        language=message.consumerLanguage,
    )


def _declined(ctx: Context, message: Tokenize) -> TokenizeAnswer:
    return TokenizeAnswer(responseHost=answering_host(ctx), responseId=message.requestId, decision="DECLINED", supportsAuthentication=False)


def detail_of(token: Token, card: Card) -> SealedTokenDetail:
    """Return what is encrypted to the requestor: number and expiry too, because the token lives on its server."""
    detail = TokenDetail(
        tokenNumber=token.number.reveal(),
        expiryMonth=token.expiry.mm,
        expiryYear=token.expiry.yy,
        paymentAccountReference=card.par,
    )
    return SealedTokenDetail(tokenUniqueReference=token.reference, encryptedData=detail)


def _pushed(account: Account, requestor: Requestor, token: Token) -> dict[str, Any]:
    """Return what a requestor is told of a pushed card: the owner only with an active token, and only what it takes."""
    if account.receipt is None or not requestor.account_holder_data:
        return {}
    taken = {TAKEN[kind] for kind in requestor.account_holder_data if kind in TAKEN}
    holder = {name: value for name, value in account.receipt.holder.items() if name in taken}
    told = {"accountHolderData": AccountHolderData.model_validate(holder)} if holder and token.state is State.ACTIVE else {}
    return {"cardAccountData": card_data(account.pan, account.expiry), **told}
