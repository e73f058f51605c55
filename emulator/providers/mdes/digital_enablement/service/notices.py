"""What a token requestor hears of its tokens."""

from collections.abc import Iterable, Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.notices import Receiver
from emulator.domain.pan import Network
from emulator.domain.tokens import (
    Action,
    Alteration,
    Audience,
    State,
    TokenAltered,
    TokenCreated,
    TokenEvent,
    TokenKind,
    TokenMoved,
)
from emulator.providers.mdes import products, statuses, timestamps
from emulator.providers.mdes.digital_enablement.schemas.notices import (
    EventReason,
    NotifyTokenUpdated,
    SealedTokens,
    UpdatedToken,
    UpdatedTokens,
)
from emulator.storage.unit import Unit

# Codes that come from requestors are the names already; the letters are those of Customer Service, whose meaning
# depends on what is done (which name stands for which letter is our own choice).
REASONS: Final[Mapping[tuple[Action, str], EventReason]] = {
    (Action.SUSPEND, "SUSPECTED_FRAUD"): "SUSPECTED_FRAUD",
    (Action.SUSPEND, "OTHER"): "OTHER",
    (Action.SUSPEND, "L"): "DEVICE_LOST",
    (Action.SUSPEND, "S"): "DEVICE_STOLEN",
    (Action.SUSPEND, "T"): "SUSPECTED_FRAUD",
    (Action.SUSPEND, "Z"): "OTHER",
    (Action.RESUME, "DEVICE_FOUND"): "DEVICE_FOUND",
    (Action.RESUME, "NOT_FRAUD"): "NOT_FRAUD",
    (Action.RESUME, "OTHER"): "OTHER",
    (Action.RESUME, "F"): "DEVICE_FOUND",
    (Action.RESUME, "T"): "NOT_FRAUD",
    (Action.RESUME, "Z"): "OTHER",
    (Action.DELETE, "SUSPECTED_FRAUD"): "SUSPECTED_FRAUD",
    (Action.DELETE, "OTHER"): "OTHER",
    (Action.DELETE, "L"): "DEVICE_LOST",
    (Action.DELETE, "S"): "DEVICE_STOLEN",
    (Action.DELETE, "F"): "SUSPECTED_FRAUD",
    (Action.DELETE, "T"): "SUSPECTED_FRAUD",
    (Action.DELETE, "C"): "ACCOUNT_CLOSED",
    (Action.DELETE, "Z"): "OTHER",
}

# Where later calls may go when it is not known how the emulator is called, or that is too short or too long to say.
HOST: Final = "localhost:8081"
SHORTEST_HOST: Final = 11
LONGEST_HOST: Final = 64


async def holder_of_token(unit: Unit, event: TokenEvent) -> Iterable[Receiver]:
    """Return where the requestor listens; it is not told of tokens that wait, nor of what an issuer keeps from it."""
    if event.token.network is not Network.MASTERCARD or not _concerns_the_holder(event):
        return ()
    requestor = await unit.parties.requestor(event.token.requestor)
    return (Receiver(requestor.handle, requestor.callback_url),) if requestor and requestor.callback_url else ()


async def token_updated(ctx: Context, unit: Unit, event: TokenEvent) -> NotifyTokenUpdated:
    """Return what the requestor reads, still open."""
    token = event.token
    card = await card_of(unit, token)
    product, info = await products.shown(unit, token, card)
    renewed = isinstance(event, TokenAltered) and event.alteration is Alteration.RENEWAL
    updated = UpdatedToken(
        tokenUniqueReference=token.reference,
        tokenRequestorId=token.requestor,
        status=statuses.STATUSES[token.state],
        eventReasonCode=_reason(event),
        suspendedBy=statuses.suspended_by(token),
        statusTimestamp=timestamps.written(token.changed_at),
        productConfig=product,
        tokenInfo=info.model_copy(update={"accountPanPrefix": card.pan.prefix}),
    )
    return NotifyTokenUpdated(
        responseHost=_host(ctx),
        requestId=ctx.ids.uuid(),
        encryptedPayload=SealedTokens(encryptedData=UpdatedTokens(tokens=[updated])),
        redigitizationRequired=True if renewed and token.kind is not TokenKind.CLOUD else None,
    )


def _host(ctx: Context) -> str:
    host = ctx.house.public_url.partition("://")[2]
    return host if SHORTEST_HOST <= len(host) <= LONGEST_HOST else HOST


def _concerns_the_holder(event: TokenEvent) -> bool:
    if isinstance(event, TokenCreated):
        return event.token.state is State.ACTIVE
    return isinstance(event, TokenMoved) or event.audience is Audience.ALL


def _reason(event: TokenEvent) -> EventReason | None:
    if isinstance(event, TokenAltered):
        return "REDIGITIZATION_COMPLETE" if event.alteration is Alteration.RENEWAL else None
    return REASONS.get((event.action, f"{event.cause.code}")) if isinstance(event, TokenMoved) else None
