"""Looking at one token, and at tasks; nothing is changed."""

from emulator.core.context import Context
from emulator.core.message import Fields
from emulator.core.provisioning import card_of
from emulator.domain.cards import Card
from emulator.domain.pan import Network
from emulator.domain.tokens import Token
from emulator.providers.mdes import products, requestors, statuses, timestamps
from emulator.providers.mdes.digital_enablement.schemas import GetTaskStatus, GetTaskStatusAnswer, GetToken, GetTokenAnswer, ShownToken
from emulator.providers.mdes.digital_enablement.service import tasks
from emulator.providers.mdes.digital_enablement.service.accounts import callers_token
from emulator.providers.mdes.digital_enablement.service.tokenize import detail_of
from emulator.providers.mdes.messages.reading import answering_host
from emulator.storage.unit import Unit


async def get_token(ctx: Context, unit: Unit, message: GetToken) -> GetTokenAnswer:
    """Return one token in whatever state; its number only when that was asked for."""
    token = await callers_token(ctx, unit, message.tokenUniqueReference)
    card = await card_of(unit, token)
    return GetTokenAnswer(
        responseHost=answering_host(ctx),
        responseId=message.requestId,
        token=await _shown(unit, token, card),
        tokenDetail=detail_of(token, card) if message.includeTokenDetail == "true" else None,
    )


async def asked_about(_ctx: Context, _unit: Unit, token: Token) -> Fields | None:
    """Return how a requestor asks about a token of the vault."""
    return {"requestId": "view", "tokenUniqueReference": token.reference} if token.network is Network.MASTERCARD else None


async def get_task_status(ctx: Context, unit: Unit, message: GetTaskStatus) -> GetTaskStatusAnswer:
    """Return how far a task has come."""
    requestor = await requestors.calling(ctx, unit, message.tokenRequestorId)
    status = await tasks.status_of(unit, requestor.id, message.taskId)
    return GetTaskStatusAnswer(responseHost=answering_host(ctx), responseId=message.requestId, status=status)


async def _shown(unit: Unit, token: Token, card: Card) -> ShownToken:
    product, info = await products.shown(unit, token, card)
    return ShownToken(
        tokenUniqueReference=token.reference,
        tokenRequestorId=token.requestor,
        status=statuses.STATUSES[token.state],
        suspendedBy=statuses.suspended_by(token),
        statusTimestamp=timestamps.written(token.changed_at),
        productConfig=product,
        tokenInfo=info.model_copy(update={"accountPanPrefix": card.pan.prefix}),
    )
