"""Paying with a token: a cryptogram that nobody has had before."""

from calendar import monthrange
from dataclasses import replace
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.crypto.payloads import mastercard_ucaf as ucaf
from emulator.domain.decisions import magic_of
from emulator.domain.errors import DomainError, IllegalTransition, IneligibleCard
from emulator.domain.parties import Issuer
from emulator.domain.tokens import State, Token, TokenSuspected
from emulator.providers.mdes.digital_enablement.schemas import SealedTransactDetail, Transact, TransactAnswer, TransactDetail
from emulator.providers.mdes.digital_enablement.service.accounts import callers_token, callers_token_to_change
from emulator.providers.mdes.issuer import routes as issuer
from emulator.providers.mdes.issuer.schemas import AccountToAuthorize, CardToAuthorize, GetAccountInformation, SealedCardToAuthorize
from emulator.providers.mdes.issuer.service.listeners import issuer_of
from emulator.providers.mdes.issuer.service.updates import card_data
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.records import digitizations, transactions
from emulator.storage.unit import Unit

# Worthless on purpose: it is published, so that whoever plays the acquirer can check a cryptogram (crypto/payloads/mastercard_ucaf).
CRYPTOGRAM_KEY: Final = b"tsp-emulator: worthless on purpose"
SEQUENCE_NUMBER: Final = "01"
# The service code of an international chip card (ISO/IEC 7813), which Mastercard's sample has too.
SERVICE_CODE: Final = "201"
GOOD: Final = "ACTIVE"


async def ask_before_transact(ctx: Context, message: Transact) -> str:
    """Return how the account behind a token stands that public transport takes; all others count as active.

    The issuer is asked where it named cities when the token was made: when MDES asks is our own choice.
    """

    async def work(unit: Unit) -> tuple[Issuer, GetAccountInformation] | None:
        try:
            return await _question(ctx, unit, message)
        except DomainError:
            return None

    prepared = await ctx.house.store.read(ctx.namespace.id, work)
    if prepared is None or ctx.house.asker is None:
        return GOOD
    asked = await ctx.house.asker.ask(ctx, issuer.ACCOUNT, party=prepared[0], message=prepared[1])
    return str(asked.answer.encryptedPayload.encryptedData.accountStatus) if asked.answer else GOOD


async def transact(ctx: Context, unit: Unit, message: Transact) -> TransactAnswer:
    """Count one payment, write it down, and return what pays.

    Raises:
        UnknownToken, ForeignToken: the caller has no such token.
        IllegalTransition: the token is not active, or has paid as often as it can.
        IneligibleCard: the account behind a token that public transport takes is not active.
    """
    token = await callers_token_to_change(ctx, unit, message.tokenUniqueReference)
    if token.state is not State.ACTIVE or token.atc >= ucaf.LAST_ATC:
        raise IllegalTransition(token.state, "pay")
    if ctx.asked not in {None, GOOD}:
        raise IneligibleCard("the issuer says that the account is not active")
    paying = replace(token, atc=token.atc + 1)
    await unit.tokens.save(paying)
    requestor = await unit.parties.requestor(token.requestor)
    await transactions.write(ctx, unit, paying, merchant=requestor.name if requestor else token.requestor)
    if magic_of((await card_of(unit, token)).pan).suspected:
        await unit.emit(TokenSuspected(paying))
    unpredictable = bytes.fromhex(message.unpredictableNumber) if message.unpredictableNumber else ctx.chance(4)
    return TransactAnswer(
        responseHost=answering_host(ctx),
        responseId=message.requestId,
        encryptedPayload=SealedTransactDetail(encryptedData=_detail(paying, unpredictable)),
    )


def _detail(token: Token, unpredictable: bytes) -> TransactDetail:
    number, expiry = token.number.reveal(), token.expiry
    last_day = monthrange(expiry.year, expiry.month)[1]
    return TransactDetail(
        accountNumber=number,
        applicationExpiryDate=f"{expiry.yy}{expiry.mm}{last_day:02d}",
        panSequenceNumber=SEQUENCE_NUMBER,
        track2Equivalent=f"{number}D{expiry.yy}{expiry.mm}{SERVICE_CODE}1{token.atc:012d}F",
        de48se43Data=ucaf.make(ucaf.Payment(number, token.atc, unpredictable), key=CRYPTOGRAM_KEY),
    )


async def _question(ctx: Context, unit: Unit, message: Transact) -> tuple[Issuer, GetAccountInformation] | None:
    token = await callers_token(ctx, unit, message.tokenUniqueReference)
    record = await digitizations.of_token(unit, token.reference)
    party = await issuer_of(unit, token)
    if token.state is not State.ACTIVE or record is None or not record.transit or party is None or not party.callback_url:
        return None
    card = await card_of(unit, token)
    told = CardToAuthorize(cardAccountData=card_data(card.pan, card.expiry), paymentAccountReference=card.par)
    account = AccountToAuthorize(
        tokenUniqueReference=token.reference,
        panUniqueReference=card.reference,
        encryptedPayload=SealedCardToAuthorize(encryptedData=told),
    )
    return party, GetAccountInformation(requestId=ctx.ids.uuid(), fundingAccountInfo=account)
