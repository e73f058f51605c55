"""An app that is told and asked what stands on a tape, sealed and signed anew; what it answers is compared with the tape."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import ValidationError

from emulator.core.context import Context, House
from emulator.core.message import Outgoing, Response
from emulator.core.operation import Notice, Question
from emulator.core.wire import ProtocolError
from emulator.crypto.diagnosis import Refused
from emulator.domain.errors import DomainError
from emulator.domain.parties import Issuer
from emulator.recording.differences import Difference, differences
from emulator.recording.matching import is_moment
from emulator.recording.outbound.rows import OutboundRow, Rows
from emulator.recording.tape import TapedExchange

Post = Callable[[Outgoing, float], Awaitable[Response]]
"""Sends a request and waits so many seconds for the answer; raises OSError when none comes."""

# How long an app may take for a notice, in seconds: as long as the emulator's own courier waits.
NOTICE_SECONDS: Final = 10.0
# Whoever listens on a tape of ours reads what is encrypted to the demo issuer's certificate.
# Our own choice: what is replayed is sealed and signed for the demo issuer.
APP: Final = Issuer("demo-issuer", "Emulated Bank", (), encryption_certificate="demo:mdes/issuer")
UNANSWERED: Final = "no answer"

Json = Any


@dataclass(frozen=True)
class Teller:
    """Says to the app at `url` what the providers said first; the house lends it settings and keys."""

    house: House
    rows: Rows
    url: str
    post: Post

    async def tell(self, exchange: TapedExchange) -> tuple[str, ...]:
        """Say it, and return what is wrong with the answer: its status, and of a question every member that differs."""
        row = self.rows[exchange.contract]
        ctx = self.house.context(self.house.home, cause=f"replay/{exchange.title}")
        try:
            outgoing = prepared(ctx, row, exchange, app=self.url)
            answer = await self.post(outgoing, row.row.deadline if isinstance(row.row, Question) else NOTICE_SECONDS)
        except (ProtocolError, Refused, ValueError, OSError) as error:
            return (f"nobody answers: {error}",)
        return tuple(_faults(ctx, row, exchange, answer=answer))


def prepared(ctx: Context, row: OutboundRow, exchange: TapedExchange, *, app: str) -> Outgoing:
    """Return what a provider says first on a tape as it goes to the app at an URL, sealed and signed anew.

    Raises:
        ProtocolError, Refused, ValueError: it cannot be sealed or signed for that app.
    """
    taped, on_tape = exchange.request, row.api.on_tape
    url = app + taped.path + (f"?{taped.query}" if taped.query else "")
    said = taped.opened or taped.body
    if isinstance(row.row, Notice):
        return row.api.wire.prepare_notice(ctx, row.row, on_tape.listener or APP, url=url, body=said)
    message = row.row.request.model_validate({**json.loads(said), **on_tape.unsaid})
    return replace(row.api.wire.prepare_question(ctx, row.row, party=replace(APP, callback_url=app), message=message), url=url)


def _faults(ctx: Context, row: OutboundRow, exchange: TapedExchange, *, answer: Response) -> Iterator[str]:
    taped = exchange.response
    if taped.status != answer.status:
        yield f"status: {taped.status} on tape, {answer.status} live"
    if isinstance(row.row, Question):
        on_tape = Response(taped.status, taped.body, taped.headers)
        expected = json.loads(taped.opened) if taped.opened else _read(ctx, row, row.row, answer=on_tape)
        found = differences(expected, _read(ctx, row, row.row, answer=answer))
        yield from (str(difference) for difference in found if not _is_drawn(difference))
    elif row.api.wire.delivered(taped.status, taped.body) and not row.api.wire.delivered(answer.status, answer.body):
        yield "it was taken on tape, and is refused live"


def _read(ctx: Context, row: OutboundRow, question: Question, *, answer: Response) -> Json:
    """Return the members of an answer that its contract declares, opened."""
    try:
        fields = row.api.wire.read_answer(ctx, question, answer)
        return question.response.model_validate(fields).model_dump(mode="json", by_alias=True, exclude_none=True)
    except (ProtocolError, DomainError) as error:
        return {UNANSWERED: f"{error}"}
    except ValidationError as error:
        first = error.errors()[0]
        return {UNANSWERED: f"{'.'.join(map(str, first['loc']))}: {first['msg']}"}


def _is_drawn(difference: Difference) -> bool:
    """Say whether a difference is one of time alone: everything else in an answer follows from the question."""
    return is_moment(difference.taped) and is_moment(difference.live)
