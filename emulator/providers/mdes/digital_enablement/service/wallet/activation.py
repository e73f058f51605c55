"""Trying a code, or the issuer's signature: a token comes to life, or the holder of a living one is authenticated."""

from collections.abc import Mapping
from typing import Final, Literal

from emulator.core.context import Context
from emulator.core.provisioning import card_of, change, codes
from emulator.crypto.payloads import mastercard_tav
from emulator.domain.codes import Code, HolderVerified, Outcome, Purpose
from emulator.domain.errors import DomainError, IllegalTransition, IncorrectTav, InvalidField, IssuerSilent, WrongStep
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Action, Actor, Cause, State, Token
from emulator.providers.mdes.digital_enablement.schemas import Activate, ActivateAnswer
from emulator.providers.mdes.digital_enablement.service.accounts import callers_token
from emulator.providers.mdes.digital_enablement.service.decision import check_tav
from emulator.providers.mdes.digital_enablement.service.lapses import NOT_ACTIVATED
from emulator.providers.mdes.digital_enablement.service.wallet.codes import PURPOSES, token_to_verify
from emulator.providers.mdes.issuer import routes as issuer
from emulator.providers.mdes.issuer.schemas import ValidateActivationCode
from emulator.providers.mdes.issuer.service.activation import record_of
from emulator.providers.mdes.issuer.service.listeners import issuer_of
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.records import digitizations
from emulator.storage.unit import Unit

Result = Literal["SUCCESS", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "EXPIRED_CODE", "INCORRECT_TAV", "EXPIRED_SESSION"]

RESULTS: Final[Mapping[Outcome, Result]] = {
    Outcome.RIGHT: "SUCCESS",
    Outcome.WRONG: "INCORRECT_CODE",
    Outcome.EXHAUSTED: "INCORRECT_CODE_RETRIES_EXCEEDED",
    Outcome.EXPIRED: "EXPIRED_CODE",
}
OUTCOMES: Final[Mapping[str, Outcome]] = {result: outcome for outcome, result in RESULTS.items()}
VERIFIED: Final = "AUTHENTICATED"
CODE: Final = "authenticationCode"


async def ask_before_activate(ctx: Context, message: Activate) -> Outcome | IssuerSilent | None:
    """Return what the issuer says of a code of its own; None where MDES made the code, or nothing is to be asked."""

    async def work(unit: Unit) -> tuple[Issuer, ValidateActivationCode] | None:
        try:
            return await _question(ctx, unit, message)
        except DomainError:
            return None

    prepared = await ctx.house.store.read(ctx.namespace.id, work) if message.authenticationCode else None
    if prepared is None:
        return None
    if ctx.house.asker is None:
        return IssuerSilent("nobody asks the issuer")
    asked = await ctx.house.asker.ask(ctx, issuer.VALIDATE, party=prepared[0], message=prepared[1])
    return OUTCOMES[asked.answer.result] if asked.answer else IssuerSilent(f"{asked.why}")


async def activate(ctx: Context, unit: Unit, message: Activate) -> ActivateAnswer:
    """Try the code or the signature; an attempt that fails is counted, and answered with what it came to.

    Raises:
        InvalidField: neither code nor signature is given, or both are.
        UnknownToken, ForeignToken: the caller has no such token.
        IllegalTransition: the token is suspended or has ended.
        WrongStep: no code was sent.
        IssuerSilent: the issuer made the code, and does not say whether it is right.
    """
    if (message.authenticationCode is None) == (message.tokenizationAuthenticationValue is None):
        raise InvalidField(CODE, "value" if message.authenticationCode else "missing")
    token = await token_to_verify(ctx, unit, message)
    return ActivateAnswer(
        responseHost=answering_host(ctx), responseId=message.requestId, result=await _result(ctx, unit, token, message=message)
    )


async def _result(ctx: Context, unit: Unit, token: Token, *, message: Activate) -> Result:
    purpose = PURPOSES.get(token.state)
    if purpose is None:
        if await _has_lapsed(unit, token):
            return "EXPIRED_SESSION"
        raise IllegalTransition(token.state, "be activated")
    if message.tokenizationAuthenticationValue:
        return await _by_signature(ctx, unit, token, text=message.tokenizationAuthenticationValue)
    code = await codes.current(unit, token.reference, purpose)
    if code is None:
        # A living token that nobody verifies has been activated already.
        raise WrongStep("no code was sent") if purpose is Purpose.ACTIVATION else IllegalTransition(token.state, "be activated")
    outcome = await _outcome(ctx, unit, code, digits=f"{message.authenticationCode}")
    if purpose is Purpose.ACTIVATION:
        await _count(ctx, unit, token)
    if outcome is Outcome.RIGHT:
        await _succeed(ctx, unit, token, code=code)
    return RESULTS[outcome]


async def _outcome(ctx: Context, unit: Unit, code: Code, *, digits: str) -> Outcome:
    if code.digits is not None:
        return await codes.attempt(ctx, unit, code, digits=digits)
    if isinstance(ctx.asked, Outcome):
        return await codes.judge(unit, code, ctx.asked)
    raise ctx.asked if isinstance(ctx.asked, IssuerSilent) else IssuerSilent("the issuer was not asked")


async def _by_signature(ctx: Context, unit: Unit, token: Token, *, text: str) -> Result:
    if token.state is not State.REQUESTED:
        raise IllegalTransition(token.state, "be activated")
    card, party = await card_of(unit, token), await issuer_of(unit, token)
    vouched = mastercard_tav.Card(card.pan.reveal(), card.expiry.mmyy if card.expiry else "", token.reference)
    try:
        if party is None:
            raise IncorrectTav("the card has no issuer any more")
        await check_tav(ctx, unit, text, card=vouched, issuer=party)
    except IncorrectTav:
        return "INCORRECT_TAV"
    await change(ctx, unit, token, action=Action.ACTIVATE, cause=Cause(Actor.CARDHOLDER, "TAV"))
    return "SUCCESS"


async def _succeed(ctx: Context, unit: Unit, token: Token, *, code: Code) -> None:
    cause = Cause(Actor.CARDHOLDER, VERIFIED, f"code sent by {code.method.channel}")
    if code.purpose is Purpose.ACTIVATION:
        await change(ctx, unit, token, action=Action.ACTIVATE, cause=cause)
        return
    await unit.tokens.record(token, cause, before=token.state, at=ctx.now)
    await unit.emit(HolderVerified(code, token))


async def _count(ctx: Context, unit: Unit, token: Token) -> None:
    if record := await digitizations.of_token(unit, token.reference):
        await digitizations.save(unit, record.tried())


async def _has_lapsed(unit: Unit, token: Token) -> bool:
    return token.state is State.DELETED and (await unit.tokens.history(token.reference))[-1].cause.code == NOT_ACTIVATED


async def _question(ctx: Context, unit: Unit, message: Activate) -> tuple[Issuer, ValidateActivationCode] | None:
    token = await callers_token(ctx, unit, message.tokenUniqueReference)
    code = await codes.current(unit, token.reference, Purpose.ACTIVATION)
    party = await issuer_of(unit, token)
    if token.state is not State.REQUESTED or code is None or code.digits is not None or party is None or not party.callback_url:
        return None
    record = await record_of(ctx, unit, token)
    return party, ValidateActivationCode(
        requestId=ctx.ids.uuid(),
        tokenUniqueReference=token.reference,
        correlationId=record.correlation,
        activationCode=f"{message.authenticationCode}",
    )
