"""One attempt to deliver a notice: sealed and signed anew, sent, judged, and kept as a row and as an exchange."""

import logging
from dataclasses import dataclass
from typing import Final

import orjson

from emulator.core.context import Context
from emulator.core.journal import Exchange
from emulator.core.message import Outgoing, Response
from emulator.core.operation import Notice
from emulator.core.provider import Api
from emulator.core.scenarios.firing import Meeting
from emulator.core.scenarios.outgoing import as_armed, met
from emulator.core.wire import ProtocolError
from emulator.crypto.diagnosis import Finding, Refused
from emulator.domain.errors import DomainError
from emulator.domain.notices import Attempt, NoticeSettled, StoredNotice
from emulator.domain.scenarios import Place
from emulator.outbound.post import Post, Reply
from emulator.outbound.schedule import Verdict, after
from emulator.storage.unit import Unit

log = logging.getLogger(__name__)

NOT_DELIVERED: Final = "NotDelivered"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was sent, what came back, and what that means."""

    outgoing: Outgoing
    reply: Reply
    verdict: Verdict
    finding: Finding | None = None


class Undeliverable(Exception):
    """The notice cannot even be sent; `verdict` says whether that may change."""

    def __init__(self, verdict: Verdict, *, cause: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.verdict = verdict
        self.finding = Finding(check="delivery", cause=cause, message=message, fix=fix)


async def make_attempt(ctx: Context, post: Post, notice: StoredNotice) -> None:
    """Try once to deliver, and keep what came of it; the context is the attempt's own."""
    ctx.exchange = ctx.house.journal.next_id()
    row = _row_of(ctx, notice)
    outcome = await _outcome(ctx, post, notice, row=row)
    await _record(ctx, notice, outcome, waits=row[0].wire.retries if row else ())
    _journal(ctx, notice, outcome)


def _row_of(ctx: Context, notice: StoredNotice) -> tuple[Api, Notice] | None:
    rows = ((api, row) for api in ctx.house.apis if api.name == notice.api for row in api.notices)
    return next(((api, row) for api, row in rows if row.name == notice.name), None)


async def _outcome(ctx: Context, post: Post, notice: StoredNotice, *, row: tuple[Api, Notice] | None) -> Outcome:
    try:
        outgoing = await _prepared(ctx, notice, row)
    except Undeliverable as error:
        unsent = Outgoing("POST", notice.url, {}, b"", opened=notice.body)
        return Outcome(unsent, Reply(None, failure=error.finding), error.verdict, error.finding)
    reply = await post.send(outgoing)
    if row and reply.status is not None and row[0].wire.delivered(reply.status, reply.body):
        return Outcome(outgoing, reply, Verdict.TAKEN)
    return Outcome(outgoing, reply, Verdict.MISSED, reply.failure or _refused(reply))


async def _prepared(ctx: Context, notice: StoredNotice, row: tuple[Api, Notice] | None) -> Outgoing:
    if row is None:
        raise Undeliverable(
            Verdict.HOPELESS,
            cause="unknown_notice",
            message=f"this program sends no {notice.api} notice called {notice.name}",
            fix="use the program that wrote this database, or reset the namespace",
        )
    api, told = row
    receiver = await ctx.house.store.read(ctx.namespace.id, lambda unit: api.wire.receiver(unit, notice.receiver))
    if receiver is None:
        raise Undeliverable(
            Verdict.HOPELESS,
            cause="receiver_gone",
            message=f"the receiver {notice.receiver} is not registered any more",
            fix="register it again and redeliver the notice",
        )
    await met(ctx, Meeting(Place.ATTEMPT, notice.api, notice.name, orjson.loads(notice.body)))
    try:
        return as_armed(ctx, lambda: api.wire.prepare_notice(ctx, told, receiver, url=notice.url, body=notice.body))
    except (ProtocolError, Refused, DomainError, ValueError, OSError) as error:
        # Most often a certificate that cannot be read; the party may be registered anew before the next attempt.
        raise Undeliverable(
            Verdict.MISSED,
            cause="not_prepared",
            message=f"the notice could not be sealed and signed: {error}",
            fix=f"check the keys that are registered for {notice.receiver}",
        ) from error


def _refused(reply: Reply) -> Finding:
    return Finding(
        check="delivery",
        cause="refused",
        message=f"the receiver answered {reply.status}, which does not count as delivered",
        fix="answer with a status from 200 to 299, and with no error in the body",
    )


async def _record(ctx: Context, notice: StoredNotice, outcome: Outcome, *, waits: tuple[int, ...]) -> None:
    async def work(unit: Unit) -> StoredNotice | None:
        current = await unit.notices.hold(notice.id)
        if current is None:
            return None
        settled = after(current, outcome.verdict, waits=waits, now=ctx.now)
        await unit.notices.add_attempt(_attempt(ctx, settled, outcome))
        await unit.notices.settle(settled)
        await unit.emit(NoticeSettled(current.state, settled))
        return settled

    settled = await ctx.house.unit(ctx, work)
    # A world that was reset in the meantime has forgotten the notice, and must not find an attempt of it.
    told = f"notice.{settled.state}" if settled else "notice.forgotten"
    cause = outcome.finding.cause if outcome.finding else None
    log.info(told, extra={"notice": notice.id, "url": notice.url, "status": outcome.reply.status, "cause": cause})


def _attempt(ctx: Context, settled: StoredNotice, outcome: Outcome) -> Attempt:
    return Attempt(
        notice=settled.id,
        number=settled.tries,
        at=ctx.now,
        sent=outcome.outgoing.body,
        status=outcome.reply.status,
        answer=outcome.reply.body,
        error=outcome.finding.message if outcome.finding else None,
        micros=outcome.reply.micros,
    )


def _journal(ctx: Context, notice: StoredNotice, outcome: Outcome) -> None:
    reply = outcome.reply
    exchange = Exchange(
        id=ctx.exchange,
        namespace=ctx.namespace.id,
        api=notice.api,
        operation=notice.name,
        at=ctx.wall,
        request=outcome.outgoing,
        response=None if reply.status is None else Response(reply.status, reply.body, reply.headers),
        opened_request=ctx.opened_request or outcome.outgoing.opened or notice.body,
        opened_response=ctx.opened_response,
        findings=[*ctx.findings, *([outcome.finding] if outcome.finding else [])],
        error=NOT_DELIVERED if outcome.finding else None,
        micros=reply.micros,
    )
    ctx.house.journal.append(exchange)
