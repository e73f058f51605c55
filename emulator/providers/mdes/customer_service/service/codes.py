"""How a cardholder can be verified, and a new code on its way there."""

from datetime import timedelta
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import codes
from emulator.domain.codes import Method, Purpose
from emulator.domain.decisions import Decision
from emulator.domain.errors import IllegalTransition, InvalidField, WrongStep
from emulator.domain.tokens import State, Token
from emulator.providers.mdes import methods
from emulator.providers.mdes.customer_service.schemas import (
    TokenActivationCodeResent,
    TokenActivationMethods,
    TokenActivationMethodsAnswer,
    TokenResendActivationCode,
)
from emulator.providers.mdes.customer_service.schemas.care import (
    ActivationMethodList,
    ActivationMethodOffered,
    MethodsOfToken,
    NamedToken,
    TokenAlone,
)
from emulator.providers.mdes.customer_service.service import own
from emulator.providers.mdes.issuer.service.listeners import issuer_of
from emulator.providers.mdes.records import digitizations
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES Customer Service: counted from the making of the token.
RESENDABLE: Final = timedelta(days=30)


async def token_activation_methods(ctx: Context, unit: Unit, message: TokenActivationMethods) -> TokenActivationMethodsAnswer:
    """Return the ways to verify the holder; none of a token that was approved at once. Raises UnknownToken."""
    token = await own.own_token(ctx, unit, message.TokenActivationMethodsRequest.TokenUniqueReference)
    offered = [
        ActivationMethodOffered(
            ActivationMethodId=method.id,
            ActivationMethodType=methods.SERVICE_CODES[method.channel],
            ActivationMethodValue=method.address,
            ResendIndicator="TRUE" if method.carries_codes and _is_waiting(ctx, token) else "FALSE",
        )
        for method in await _offered(unit, token)
    ]
    return TokenActivationMethodsAnswer(
        TokenActivationMethodsResponse=MethodsOfToken(ActivationMethods=ActivationMethodList(ActivationMethod=offered))
    )


async def token_resend_activation_code(ctx: Context, unit: Unit, message: TokenResendActivationCode) -> TokenActivationCodeResent:
    """Have the issuer send a new code with a new end, whatever became of the last one.

    Raises:
        UnknownToken: the caller has no such token.
        IllegalTransition: the token does not wait for its activation.
        WrongStep: no code is sent this way, or 30 days have passed.
        InvalidField: the cardholder was not offered this way.
    """
    call = message.TokenResendActivationCodeRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    if token.state is not State.REQUESTED:
        raise IllegalTransition(token.state, "be sent an activation code")
    method = next((one for one in await _offered(unit, token) if one.id == call.ActivationMethodId), None)
    if method is None:
        raise InvalidField("ActivationMethodId")
    if not (method.carries_codes and _is_waiting(ctx, token)):
        raise WrongStep("no code is sent this way, or not any more")
    maker = codes.maker_of(await issuer_of(unit, token))
    await codes.replace(ctx, unit, token, method=method, purpose=Purpose.ACTIVATION, maker=maker)
    named = NamedToken(TokenUniqueReference=token.reference)
    return TokenActivationCodeResent(TokenResendActivationCodeResponse=TokenAlone(Token=named))


async def _offered(unit: Unit, token: Token) -> tuple[Method, ...]:
    record = await digitizations.of_token(unit, token.reference)
    return record.methods if record and record.decision == Decision.REQUIRE_AUTHENTICATION else ()


def _is_waiting(ctx: Context, token: Token) -> bool:
    return token.state is State.REQUESTED and ctx.now <= token.created_at + RESENDABLE
