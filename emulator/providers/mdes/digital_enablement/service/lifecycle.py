"""Suspending, resuming and deleting tokens: each for itself, ten at most, and a repeated wish is no error."""

from collections.abc import Callable, Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change
from emulator.domain.errors import DomainError, ForeignToken, IllegalTransition, UnknownToken
from emulator.domain.tokens import Action, Actor, Cause, State, Token
from emulator.providers.mdes import reasons, statuses, timestamps
from emulator.providers.mdes.digital_enablement.schemas import ChangeAnswer, ChangedToken, Delete, Suspend, Unsuspend
from emulator.providers.mdes.digital_enablement.service.accounts import callers_token_to_change
from emulator.providers.mdes.messages.reading import answering_host
from emulator.storage.unit import Unit

# Mastercard's Customer Service pages let only issuer and requestor suspend a card-on-file token, and its Digital Enablement
# samples show one that the cardholder suspends: our own choice is what the samples show.
ACTORS: Final[Mapping[str, Actor]] = {"CARDHOLDER": Actor.CARDHOLDER, "TOKEN_REQUESTOR": Actor.REQUESTOR}


def _suspended_already(token: Token, by: Actor) -> bool:
    return token.state is State.SUSPENDED and by in token.holders


def _not_held(token: Token, by: Actor) -> bool:
    return token.state is State.ACTIVE or (token.state is State.SUSPENDED and by not in token.holders)


def _never(_token: Token, _by: Actor) -> bool:
    return False


# When a wish is fulfilled already and answered with the current state (our own choice: MDES does not say).
FULFILLED: Final[Mapping[Action, Callable[[Token, Actor], bool]]] = {
    Action.SUSPEND: _suspended_already,
    Action.RESUME: _not_held,
    Action.DELETE: _never,
}


async def suspend(ctx: Context, unit: Unit, message: Suspend) -> ChangeAnswer:
    """Add the caller, or the cardholder, to those who keep the tokens suspended."""
    return await _change(ctx, unit, message, action=Action.SUSPEND)


async def unsuspend(ctx: Context, unit: Unit, message: Unsuspend) -> ChangeAnswer:
    """Lift one party's own suspension; a token that another keeps suspended stays so."""
    return await _change(ctx, unit, message, action=Action.RESUME)


async def delete(ctx: Context, unit: Unit, message: Delete) -> ChangeAnswer:
    """End the tokens."""
    return await _change(ctx, unit, message, action=Action.DELETE)


async def _change(ctx: Context, unit: Unit, message: Suspend | Unsuspend | Delete, *, action: Action) -> ChangeAnswer:
    cause = Cause(ACTORS[message.causedBy], message.reasonCode, message.reason)
    changed = [await _changed(ctx, unit, reference, action=action, cause=cause) for reference in message.tokenUniqueReferences]
    return ChangeAnswer(responseHost=answering_host(ctx), responseId=message.requestId, tokens=changed)


async def _changed(ctx: Context, unit: Unit, reference: str, *, action: Action, cause: Cause) -> ChangedToken:
    try:
        token = await callers_token_to_change(ctx, unit, reference)
        if statuses.is_barred(token, action, cause.by):
            raise IllegalTransition(token.state, action)
        moved = token if FULFILLED[action](token, cause.by) else await change(ctx, unit, token, action=action, cause=cause)
    except (UnknownToken, ForeignToken, IllegalTransition) as error:
        return _left(reference, error)
    return ChangedToken(
        tokenUniqueReference=moved.reference,
        status=statuses.STATUSES[moved.state],
        suspendedBy=statuses.suspended_by(moved),
        statusTimestamp=timestamps.written(moved.changed_at),
    )


def _left(reference: str, error: DomainError) -> ChangedToken:
    item = reasons.items(error)[0]
    return ChangedToken(tokenUniqueReference=reference, errorCode=item.reasonCode, errorDescription=item.description)
