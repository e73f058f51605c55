"""Codes on their way to cardholders, and tokens that have come to life."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.codes import Code, CodeSent, Purpose
from emulator.domain.decisions import Decision
from emulator.domain.notices import Receiver
from emulator.domain.tokens import Action, State, Token, TokenCreated, TokenMoved
from emulator.providers.mdes import methods, products, timestamps
from emulator.providers.mdes.issuer.schemas import (
    ActivationMethod,
    DeliverActivationCode,
    DeliverAuthenticationCode,
    DeviceInfo,
    NotifyServiceActivated,
    TokenAccount,
)
from emulator.providers.mdes.issuer.service.listeners import listening
from emulator.providers.mdes.issuer.service.updates import sealed_account
from emulator.providers.mdes.records import digitizations
from emulator.providers.mdes.records.digitizations import Digitization
from emulator.storage.unit import Unit

# Two digits, or one, hold no more (developer.mastercard.com, MDES Pre-Digitization).
MOST_TOKENS: Final = 99
MOST_ATTEMPTS: Final = 9
# What had been decided, in the words that the notice knows.
DECISIONS: Final[Mapping[str, Literal["APPROVED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]]] = {
    Decision.APPROVED: "APPROVED",
    Decision.REQUIRE_AUTHENTICATION: "REQUIRE_ADDITIONAL_AUTHENTICATION",
}


async def sender_of_activation_code(unit: Unit, event: CodeSent) -> Iterable[Receiver]:
    """Return the issuer that is to send the code."""
    return await listening(unit, event.token) if event.code.purpose is Purpose.ACTIVATION else ()


async def sender_of_authentication_code(unit: Unit, event: CodeSent) -> Iterable[Receiver]:
    """Return the issuer that is to send the code."""
    return await listening(unit, event.token) if event.code.purpose is Purpose.AUTHENTICATION else ()


async def issuer_of_activated_token(unit: Unit, event: TokenCreated | TokenMoved) -> Iterable[Receiver]:
    """Return where the issuer listens, if this is the moment in which the token came to life."""
    born = event.token.state is State.ACTIVE if isinstance(event, TokenCreated) else event.action is Action.ACTIVATE
    return await listening(unit, event.token) if born else ()


async def activation_code(ctx: Context, unit: Unit, event: CodeSent) -> DeliverActivationCode:
    """Return what the issuer reads: the code and its end, unless it makes the code itself."""
    code = event.code
    record = await record_of(ctx, unit, event.token)
    return DeliverActivationCode(
        requestId=ctx.ids.uuid(),
        tokenUniqueReference=code.token,
        correlationId=record.correlation,
        activationMethod=method_of(code),
        activationCode=code.digits,
        expirationDateTime=timestamps.written(code.expires_at) if code.digits else None,
        reasonCodes=["ADD_CARD"],
        consumerFacingEntityName=await _name_of_requestor(unit, event.token),
    )


async def authentication_code(ctx: Context, unit: Unit, event: CodeSent) -> DeliverAuthenticationCode:
    """Return what the issuer reads, the encrypted part still open."""
    code, token = event.code, event.token
    record = await record_of(ctx, unit, token)
    return DeliverAuthenticationCode(
        requestId=ctx.ids.uuid(),
        authenticationFlowId=code.id,
        authenticationCode=f"{code.digits}",
        expirationDateTime=timestamps.written(code.expires_at),
        reasonCode="PAYMENT_TRANSACTION",
        tokenRequestorId=token.requestor,
        fundingAccountInfo=await _account(unit, token),
        walletId=token.wallet,
        paymentAppInstanceId=record.app_instance,
        consumerFacingEntityName=await _name_of_requestor(unit, token),
    )


async def service_activated(ctx: Context, unit: Unit, event: TokenCreated | TokenMoved) -> NotifyServiceActivated:
    """Return what the issuer reads, the encrypted part still open."""
    token = event.token
    record = await record_of(ctx, unit, token)
    card = await card_of(unit, token)
    return NotifyServiceActivated(
        requestId=ctx.ids.uuid(),
        services=["DIGITIZATION"],
        fundingAccountInfo=await _account(unit, token),
        correlationId=record.correlation,
        tokenRequestorId=token.requestor,
        tokenType=token.kind.value,
        accountPanSuffix=card.pan.suffix,
        serviceRequestDateTime=timestamps.written(record.requested_at),
        decision=DECISIONS[record.decision],
        tokenActivatedDateTime=timestamps.written(token.activated_at or ctx.now),
        deviceInfo=DeviceInfo.model_validate(record.device) if record.device else None,
        walletId=token.wallet,
        paymentAppInstanceId=record.app_instance,
        termsAndConditionsAssetId=record.terms,
        termsAndConditionsAcceptedTimestamp=record.terms_accepted_at,
        consumerLanguage=record.language,
        decisionMadeBy=record.made_by.value,
        numberOfActivationAttempts=min(record.attempts, MOST_ATTEMPTS),
        numberOfActiveTokens=await unit.tokens.count_of_card(card.reference, State.ACTIVE, most=MOST_TOKENS),
        tokenAssuranceLevel=products.ASSURANCE,
        consumerFacingEntityName=await _name_of_requestor(unit, token),
    )


async def record_of(ctx: Context, unit: Unit, token: Token) -> Digitization:
    """Return how the token came about; for one that came about elsewhere, what can be said of every token."""
    if known := await digitizations.of_token(unit, token.reference):
        return known
    decision = Decision.APPROVED if token.activated_at == token.created_at else Decision.REQUIRE_AUTHENTICATION
    return Digitization(token.reference, correlation(ctx), token.created_at, decision)


def correlation(ctx: Context) -> str:
    """Return a new correlation id: `D` and eleven digits, as in Mastercard's samples."""
    return f"D{ctx.ids.digits(11)}"


def method_of(code: Code) -> ActivationMethod:
    """Return the way that a code goes, as the issuer named it."""
    return ActivationMethod(type=methods.TYPES[code.method.channel], value=code.method.address)


async def _account(unit: Unit, token: Token) -> TokenAccount:
    card = await card_of(unit, token)
    return TokenAccount(
        tokenUniqueReference=token.reference, panUniqueReference=card.reference, encryptedPayload=sealed_account(token, card)
    )


async def _name_of_requestor(unit: Unit, token: Token) -> str | None:
    requestor = await unit.parties.requestor(token.requestor)
    return requestor.name if requestor else None
