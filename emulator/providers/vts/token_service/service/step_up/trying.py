"""A code that came back: every vain attempt counts, and a right one brings the token to life or binds its device."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import codes
from emulator.domain.codes import Code, HolderVerified, Outcome, Purpose, outcome_of
from emulator.domain.errors import DomainError, ExpiredCode, WrongStep
from emulator.domain.tokens import Action, Actor, Cause, Token
from emulator.providers.vts import methods, moves, requestors
from emulator.providers.vts.moves import CodeTried, moved
from emulator.providers.vts.reasons import Exhausted, WrongCode
from emulator.providers.vts.records import provisionings
from emulator.providers.vts.schemas import Nothing
from emulator.providers.vts.token_service.schemas import step_up as shown
from emulator.providers.vts.token_service.service.step_up.ways import purpose_of
from emulator.storage.unit import Unit

OTP: Final = "otpValue"
AUTH_CODE: Final = "authCode"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A code as it was sent, and the member in which it stood."""

    digits: str
    member: str

    @property
    def is_of_app(self) -> bool:
        """Whether the issuer's app has given it."""
        return self.member == AUTH_CODE

    def fits(self, code: Code) -> bool:
        """Say whether the code that was sent is one for this member."""
        return (code.method.channel is methods.WITH_APP) == self.is_of_app


async def try_otp(ctx: Context, message: shown.ValidateOtp) -> Outcome:
    """Try a code, and count the attempt where it is vain."""
    return await _tried(ctx, message.vProvisionedTokenID, Attempt(message.otpValue, OTP))


async def try_auth_code(ctx: Context, message: shown.ValidateAuthCode) -> Outcome:
    """Try a code of the issuer's app, and count the attempt where it is vain."""
    return await _tried(ctx, message.vProvisionedTokenID, Attempt(message.authCode, AUTH_CODE))


async def validate_otp(ctx: Context, unit: Unit, message: shown.ValidateOtp) -> Nothing:
    """Bring the token to life, or bind its device, if the code was right."""
    return await _validated(ctx, unit, message.vProvisionedTokenID, attempt=Attempt(message.otpValue, OTP))


async def validate_auth_code(ctx: Context, unit: Unit, message: shown.ValidateAuthCode) -> Nothing:
    """Bring the token to life, or bind its device, if the code was right."""
    return await _validated(ctx, unit, message.vProvisionedTokenID, attempt=Attempt(message.authCode, AUTH_CODE))


async def _tried(ctx: Context, reference: str, attempt: Attempt) -> Outcome:
    async def work(unit: Unit) -> Outcome:
        # Held, so that two attempts at once are two attempts.
        token = await requestors.held_token(ctx, unit, reference)
        code = await _code(ctx, unit, token, attempt=attempt)
        outcome = outcome_of(code, attempt.digits, at=ctx.now)
        if outcome is not Outcome.RIGHT:
            await codes.judge(unit, code, outcome)
            await unit.emit(CodeTried(code, token, outcome))
        return outcome

    # In a unit of its own: an attempt counts although the request is refused.
    outcome: Outcome = await ctx.house.unit(ctx, work)
    return outcome


REFUSED: Final[Mapping[Outcome, Callable[[str], DomainError]]] = {
    Outcome.WRONG: lambda member: WrongCode(member, "the code is wrong"),
    Outcome.EXPIRED: lambda _member: ExpiredCode("the code is good no more"),
    Outcome.EXHAUSTED: lambda _member: Exhausted("no more attempts are allowed"),
}


async def _validated(ctx: Context, unit: Unit, reference: str, *, attempt: Attempt) -> Nothing:
    token = await requestors.held_token(ctx, unit, reference)
    code = await _code(ctx, unit, token, attempt=attempt)
    outcome = ctx.asked
    if outcome is Outcome.RIGHT:
        # Once more, because somebody else may have used it in the meantime.
        outcome = await codes.attempt(ctx, unit, code, digits=attempt.digits)
    if outcome is not Outcome.RIGHT:
        raise REFUSED[outcome](attempt.member)
    await verified(ctx, unit, token, code=code)
    return Nothing()


async def verified(ctx: Context, unit: Unit, token: Token, *, code: Code) -> None:
    """Bring the token to life, or bind its device: its holder gave the right code."""
    record = await provisionings.of_token(ctx, unit, token)
    await provisionings.save(unit, record.bound())
    if code.purpose is Purpose.ACTIVATION:
        why = moves.BY_APP if code.method.channel is methods.WITH_APP else moves.BY_CODE
        await moved(ctx, unit, token, action=Action.ACTIVATE, cause=Cause(Actor.CARDHOLDER, why))
    else:
        await unit.emit(HolderVerified(code, token))


async def _code(ctx: Context, unit: Unit, token: Token, *, attempt: Attempt) -> Code:
    purpose = purpose_of(token, await provisionings.of_token(ctx, unit, token))
    code = await codes.current(unit, token.reference, purpose)
    if code is None or not attempt.fits(code):
        raise WrongStep("no such code was sent")
    return code
