"""What an issuer's staff wrote about tokens, and who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from emulator.core.context import Context
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.comment", indexes=("token",))
# Mastercard's samples show four digits and nine characters (ABC123456).
ID_LENGTH: Final = 9


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on one token; `audit` says who wrote it, in the wire's own names."""

    id: str
    token: str
    text: str
    at: datetime
    audit: Mapping[str, str]


async def add(ctx: Context, unit: Unit, token: str, *, text: str, audit: Mapping[str, str]) -> Comment:
    """Write a comment down under an id that nobody has had."""
    while True:
        comment = Comment(ctx.ids.alphanumeric(ID_LENGTH), token, text, ctx.now, audit)
        if await unit.documents.add(KIND, comment.id, _body(comment)):
            return comment


async def get(unit: Unit, comment_id: str) -> Comment | None:
    """Return one comment."""
    body = await unit.documents.get(KIND, comment_id)
    return _comment(body) if body else None


async def of_token(unit: Unit, token: str) -> list[Comment]:
    """Return the comments on a token, oldest first."""
    return [_comment(body) for body in await unit.documents.by(KIND, "token", token)]


def _body(comment: Comment) -> dict[str, Any]:
    return {"id": comment.id, "token": comment.token, "text": comment.text, "at": comment.at.isoformat(), "audit": dict(comment.audit)}


def _comment(body: Mapping[str, Any]) -> Comment:
    return Comment(body["id"], body["token"], body["text"], datetime.fromisoformat(body["at"]), body["audit"])
