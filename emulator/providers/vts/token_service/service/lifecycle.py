"""Suspending, resuming and deleting a token, as its requestor."""

from emulator.core.context import Context
from emulator.domain.tokens import Action, Actor, Cause
from emulator.providers.vts import requestors
from emulator.providers.vts.moves import moved
from emulator.providers.vts.schemas import Nothing
from emulator.providers.vts.token_service.schemas.tokens import ChangeToken
from emulator.storage.unit import Unit


async def suspend(ctx: Context, unit: Unit, message: ChangeToken) -> Nothing:
    """Stop a token for a while."""
    return await _change(ctx, unit, message, action=Action.SUSPEND)


async def resume(ctx: Context, unit: Unit, message: ChangeToken) -> Nothing:
    """Lift the requestor's own suspension; a token that its issuer holds stays suspended, or cannot be resumed at all."""
    return await _change(ctx, unit, message, action=Action.RESUME)


async def delete(ctx: Context, unit: Unit, message: ChangeToken) -> Nothing:
    """End a token for good."""
    return await _change(ctx, unit, message, action=Action.DELETE)


async def _change(ctx: Context, unit: Unit, message: ChangeToken, *, action: Action) -> Nothing:
    token = await requestors.held_token(ctx, unit, message.vProvisionedTokenID)
    reason = message.updateReason
    cause = Cause(Actor.REQUESTOR, reason.reasonCode, reason.reasonDesc) if reason else Cause(Actor.REQUESTOR)
    await moved(ctx, unit, token, action=action, cause=cause)
    return Nothing()
