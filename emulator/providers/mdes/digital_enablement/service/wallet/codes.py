"""A code on its way to the cardholder: to activate a token, or to authenticate the holder of a living one."""

from collections.abc import Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import codes
from emulator.core.provisioning.codes import Maker
from emulator.domain.codes import Method, Purpose
from emulator.domain.errors import ForeignToken, IllegalTransition, UnknownMethod, WrongStep
from emulator.domain.tokens import State, Token
from emulator.providers.mdes import methods
from emulator.providers.mdes.digital_enablement.schemas import Activate, RequestActivationCode, RequestActivationCodeAnswer
from emulator.providers.mdes.digital_enablement.service.accounts import callers_token_to_change
from emulator.providers.mdes.issuer.service.listeners import issuer_of
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.records import digitizations
from emulator.storage.unit import Unit

# What a code is for, by where the token is in its life. That a requestor asks for the code of an authentication in the
# same way as for that of an activation is our own choice: how it does is not published.
PURPOSES: Final[Mapping[State, Purpose]] = {State.REQUESTED: Purpose.ACTIVATION, State.ACTIVE: Purpose.AUTHENTICATION}


async def request_activation_code(ctx: Context, unit: Unit, message: RequestActivationCode) -> RequestActivationCodeAnswer:
    """Have the issuer send a code; asked again, it sends the same one, perhaps another way.

    Raises:
        UnknownToken, ForeignToken: the caller has no such token.
        IllegalTransition: the token is suspended or has ended.
        UnknownMethod: the cardholder was not offered this way.
        WrongStep: no code is sent this way.
        ExpiredCode: there was a code, and it is spent.
    """
    token = await token_to_verify(ctx, unit, message)
    purpose = PURPOSES.get(token.state)
    if purpose is None:
        raise IllegalTransition(token.state, "be sent a code")
    method = _chosen(await offered(unit, token), message)
    # The issuer is handed the code of an authentication; of an activation it may make one itself.
    maker = codes.maker_of(await issuer_of(unit, token)) if purpose is Purpose.ACTIVATION else Maker.NETWORK
    await codes.send(ctx, unit, token, method=method, purpose=purpose, maker=maker)
    return RequestActivationCodeAnswer(responseHost=answering_host(ctx), responseId=message.requestId)


async def token_to_verify(ctx: Context, unit: Unit, message: RequestActivationCode | Activate) -> Token:
    """Return the caller's token, and keep others from it until the unit ends.

    Raises:
        UnknownToken: there is none.
        ForeignToken: another requestor holds it, or another app.
    """
    token = await callers_token_to_change(ctx, unit, message.tokenUniqueReference)
    record = await digitizations.of_token(unit, token.reference)
    if message.paymentAppInstanceId and record and record.app_instance not in {None, message.paymentAppInstanceId}:
        raise ForeignToken("another app holds the token")
    return token


async def offered(unit: Unit, token: Token) -> tuple[Method, ...]:
    """Return the ways in which the cardholder of a token can be verified."""
    record = await digitizations.of_token(unit, token.reference)
    return record.methods if record else methods.over(())


def _chosen(offered_ways: tuple[Method, ...], message: RequestActivationCode) -> Method:
    if message.authenticationMethod is None:
        wanted = next((method for method in offered_ways if method.carries_codes), None)
    else:
        wanted = next((method for method in offered_ways if method.id == str(message.authenticationMethod.id)), None)
        if wanted is None:
            raise UnknownMethod("the cardholder was not offered this way")
    if wanted is None or not wanted.carries_codes:
        raise WrongStep("no code is sent this way: the cardholder turns to the issuer")
    return wanted
