"""Moving a token as its issuer: what is done already, or cannot be done, is refused."""

from datetime import timedelta
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of, change
from emulator.domain.errors import IllegalTransition, UnknownToken
from emulator.domain.pan import Pan
from emulator.domain.tokens import Action, Actor, Cause, State, Token
from emulator.providers.mdes import statuses
from emulator.providers.mdes.customer_service.schemas import (
    TokenActivate,
    TokenActivated,
    TokenDelete,
    TokenDeleted,
    TokenSuspend,
    TokenSuspended,
    TokenUnsuspend,
    TokenUnsuspended,
)
from emulator.providers.mdes.customer_service.schemas.changes import Activation
from emulator.providers.mdes.customer_service.schemas.message import OneToken
from emulator.providers.mdes.customer_service.service import conditions, notes, own
from emulator.providers.mdes.customer_service.service.standing import deleted_by_consumer
from emulator.providers.mdes.reasons import Refusal
from emulator.providers.mdes.records import digitizations
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES Customer Service, release notes of October 2024: device tokens that the consumer deleted.
RESTORABLE: Final = timedelta(days=95)


async def activate(ctx: Context, unit: Unit, message: TokenActivate) -> TokenActivated:
    """Activate a token that waits for it, or one that its holder deleted from a device no more than 95 days ago.

    Raises:
        Refusal: the token is named in two ways, or in none.
        UnknownToken: the caller has no such token.
        IllegalTransition: it has been activated, or has ended in another way or longer ago.
    """
    call = message.TokenActivateRequest
    token = await _to_activate(ctx, unit, call)
    action = Action.RESTORE if await _is_restorable(ctx, unit, token) else Action.ACTIVATE
    cause = Cause(Actor.ISSUER, call.ReasonCode, call.CommentText)
    await change(ctx, unit, token, action=action, cause=cause)
    return TokenActivated(TokenActivateResponse=OneToken(Token=await notes.keep(ctx, unit, token, call=call)))


async def suspend(ctx: Context, unit: Unit, message: TokenSuspend) -> TokenSuspended:
    """Add the issuer to those who keep the token suspended.

    Raises:
        UnknownToken: the caller has no such token.
        IllegalTransition: it is not active, or the issuer suspends it already.
    """
    call = message.TokenSuspendRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    if Actor.ISSUER in token.holders:
        # Whether Mastercard takes a repeated suspension for a mistake is not published: our own choice.
        raise IllegalTransition(token.state, "be suspended by the same party again")
    await change(ctx, unit, token, action=Action.SUSPEND, cause=Cause(Actor.ISSUER, call.ReasonCode, call.CommentText))
    return TokenSuspended(TokenSuspendResponse=OneToken(Token=await notes.keep(ctx, unit, token, call=call)))


async def unsuspend(ctx: Context, unit: Unit, message: TokenUnsuspend) -> TokenUnsuspended:
    """Lift the issuer's suspension; of an Apple Pay token that the issuer does not suspend, the cardholder's.

    Raises:
        UnknownToken: the caller has no such token.
        IllegalTransition: it is not suspended, or by others alone.
    """
    call = message.TokenUnsuspendRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    for_cardholder = statuses.is_apple_pay(token) and Actor.ISSUER not in token.holders
    cause = Cause(Actor.ISSUER, call.ReasonCode, call.CommentText, lifts=Actor.CARDHOLDER if for_cardholder else None)
    await change(ctx, unit, token, action=Action.RESUME, cause=cause)
    return TokenUnsuspended(TokenUnsuspendResponse=OneToken(Token=await notes.keep(ctx, unit, token, call=call)))


async def delete(ctx: Context, unit: Unit, message: TokenDelete) -> TokenDeleted:
    """End the token.

    Raises:
        UnknownToken: the caller has no such token.
        IllegalTransition: it has ended.
    """
    call = message.TokenDeleteRequest
    token = await own.token_to_change(ctx, unit, call.TokenUniqueReference)
    await change(ctx, unit, token, action=Action.DELETE, cause=Cause(Actor.ISSUER, call.ReasonCode, call.CommentText))
    return TokenDeleted(TokenDeleteResponse=OneToken(Token=await notes.keep(ctx, unit, token, call=call)))


async def _to_activate(ctx: Context, unit: Unit, call: Activation) -> Token:
    if call.TokenUniqueReference is None:
        return await own.token_to_change(ctx, unit, await _in_app(unit, call))
    if call.AccountPan is not None or call.PaymentAppInstanceId is not None:
        raise Refusal(conditions.TOO_MUCH, member="TokenUniqueReference")
    return await own.token_to_change(ctx, unit, call.TokenUniqueReference)


async def _in_app(unit: Unit, call: Activation) -> str:
    """Return the token that one app holds of one card: the one that waits, else the newest."""
    pan, app = call.AccountPan, call.PaymentAppInstanceId
    if pan is None or app is None:
        missing = "TokenUniqueReference" if pan is app else "AccountPan" if pan is None else "PaymentAppInstanceId"
        raise Refusal(conditions.TOO_LITTLE, member=missing)
    held = [await unit.tokens.get(record.token) for record in await digitizations.of_app_instance(unit, app)]
    found = [token for token in held if token and (await card_of(unit, token)).pan == Pan(pan)]
    if not found:
        raise UnknownToken("the app holds no token of the card")
    return max(found, key=lambda token: (token.state is State.REQUESTED, token.created_at)).reference


async def _is_restorable(ctx: Context, unit: Unit, token: Token) -> bool:
    record = await digitizations.of_token(unit, token.reference)
    deleted = deleted_by_consumer(token, record, await unit.tokens.history(token.reference))
    return deleted and ctx.now <= token.changed_at + RESTORABLE
