"""The outbox: what was told, what has yet to be, and every attempt."""

from collections.abc import Callable

from emulator.admin.schemas.outbox import (
    AttemptSeen,
    Delivered,
    DeliverOutbox,
    ListOutbox,
    NoticeSeen,
    OutboxPage,
    RedeliverNotice,
)
from emulator.admin.service.entry import act, look
from emulator.admin.service.pages import START, cut, place_at
from emulator.core.context import Context, Courier
from emulator.domain.errors import DomainError, Unavailable
from emulator.domain.notices import Attempt, Delivery, StoredNotice
from emulator.logs import mask
from emulator.storage.unit import Unit

Show = Callable[[str], str]


class UnknownNotice(DomainError):
    """The outbox of this world holds no such notice."""

    def __init__(self, notice_id: str) -> None:
        super().__init__(f"the outbox of this namespace holds no notice {notice_id}")


async def list_outbox(ctx: Context, _unit: None, message: ListOutbox) -> OutboxPage:
    """Return notices with their attempts, newest first."""
    world = await look(ctx, message.namespace)
    place = place_at(message.cursor)

    async def work(unit: Unit) -> OutboxPage:
        before = None if place == START else place[1]
        page = cut(await unit.notices.newest(most=message.limit + 1, before=before), message.limit, lambda notice: (0, notice.id))
        show: Show = str if message.reveal else mask
        notices = [seen(notice, await unit.notices.attempts(notice.id), show) for notice in page.rows]
        return OutboxPage(notices=notices, next_cursor=page.next_cursor)

    return await ctx.house.store.read(world.namespace.id, work)


async def deliver_outbox(ctx: Context, _unit: None, message: DeliverOutbox) -> Delivered:
    """Try whatever is due, and say how each notice stands now."""
    world = await act(ctx, message.namespace)
    tried = await _courier(ctx).deliver(world.namespace.id)
    return Delivered(tried=[notice for notice_id in dict.fromkeys(tried) if (notice := await _notice(world, notice_id))])


async def redeliver_notice(ctx: Context, _unit: None, message: RedeliverNotice) -> NoticeSeen:
    """Make one more attempt with a notice, and say how it stands now."""
    world = await act(ctx, message.namespace)
    if await _notice(world, message.notice) is None:
        raise UnknownNotice(message.notice)
    await _courier(ctx).redeliver(world.namespace.id, message.notice)
    after = await _notice(world, message.notice)
    if after is None:
        raise UnknownNotice(message.notice)
    return after


def seen(notice: StoredNotice, attempts: list[Attempt], show: Show) -> NoticeSeen:
    """Return a notice as this API shows it."""
    return NoticeSeen(
        id=notice.id,
        api=notice.api,
        name=notice.name,
        receiver=notice.receiver,
        url=notice.url,
        state=notice.state,
        tries=notice.tries,
        created_at=notice.created_at,
        due_at=notice.due_at if notice.state is Delivery.PENDING else None,
        body=show(notice.body.decode(errors="replace")),
        attempts=[_attempt(attempt, show) for attempt in attempts],
    )


def _attempt(attempt: Attempt, show: Show) -> AttemptSeen:
    return AttemptSeen(
        number=attempt.number,
        at=attempt.at,
        status=attempt.status,
        error=show(attempt.error) if attempt.error else None,
        sent=show(attempt.sent.decode(errors="replace")),
        answer=show(attempt.answer.decode(errors="replace")),
        micros=attempt.micros,
    )


async def _notice(world: Context, notice_id: str) -> NoticeSeen | None:
    async def work(unit: Unit) -> NoticeSeen | None:
        notice = await unit.notices.get(notice_id)
        return seen(notice, await unit.notices.attempts(notice_id), mask) if notice else None

    return await world.house.store.read(world.namespace.id, work)


def _courier(ctx: Context) -> Courier:
    if ctx.house.courier is None:
        raise Unavailable("this emulator delivers no notices")
    return ctx.house.courier
