"""What agentic commerce does: tokens enrolled for agents, instructions, and what their payments need."""

from dataclasses import replace
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.errors import IllegalTransition, UnknownTask
from emulator.domain.tokens import Token
from emulator.providers.vts import requestors
from emulator.providers.vts.agentic import schemas
from emulator.providers.vts.records import instructions
from emulator.providers.vts.records.instructions import Instruction
from emulator.providers.vts.token_service.service.payment import paying, prepared
from emulator.storage.unit import Unit

KEPT: Final = frozenset({"mandates", "consumerPrompt", "appInstance"})


async def enroll_card(ctx: Context, unit: Unit, message: schemas.EnrollCard) -> schemas.Enrolled:
    """Let a consumer's agent pay with a token that is active."""
    token = paying(await requestors.own_token(ctx, unit, message.enrollmentReferenceData.enrollmentReferenceId))
    await instructions.enrol(unit, token.reference, message.consumer.consumerId)
    return schemas.Enrolled(clientReferenceId=message.clientReferenceId, status="ACTIVE")


async def instruct(ctx: Context, unit: Unit, message: schemas.Instruct) -> schemas.Instructed:
    """Keep what an agent may buy."""
    token = await _enrolled(ctx, unit, message.tokenId)
    instruction = Instruction(ctx.ids.uuid(), token.reference, message.consumerId, _said(message))
    await instructions.add(unit, instruction)
    return _instructed(message, instruction)


async def update_instruction(ctx: Context, unit: Unit, message: schemas.UpdateInstruction) -> schemas.Instructed:
    """Keep anew what an agent may buy."""
    known = await _living(ctx, unit, message.instructionId)
    token = await _enrolled(ctx, unit, message.tokenId)
    changed = replace(known, token=token.reference, consumer=message.consumerId, said=_said(message))
    await instructions.save(unit, changed)
    return _instructed(message, changed)


async def cancel_instruction(ctx: Context, unit: Unit, message: schemas.CancelInstruction) -> schemas.Instructed:
    """Let an agent buy no more."""
    cancelled = replace(await _living(ctx, unit, message.instructionId), cancelled=True)
    await instructions.save(unit, cancelled)
    return _instructed(message, cancelled)


async def get_credentials(ctx: Context, unit: Unit, message: schemas.GetCredentials) -> schemas.Credentials:
    """Give out a cryptogram for each payment."""
    known = await _living(ctx, unit, message.instructionId)
    token = paying(await requestors.held_token(ctx, unit, message.tokenId))
    if token.reference != known.token:
        raise UnknownTask("the instruction is about another token")
    found = []
    for payment in message.transactionData:
        found.append(await _credential(ctx, unit, token, reference=payment.transactionReferenceId))
        token = replace(token, atc=token.atc + 1)
    return schemas.Credentials(**_told(message, known), credentials=found)


async def confirm(ctx: Context, unit: Unit, message: schemas.Confirm) -> schemas.Instructed:
    """Take note of how payments went."""
    return _instructed(message, await _own(ctx, unit, message.instructionId))


async def _credential(ctx: Context, unit: Unit, token: Token, *, reference: str) -> schemas.Credential:
    payment = await prepared(ctx, unit, token, client_id=reference)
    return schemas.Credential(
        transactionReferenceId=reference,
        paymentToken=token.number.reveal(),
        expirationMonth=token.expiry.mm,
        expirationYear=str(token.expiry.year),
        cryptogram=payment.cryptogram,
        eci=payment.eci,
    )


async def _enrolled(ctx: Context, unit: Unit, reference: str) -> Token:
    token = paying(await requestors.own_token(ctx, unit, reference))
    if not await instructions.is_enrolled(unit, token.reference):
        raise IllegalTransition("not enrolled for agents", "be paid with by one")
    return token


async def _own(ctx: Context, unit: Unit, instruction_id: str) -> Instruction:
    found = await instructions.find(unit, instruction_id)
    if found is None:
        raise UnknownTask(instruction_id)
    await requestors.own_token(ctx, unit, found.token)
    return found


async def _living(ctx: Context, unit: Unit, instruction_id: str) -> Instruction:
    found = await _own(ctx, unit, instruction_id)
    if found.cancelled:
        raise IllegalTransition("cancelled", "go on")
    return found


def _said(message: schemas.Instruct) -> dict[str, Any]:
    return message.model_dump(mode="json", include=set(KEPT), exclude_none=True)


def _instructed(message: schemas.ForClient, instruction: Instruction) -> schemas.Instructed:
    return schemas.Instructed(**_told(message, instruction))


def _told(message: schemas.ForClient, instruction: Instruction) -> dict[str, Any]:
    status = "CANCELLED" if instruction.cancelled else "ACTIVE"
    return {"clientReferenceId": message.clientReferenceId, "status": status, "instructionId": instruction.id}
