"""A code for the chosen way: made by Visa, sent by the issuer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of, codes
from emulator.domain.codes import Channel, Code
from emulator.domain.errors import UnknownMethod
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Token
from emulator.providers.vts import methods, requestors
from emulator.providers.vts.issuer import routes as issuer
from emulator.providers.vts.issuer.schemas import PasscodeSent, SendPasscode
from emulator.providers.vts.issuer.service.accounts import card_and_token, device
from emulator.providers.vts.issuer.service.listeners import issuer_of
from emulator.providers.vts.reasons import Exhausted, NotDelivered
from emulator.providers.vts.records import pans, provisionings
from emulator.providers.vts.records.provisionings import Provisioning
from emulator.providers.vts.token_service.schemas import step_up as shown
from emulator.providers.vts.token_service.service.step_up.ways import purpose_of
from emulator.storage.unit import Unit

Find = Callable[[Unit], Awaitable[Token]]
"""Finds the token, and keeps others from it until the unit ends."""

# What issuers answer when the way is none of theirs.
NO_SUCH_WAY: Final = "ISE40501"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A way that was chosen: the code that goes over it, if one does, and what the issuer made of it."""

    code: Code | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A code on its way to an issuer that listens."""

    party: Issuer
    message: SendPasscode


async def ask_to_send(ctx: Context, message: shown.ChooseMethod) -> Chosen:
    """Make a code for the way that a requestor chose, and have the issuer send it."""
    return await send(ctx, lambda unit: requestors.held_token(ctx, unit, message.vProvisionedTokenID), way=message.stepUpRequestID)


async def send(ctx: Context, find: Find, *, way: str) -> Chosen:
    """Make a code for a way that was shown, by its id, and have the issuer send it.

    Raises:
        UnknownMethod, Exhausted: this way was not shown, or no more codes may be sent.
    """

    async def work(unit: Unit) -> tuple[Chosen, Delivery | None]:
        return await _begin(ctx, unit, await find(unit), way=way)

    chosen, delivery = await ctx.house.unit(ctx, work)
    if delivery is None or ctx.house.asker is None:
        return Chosen(chosen.code)
    asked = await ctx.house.asker.ask(ctx, issuer.PASSCODE, party=delivery.party, message=delivery.message)
    return Chosen(chosen.code, _refused(asked.answer))


async def choose_method(ctx: Context, _unit: Unit, _message: shown.ChooseMethod) -> shown.StepUpLimits:
    """Say how often the code may be sent and tried, and how long it is good.

    Raises:
        UnknownMethod: the issuer does not know the way.
        NotDelivered: the issuer could not send the code.
    """
    chosen: Chosen = ctx.asked
    check_sent(chosen)
    end = chosen.code.expires_at if chosen.code else ctx.now + methods.TERMS.validity
    return shown.StepUpLimits(
        maxOTPRequestsAllowed=methods.MOST_SENDS,
        maxOTPVerificationAllowed=methods.TERMS.attempts,
        codeExpiration=int(end.timestamp()),
    )


def check_sent(chosen: Chosen) -> None:
    """Check that the issuer took the code.

    Raises:
        UnknownMethod: the issuer does not know the way.
        NotDelivered: the issuer could not send the code.
    """
    if chosen.refused:
        raise UnknownMethod(chosen.refused) if chosen.refused == NO_SUCH_WAY else NotDelivered(chosen.refused)


async def _begin(ctx: Context, unit: Unit, token: Token, *, way: str) -> tuple[Chosen, Delivery | None]:
    record = await provisionings.of_token(ctx, unit, token)
    purpose = purpose_of(token, record)
    method = record.method(way)
    if method is None:
        raise UnknownMethod(way)
    last = await codes.current(unit, token.reference, purpose)
    if record.sends >= methods.MOST_SENDS or (last and last.left == 0):
        raise Exhausted("no more codes may be sent")
    if method.channel not in methods.WITH_CODE | {methods.WITH_APP}:
        return Chosen(None), None
    code = await codes.replace(ctx, unit, token, method=method, purpose=purpose, terms=methods.TERMS)
    counted = replace(record, sends=record.sends + 1)
    await provisionings.save(unit, counted)
    return Chosen(code), await _delivery(ctx, unit, token, code=code, record=counted)


async def _delivery(ctx: Context, unit: Unit, token: Token, *, code: Code, record: Provisioning) -> Delivery | None:
    party = await issuer_of(unit, token)
    # The issuer's own app needs no message; where the issuer does not listen, the code waits to be looked up.
    if code.method.channel is Channel.APP or party is None or not party.callback_url:
        return None
    card = await card_of(unit, token)
    message = SendPasscode(
        otpMethodIdentifier=code.method.id,
        OTPCode=f"{code.digits}",
        OTPCodeExp=str(int(code.expires_at.timestamp())),
        lifeCycleTraceID=record.life_cycle_trace_id,
        tokenReferenceID=record.token_reference_id,
        panReferenceID=await pans.reference_of(ctx, unit, card),
        walletAccountID=record.said.get("clientWalletAccountID"),
        deviceInfo=device(record.said),
        encryptedData=await card_and_token(unit, card, token, said=record.said),
    )
    return Delivery(party, message)


def _refused(answer: PasscodeSent | None) -> str | None:
    if answer is None or answer.actionCode == "00":
        return None
    return answer.errorCode or "refused"
