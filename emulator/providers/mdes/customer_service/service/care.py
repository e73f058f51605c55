"""What an issuer does for the holder of a living token: another PIN, more assurance, a message in the wallet."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from emulator.core.context import Context
from emulator.domain.errors import IllegalTransition, InvalidField
from emulator.domain.tokens import Actor, Alteration, Cause, Token, TokenAltered, TokenKind
from emulator.providers.mdes.customer_service.schemas import (
    AccountHolderMessaged,
    AccountHolderMessaging,
    TokenAssuranceUpdated,
    TokenMobilePinReset,
    TokenResetMobilePin,
    UpdateTokenAssurance,
)
from emulator.providers.mdes.customer_service.schemas.care import NamedToken, TokenAlone
from emulator.providers.mdes.customer_service.service import notes, own
from emulator.providers.mdes.customer_service.service.standing import LIVING
from emulator.providers.mdes.reasons import Refusal
from emulator.providers.mdes.records import details, digitizations, holder_messages
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES Customer Service: how far ahead a message may end.
FURTHEST: Final = timedelta(days=30)
# To which level the assurance is raised is not published (our own choice).
RAISED: Final = 5


async def token_reset_mobile_pin(ctx: Context, unit: Unit, message: TokenResetMobilePin) -> TokenMobilePinReset:
    """Let the holder choose another PIN; the history shows it, and no wallet here asks for one.

    Raises:
        UnknownToken: the caller has no such token.
        Refusal: no wallet on a device holds the token in its own memory, so it has no PIN.
        IllegalTransition: the token is not living.
    """
    call = message.TokenResetMobilePinRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    record = await digitizations.of_token(unit, token.reference)
    if token.kind is not TokenKind.CLOUD or record is None or record.app_instance is None:
        raise Refusal("NOT_SUPPORTED")
    _check_living(token, "have its PIN reset")
    return TokenMobilePinReset(TokenResetMobilePinResponse=await notes.record(ctx, unit, token, code=call.ReasonCode, call=call))


async def update_token_assurance(ctx: Context, unit: Unit, message: UpdateTokenAssurance) -> TokenAssuranceUpdated:
    """Raise the assurance of a token; who holds it is told. Raises UnknownToken, IllegalTransition."""
    call = message.UpdateTokenAssuranceRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    _check_living(token, "have its assurance raised")
    await details.keep(unit, replace(await details.of_token(unit, token.reference), assurance=RAISED))
    answer = TokenAssuranceUpdated(UpdateTokenAssuranceResponse=await notes.record(ctx, unit, token, code=None, call=call))
    await unit.emit(TokenAltered(Alteration.DETAILS, token, Cause(Actor.ISSUER, None, call.CommentText)))
    return answer


async def account_holder_messaging(ctx: Context, unit: Unit, message: AccountHolderMessaging) -> AccountHolderMessaged:
    """Keep a message for the holder of a living token; one with a known identifier takes the place of the earlier one.

    Raises:
        UnknownToken: the caller has no such token.
        IllegalTransition: it is not living.
        InvalidField: the message ends too late, or has ended.
    """
    call = message.AccountHolderMessagingRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    _check_living(token, "have a message shown to its holder")
    if not ctx.now < _moment(call.MessageExpiration) <= ctx.now + FURTHEST:
        raise InvalidField("MessageExpiration")
    body = call.model_dump(exclude={"TokenUniqueReference", "AuditInfo"})
    await holder_messages.keep(unit, token.reference, call.MessageIdentifier, message=body)
    return AccountHolderMessaged(
        AccountHolderMessagingResponse=TokenAlone(Token=NamedToken(TokenUniqueReference=token.reference)),
    )


def _check_living(token: Token, action: str) -> None:
    if token.state not in LIVING:
        raise IllegalTransition(token.state, action)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidField("MessageExpiration", "format") from None
