"""Making a token: find the account, decide, record, and say what came of it."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from emulator.core.context import Context
from emulator.core.provisioning import Order, enrol, issue
from emulator.domain.cards import Card
from emulator.domain.decisions import Decision
from emulator.domain.parties import Requestor
from emulator.domain.tokens import State, Token, TokenKind
from emulator.providers.mdes import products, receipts, requestors
from emulator.providers.mdes.digital_enablement.schemas import SealedTokenDetail, TokenDetail, Tokenize, TokenizeAnswer
from emulator.providers.mdes.digital_enablement.service import tasks
from emulator.providers.mdes.digital_enablement.service.accounts import Account, account_of
from emulator.providers.mdes.digital_enablement.service.decision import decided
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.schemas import AccountHolderData, CardAccountData
from emulator.storage.unit import Unit

DECISIONS: Final[Mapping[Decision, Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]]] = {
    Decision.APPROVED: "APPROVED",
    Decision.DECLINED: "DECLINED",
    Decision.REQUIRE_AUTHENTICATION: "REQUIRE_ADDITIONAL_AUTHENTICATION",
}

# Which members of the holder's data a requestor gets, by what it has said that it takes.
TAKEN: Final = {
    "NAME": "accountHolderName",
    "ADDRESS": "accountHolderAddress",
    "EMAIL_ADDRESS": "accountHolderEmailAddress",
    "MOBILE_PHONE_NUMBER": "accountHolderMobilePhoneNumber",
}


async def tokenize(ctx: Context, unit: Unit, message: Tokenize) -> TokenizeAnswer:
    """Make a token unless the card is declined; a card that has one already gets another."""
    requestors.check_caller(ctx, message.tokenRequestorId)
    requestor = await requestors.known(unit, message.tokenRequestorId)
    await tasks.begin(unit, requestor.id, message.taskId)
    account = await account_of(ctx, unit, message)
    decision = await decided(ctx, unit, account, message=message)
    if decision is Decision.DECLINED:
        return _declined(ctx, message)
    card = await enrol(ctx, unit, account.pan, expiry=account.expiry, holder=account.holder)
    token = await issue(ctx, unit, card, order=Order(requestor.id, TokenKind.CLOUD, decision, requestor.wallet))
    if account.receipt:
        await receipts.use_up(unit, account.receipt)
    answer = await _made(ctx, unit, message, token=token, card=card)
    return answer.model_copy(update=_pushed(account, requestor, token))


def _declined(ctx: Context, message: Tokenize) -> TokenizeAnswer:
    return TokenizeAnswer(responseHost=answering_host(ctx), responseId=message.requestId, decision="DECLINED", supportsAuthentication=False)


async def _made(ctx: Context, unit: Unit, message: Tokenize, *, token: Token, card: Card) -> TokenizeAnswer:
    decision = Decision.APPROVED if token.state is State.ACTIVE else Decision.REQUIRE_AUTHENTICATION
    return TokenizeAnswer(
        responseHost=answering_host(ctx),
        responseId=message.requestId,
        decision=DECISIONS[decision],
        tokenUniqueReference=token.reference,
        panUniqueReference=card.reference,
        productConfig=products.product_of(card, await unit.parties.issuer(card.issuer)),
        tokenInfo=products.info_of(token, card),
        tokenDetail=detail_of(token, card),
        supportsAuthentication=True,
    )


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
    card = CardAccountData(
        accountNumber=account.pan.reveal(),
        expiryMonth=account.expiry.mm if account.expiry else None,
        expiryYear=account.expiry.yy if account.expiry else None,
    )
    told = {"accountHolderData": AccountHolderData.model_validate(holder)} if holder and token.state is State.ACTIVE else {}
    return {"cardAccountData": card, **told}
