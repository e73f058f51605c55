"""What Token Connect does: say who takes pushed cards, and turn a pushed card into a receipt."""

import json
from collections.abc import Sequence
from typing import Final, get_args

from emulator.core.context import Context
from emulator.core.provisioning import enrol
from emulator.crypto.jose import jws
from emulator.crypto.payloads import mastercard_opc
from emulator.domain.cards import Card, Expiry
from emulator.domain.errors import DomainError, ExpiredCard, IneligibleCard, InvalidField, UnknownRequestor
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import Requestor
from emulator.providers.mdes import reasons, requestors
from emulator.providers.mdes.assets import shelf
from emulator.providers.mdes.assets.service import get_asset
from emulator.providers.mdes.records import receipts
from emulator.providers.mdes.records.receipts import Receipt
from emulator.providers.mdes.schemas import FundingAccountData
from emulator.providers.mdes.token_connect import schemas
from emulator.storage.unit import Unit

__all__ = ["get_asset", "get_eligible_token_requestors", "push_account", "push_multiple_accounts"]

RANGE_DIGITS: Final = 19
WALLET: Final = "WALLET"


async def get_eligible_token_requestors(
    _ctx: Context, unit: Unit, message: schemas.GetEligibleTokenRequestors
) -> schemas.EligibleTokenRequestors:
    """Return the requestors that take the cards of these ranges.

    Raises:
        IneligibleCard: none of the numbers begins an account range.
    """
    asked = {number.ljust(RANGE_DIGITS, "0") for number in message.accountRanges}
    issuers = await unit.parties.issuers()
    ranges = (known for issuer in issuers for known in issuer.ranges if known.network is Network.MASTERCARD)
    enabled = sorted(int(known.low) for known in ranges if known.low in asked)
    if not enabled:
        raise IneligibleCard("no account range begins with one of these numbers")
    found = [requestor for requestor in await unit.parties.requestors() if _is_wanted(requestor, message)]
    return schemas.EligibleTokenRequestors(
        responseId=message.requestId, tokenRequestors=[_described(requestor, enabled) for requestor in found]
    )


async def push_account(ctx: Context, unit: Unit, message: schemas.PushAccount) -> schemas.PushedAccount:
    """Turn one card into a receipt."""
    requestor = await _taking_pushes(unit, message.tokenRequestorId)
    receipt = await _receipt(ctx, unit, message.pushFundingAccount.encryptedPayload.encryptedData, requestor=requestor)
    return schemas.PushedAccount(responseId=message.requestId, pushAccountReceipt=receipt.id, availablePushMethods=_push_methods(requestor))


async def push_multiple_accounts(ctx: Context, unit: Unit, message: schemas.PushMultipleAccounts) -> schemas.PushedAccounts:
    """Turn cards into receipts, each for itself, and sign the receipts for a requestor that checks signatures."""
    requestor = await _taking_pushes(unit, message.tokenRequestorId)
    accounts = message.pushFundingAccounts.encryptedPayload.encryptedData
    if len({account.pushAccountId for account in accounts}) < len(accounts):
        raise InvalidField("pushFundingAccounts.pushAccountId")
    pushed = [await _pushed(ctx, unit, account, requestor=requestor, message=message) for account in accounts]
    made = [account.pushAccountReceipt for account in pushed if account.pushAccountReceipt]
    return schemas.PushedAccounts(
        responseId=message.requestId,
        pushAccountReceipts=pushed,
        availablePushMethods=_push_methods(requestor),
        signature=_signature(ctx, made, message.signatureData) if made and requestor.signs_pushes else None,
        tokenRequestorSignatureSupport=requestor.signs_pushes,
    )


async def _pushed(
    ctx: Context, unit: Unit, account: schemas.AccountToPush, *, requestor: Requestor, message: schemas.PushMultipleAccounts
) -> schemas.AccountReceipt:
    minutes = message.pushAccountReceiptsValidityPeriod
    try:
        receipt = await _receipt(ctx, unit, account.fundingAccountData, requestor=requestor, minutes=minutes)
    except DomainError as error:
        return schemas.AccountReceipt(pushAccountId=account.pushAccountId, errors=reasons.items(error, reasons.PUSH_REASONS))
    wanted = message.requestIssuerInitiatedDigitizationData and requestor.kind == WALLET
    return schemas.AccountReceipt(
        pushAccountId=account.pushAccountId,
        pushAccountReceipt=receipt.id,
        issuerInitiatedDigitizationData=mastercard_opc.make_for_receipt(receipt.id) if wanted else None,
    )


async def _receipt(
    ctx: Context, unit: Unit, account: FundingAccountData, *, requestor: Requestor, minutes: int = receipts.LONGEST
) -> Receipt:
    card = await _card(ctx, unit, account)
    holder = account.accountHolderData.model_dump(exclude_none=True) if account.accountHolderData else {}
    return await receipts.issue(ctx, unit, card, requestor=requestor.id, holder=holder, minutes=minutes)


async def _card(ctx: Context, unit: Unit, account: FundingAccountData) -> Card:
    """Return the vault's card for a pushed account; the issuer knows best what its name and expiry are."""
    card = account.cardAccountData
    if card is None or card.accountNumber is None:
        if account.financialAccountData:
            raise IneligibleCard("an account without a card number has no token here")
        raise InvalidField("cardAccountData.accountNumber", "missing")
    pan = Pan(card.accountNumber)
    expiry = Expiry.of(card.expiryMonth, card.expiryYear) if card.expiryMonth and card.expiryYear else None
    if pan.network is not Network.MASTERCARD:
        raise IneligibleCard("not a Mastercard")
    if expiry and expiry.passed(ctx.now.date()):
        raise ExpiredCard("the card's last month is over")
    await requestors.check_issuer(ctx, unit, pan)
    return await enrol(ctx, unit, pan, expiry=expiry, holder=account.holder_name)


async def _taking_pushes(unit: Unit, requestor_id: str) -> Requestor:
    requestor = await requestors.known(unit, requestor_id)
    if not requestor.push_methods:
        raise UnknownRequestor(requestor_id)
    return requestor


def _signature(ctx: Context, made: Sequence[str], data: schemas.SignatureData) -> str:
    pair = ctx.keys.pair(shelf.SIGNING_KEY)
    if pair.private_key is None:
        raise TypeError(f"{shelf.SIGNING_KEY} has no private key")
    payload = {"pushAccountReceipts": made, **data.model_dump(exclude_none=True)}
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
    return jws.sign(text.encode(), pair.private_key, header={"kid": shelf.key_id(pair)})


def _push_methods(requestor: Requestor) -> list[schemas.PushMethod]:
    known = {kind: kind for kind in get_args(schemas.PushKind)}
    return [schemas.PushMethod(type=known[method.kind], uri=method.uri) for method in requestor.push_methods if method.kind in known]


def _is_wanted(requestor: Requestor, message: schemas.GetEligibleTokenRequestors) -> bool:
    takes_pushes = bool(requestor.push_methods)
    return Network.MASTERCARD in requestor.networks and message.supportsTokenConnect in {None, takes_pushes}


def _described(requestor: Requestor, enabled: list[int]) -> schemas.EligibleTokenRequestor:
    methods = _push_methods(requestor)
    known = [kind for kind in get_args(schemas.HolderData) if kind in requestor.account_holder_data]
    return schemas.EligibleTokenRequestor(
        tokenRequestorId=requestor.id,
        name=requestor.name[:64],
        consumerFacingEntityName=requestor.name[:100],
        imageAssetId=requestor.logo_asset or shelf.id_of(shelf.REQUESTOR_LOGO),
        tokenRequestorType="WALLET" if requestor.kind == WALLET else "MERCHANT",
        walletId=requestor.wallet,
        enabledAccountRanges=enabled,
        supportedPushMethods=[method.type for method in methods] or None,
        supportsMultiplePushedCards=True if methods else None,
        supportedAccountHolderData=known if methods else None,
        supportsCardHolderAuthentication=False,
        supportsTokenConnect=bool(methods),
        availablePushMethods=methods or None,
        supportIssuerInitiatedDigitizationData=requestor.kind == WALLET,
    )
