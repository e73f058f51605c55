"""Notices and the attempts to deliver them as rows."""

from datetime import datetime

from sqlalchemy import Executable, bindparam, func, insert, select, update

from emulator.domain.notices import Attempt, Delivery, StoredNotice
from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.statements import Row, Rows, Values
from emulator.storage.tables import attempts, notices

_WORLD = notices.c.namespace == bindparam("world")
_ONE = notices.c.id == bindparam("key")
_PENDING = notices.c.state == Delivery.PENDING.value
_DUE = notices.c.due_at <= bindparam("until")
ADD = insert(notices).values({c.name: bindparam(c.name) for c in notices.c if c.name != "seq"})
GET = select(notices).where(_WORLD, _ONE)
HOLD = GET.with_for_update()
# In the order in which they were made: under a frozen clock many are made at the same moment.
NEWEST = select(notices).where(_WORLD).order_by(notices.c.seq.desc()).limit(bindparam("most"))
NEWEST_BEFORE = NEWEST.where(notices.c.seq < select(notices.c.seq).where(_WORLD, _ONE).scalar_subquery())
_RECEIVER = notices.c.receiver == bindparam("of_receiver")
_IN_ORDER = (notices.c.due_at, notices.c.seq)
# Worlds and receivers are walked one by one, each by one look into the index: a distinct would read every pending notice,
# and a receiver that is down lets thousands of them wait.
NEXT_WORLD = select(func.min(notices.c.namespace)).where(_PENDING, notices.c.namespace > bindparam("behind"))
NEXT_RECEIVER = select(func.min(notices.c.receiver)).where(_WORLD, _PENDING, notices.c.receiver > bindparam("behind"))
BACKLOG = select(func.count(), func.min(notices.c.created_at)).where(_PENDING)
HEAD = select(*_IN_ORDER).where(_WORLD, _PENDING, _RECEIVER).order_by(*_IN_ORDER).limit(bindparam("most"))
FIRST_DUE = select(notices).where(_WORLD, _PENDING, _RECEIVER, _DUE).order_by(*_IN_ORDER).limit(bindparam("most"))
NEXT_DUE = select(func.min(notices.c.due_at)).where(_WORLD, _PENDING, _RECEIVER, notices.c.due_at > bindparam("after"))
# Whoever moves the due time owns the attempt: two workers cannot both find the old value. The tries are compared too,
# because under a frozen clock a notice that somebody has tried in the meantime may be due at the same moment again.
CLAIM = (
    update(notices)
    .where(_WORLD, _ONE, notices.c.due_at == bindparam("seen"), notices.c.tries == bindparam("tried"))
    .values(due_at=bindparam("lease"))
)
SETTLE = update(notices).where(_WORLD, _ONE).values(state=bindparam("new_state"), tries=bindparam("new_tries"), due_at=bindparam("new_due"))
ADD_ATTEMPT = insert(attempts)
ATTEMPTS = (
    select(attempts).where(attempts.c.namespace == bindparam("world"), attempts.c.notice == bindparam("notice")).order_by(attempts.c.number)
)


class Notices:
    """The outbox of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace

    async def add(self, notice: StoredNotice) -> None:
        """Put a notice into the outbox."""
        await self._rows.execute(ADD, {"namespace": self._namespace, **_to_row(notice)})

    async def get(self, notice_id: str) -> StoredNotice | None:
        """Return one notice."""
        row = await self._rows.first(GET, {"world": self._namespace, "key": notice_id})
        return _of_row(row) if row else None

    async def hold(self, notice_id: str) -> StoredNotice | None:
        """Return one notice and keep others from changing it until the unit ends."""
        row = await self._rows.first(HOLD, {"world": self._namespace, "key": notice_id})
        return _of_row(row) if row else None

    async def newest(self, *, most: int, before: str | None = None) -> list[StoredNotice]:
        """Return up to `most` notices, newest first; with `before`, those made before the notice of that id."""
        values: Values = {"world": self._namespace, "most": most, "key": before}
        return [_of_row(row) for row in await self._rows.fetch(NEWEST_BEFORE if before else NEWEST, values)]

    async def receivers(self, *, until: datetime) -> list[str]:
        """Return those for whom something is due, whoever has waited longest first."""
        heads: dict[str, tuple[int, int]] = {}
        for receiver in await self._waiting():
            row = await self._rows.first(HEAD, {"world": self._namespace, "of_receiver": receiver, "most": 1})
            if row and row[0] <= micros(until):
                heads[receiver] = row[0], row[1]
        return sorted(heads, key=heads.__getitem__)

    async def first_due(self, receiver: str, *, until: datetime) -> StoredNotice | None:
        """Return the pending notice of this receiver that is to be tried first, of those whose time has come."""
        values: Values = {"world": self._namespace, "of_receiver": receiver, "until": micros(until), "most": 1}
        row = await self._rows.first(FIRST_DUE, values)
        return _of_row(row) if row else None

    async def next_due(self, *, after: datetime) -> datetime | None:
        """Return the first moment after this one at which a pending notice falls due."""
        found: list[int] = []
        for receiver in await self._waiting():
            row = await self._rows.first(NEXT_DUE, {"world": self._namespace, "of_receiver": receiver, "after": micros(after)})
            found += [row[0]] if row and row[0] is not None else []
        return moment(min(found)) if found else None

    async def claim(self, notice: StoredNotice, *, until: datetime) -> bool:
        """Take a notice for one attempt; False when another worker has it. It falls due again at `until` if we die."""
        seen: Values = {"seen": micros(notice.due_at), "tried": notice.tries}
        return await self._rows.execute(CLAIM, {"world": self._namespace, "key": notice.id, **seen, "lease": micros(until)}) == 1

    async def settle(self, notice: StoredNotice) -> None:
        """Keep a notice's state, tries and due time."""
        values: Values = {
            "world": self._namespace,
            "key": notice.id,
            "new_state": notice.state,
            "new_tries": notice.tries,
            "new_due": micros(notice.due_at),
        }
        await self._rows.execute(SETTLE, values)

    async def add_attempt(self, attempt: Attempt) -> None:
        """Keep one attempt; attempts are never edited."""
        row: Values = {
            "namespace": self._namespace,
            "notice": attempt.notice,
            "number": attempt.number,
            "at": micros(attempt.at),
            "sent": attempt.sent,
            "status": attempt.status,
            "answer": attempt.answer,
            "error": attempt.error,
            "micros": attempt.micros,
        }
        await self._rows.execute(ADD_ATTEMPT, row)

    async def attempts(self, notice_id: str) -> list[Attempt]:
        """Return the attempts of a notice, first to last."""
        return [_attempt(row) for row in await self._rows.fetch(ATTEMPTS, {"world": self._namespace, "notice": notice_id})]

    async def _waiting(self) -> list[str]:
        """Return the receivers that have pending notices."""
        return await _walk(self._rows, NEXT_RECEIVER, {"world": self._namespace})


async def backlog(rows: Rows) -> tuple[int, datetime | None]:
    """Return how many notices of all worlds are pending, and when the oldest of them was made, by its world's clock."""
    row = await rows.first(BACKLOG, {})
    count, oldest = row or (0, None)
    return count, None if oldest is None else moment(oldest)


async def waiting_worlds(rows: Rows) -> list[str]:
    """Return the namespaces that have pending notices."""
    return await _walk(rows, NEXT_WORLD, {})


async def _walk(rows: Rows, following: Executable, values: Values) -> list[str]:
    """Return every value of a column, each found as the one behind the one before."""
    found: list[str] = []
    while (row := await rows.first(following, {**values, "behind": found[-1] if found else ""})) and row[0] is not None:
        found.append(row[0])
    return found


def _to_row(notice: StoredNotice) -> Values:
    return {
        "id": notice.id,
        "api": notice.api,
        "name": notice.name,
        "receiver": notice.receiver,
        "url": notice.url,
        "body": notice.body,
        "state": notice.state,
        "tries": notice.tries,
        "created_at": micros(notice.created_at),
        "due_at": micros(notice.due_at),
    }


def _of_row(row: Row) -> StoredNotice:
    _, _, notice_id, api, name, receiver, url, body, state, tries, created_at, due_at = row
    return StoredNotice(
        id=notice_id,
        api=api,
        name=name,
        receiver=receiver,
        url=url,
        body=body,
        state=Delivery(state),
        tries=tries,
        created_at=moment(created_at),
        due_at=moment(due_at),
    )


def _attempt(row: Row) -> Attempt:
    _, notice, number, at, sent, status, answer, error, took = row
    return Attempt(notice, number, moment(at), sent, status, answer, error, took)
