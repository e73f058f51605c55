"""What is known of a token, and of the service: nothing is changed."""

from datetime import timedelta
from typing import Final

from emulator.core.context import Context
from emulator.domain.tokens import TokenKind
from emulator.providers.mdes import timestamps
from emulator.providers.mdes.customer_service.schemas import (
    SystemStatus,
    SystemStatusAnswer,
    TokenComments,
    TokenCommentsAnswer,
    TokenStatusHistory,
    TokenStatusHistoryAnswer,
    Transactions,
    TransactionsAnswer,
)
from emulator.providers.mdes.customer_service.schemas.inquiry import (
    CommentList,
    CommentsOfToken,
    HistoryOfToken,
    KeptComment,
    PastStatus,
    Payment,
    PaymentList,
    PaymentsOfToken,
    StateOfService,
    StatusList,
)
from emulator.providers.mdes.customer_service.schemas.message import Operator
from emulator.providers.mdes.customer_service.service import own, standing
from emulator.providers.mdes.reasons import Refusal
from emulator.providers.mdes.records import audits, comments, transactions
from emulator.providers.mdes.records.audits import Audit
from emulator.storage.tokens import Move
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES Customer Service: how far back payments are shown.
SHOWN: Final = timedelta(days=30)


async def token_comments(ctx: Context, unit: Unit, message: TokenComments) -> TokenCommentsAnswer:
    """Return the comments on a token, oldest first. Raises UnknownToken."""
    token = await own.own_token(ctx, unit, message.TokenCommentsRequest.TokenUniqueReference)
    found = [
        KeptComment(
            CommentId=comment.id,
            CommentText=comment.text,
            CommentDateTime=timestamps.written(comment.at),
            AuditInfo=Operator.model_validate(comment.audit),
        )
        for comment in await comments.of_token(unit, token.reference)
    ]
    return TokenCommentsAnswer(TokenCommentsResponse=CommentsOfToken(Comments=CommentList(Comment=found)))


async def token_status_history(ctx: Context, unit: Unit, message: TokenStatusHistory) -> TokenStatusHistoryAnswer:
    """Return every line of a token's history, oldest first; changes that leave its status are lines too. Raises UnknownToken."""
    token = await own.own_token(ctx, unit, message.TokenStatusHistoryRequest.TokenUniqueReference)
    known = await audits.of_token(unit, token.reference)
    lines = [_line(move, known.get(number)) for number, move in enumerate(await unit.tokens.history(token.reference), 1)]
    return TokenStatusHistoryAnswer(TokenStatusHistoryResponse=HistoryOfToken(Statuses=StatusList(Status=lines)))


async def token_transactions(ctx: Context, unit: Unit, message: Transactions) -> TransactionsAnswer:
    """Return the payments of the last 30 days, oldest first.

    Raises:
        UnknownToken: the caller has no such token.
        Refusal: it is a static one, of which no payments are kept.
    """
    token = await own.own_token(ctx, unit, message.TransactionsRequest.TokenUniqueReference)
    if token.kind is TokenKind.STATIC:
        raise Refusal("NOT_SUPPORTED")
    paid = await transactions.of_token(unit, token.reference, since=ctx.now - SHOWN)
    found = [Payment.model_validate(one) for one in paid]
    return TransactionsAnswer(TransactionsResponse=PaymentsOfToken(Transactions=PaymentList(Transaction=found)))


async def system_status(ctx: Context, _unit: Unit, _message: SystemStatus) -> SystemStatusAnswer:
    """Say that the service is up: who reads it was answered."""
    state = StateOfService(CommentText="The emulated service is up", LastStatusDateTime=timestamps.written(ctx.now))
    return SystemStatusAnswer(SystemStatusResponse=state)


def _line(move: Move, audit: Audit | None) -> PastStatus:
    code, description = standing.STATUSES[move.after]
    return PastStatus(
        StatusCode=code,
        StatusDescription=description,
        StatusDateTime=timestamps.written(move.at),
        Initiator=standing.initiator(move.cause.by),
        ReasonCode=standing.REASONS.get(f"{move.cause.code}"),
        CommentId=audit.comment if audit else None,
        AuditInfo=Operator.model_validate(audit.operator) if audit else None,
    )
