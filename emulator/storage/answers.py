"""Answers kept under the keys that clients chose, so that a repeated call is answered and not repeated."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, null, select, update

from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.conflicts import OrNothing
from emulator.storage.engine.statements import Rows, Values
from emulator.storage.tables import answers

_WORLD = (answers.c.namespace == bindparam("world"), answers.c.key == bindparam("of_key"))
CLAIM = insert(answers).ext(OrNothing())
GET = select(answers.c.fingerprint, answers.c.claimed_at, answers.c.status, answers.c.body).where(*_WORLD).with_for_update()
# Only whoever holds the claim ends it: a claim that was outlived belongs to the call that took it over, at a later moment.
_HELD = (*_WORLD, answers.c.claimed_at == bindparam("since"), answers.c.status.is_(None))
TAKE_OVER = (
    update(answers)
    .where(*_WORLD)
    .values(fingerprint=bindparam("new_fingerprint"), claimed_at=bindparam("new_claimed_at"), status=null(), body=b"")
)
FINISH = update(answers).where(*_HELD).values(status=bindparam("new_status"), body=bindparam("new_body"))
RELEASE = delete(answers).where(*_HELD)
FORGET = delete(answers).where(
    answers.c.namespace == bindparam("world"), answers.c.key >= bindparam("first"), answers.c.key < bindparam("before")
)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What is known under a key: who asked for what, and the answer once there is one (`status` None until then)."""

    fingerprint: str
    claimed_at: datetime
    status: int | None
    body: bytes


class Answers:
    """The kept answers of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace

    async def claim(self, key: str, *, fingerprint: str, at: datetime) -> bool:
        """Take a key for one call; False when it is taken."""
        values: Values = {
            "namespace": self._namespace,
            "key": key,
            "fingerprint": fingerprint,
            "claimed_at": micros(at),
            "status": None,
            "body": b"",
        }
        return await self._rows.execute(CLAIM, values) == 1

    async def get(self, key: str) -> KeptAnswer | None:
        """Return what is known under a key, and keep others from changing it until the unit ends."""
        row = await self._rows.first(GET, self._at(key))
        return KeptAnswer(row[0], moment(row[1]), row[2], row[3]) if row else None

    async def take_over(self, key: str, *, fingerprint: str, at: datetime) -> None:
        """Take a key whose claim or answer has been outlived, after `get` has shown that it was."""
        await self._rows.execute(TAKE_OVER, {**self._at(key), "new_fingerprint": fingerprint, "new_claimed_at": micros(at)})

    async def finish(self, key: str, *, claimed_at: datetime, status: int, body: bytes) -> bool:
        """Keep the answer of a key claimed at that moment; False when it is another call's by now."""
        held: Values = {**self._at(key), "since": micros(claimed_at)}
        return await self._rows.execute(FINISH, {**held, "new_status": status, "new_body": body}) == 1

    async def release(self, key: str, *, claimed_at: datetime) -> bool:
        """Forget a key claimed at that moment and not answered, so that the next call with it is a new one; False when it is another's."""
        return await self._rows.execute(RELEASE, {**self._at(key), "since": micros(claimed_at)}) == 1

    async def forget(self, *, first: str, before: str) -> None:
        """Forget every key from `first` up to, but not including, `before`."""
        await self._rows.execute(FORGET, {"world": self._namespace, "first": first, "before": before})

    def _at(self, key: str) -> Values:
        return {"world": self._namespace, "of_key": key}
