"""What is kept of every change: who made it, and the comment that came with it."""

from emulator.core.context import Context
from emulator.domain.tokens import Actor, Cause, Token
from emulator.providers.mdes.customer_service.schemas.message import Commented, CommentedToken, OneToken
from emulator.providers.mdes.records import audits, comments
from emulator.storage.unit import Unit


async def keep(ctx: Context, unit: Unit, token: Token, *, call: Commented) -> CommentedToken:
    """Keep who made the last change of a token's history; return the token with the id of the comment, if there was one."""
    operator = call.AuditInfo.model_dump(exclude_none=True)
    comment = await comments.add(ctx, unit, token.reference, text=call.CommentText, audit=operator) if call.CommentText else None
    await audits.note(unit, token.reference, operator=operator, comment=comment.id if comment else None)
    return CommentedToken(TokenUniqueReference=token.reference, CommentId=comment.id if comment else None)


async def record(ctx: Context, unit: Unit, token: Token, *, code: str | None, call: Commented) -> OneToken:
    """Write a change that moves no token into its history, and keep who made it."""
    await unit.tokens.record(token, Cause(Actor.ISSUER, code, call.CommentText), before=token.state, at=ctx.now)
    return OneToken(Token=await keep(ctx, unit, token, call=call))
