"""Answers kept under the keys that clients chose, so that a repeated call is answered and not repeated."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.statements import Rows, Values
from emulator.storage.tables import answers

_WORLD = (answers.c.namespace == bindparam("world"), answers.c.key == bindparam("of_key"))
CLAIM = insert(answers).on_conflict_do_nothing()
GET = select(answers.c.fingerprint, answers.c.claimed_at, answers.c.status, answers.c.body).where(*_WORLD).with_for_update()
FINISH = update(answers).where(*_WORLD).values(status=bindparam("new_status"), body=bindparam("new_body"))
RELEASE = delete(answers).where(*_WORLD)


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
        """Return what is known under a key."""
        row = await self._rows.first(GET, self._at(key))
        return KeptAnswer(row[0], moment(row[1]), row[2], row[3]) if row else None

    async def finish(self, key: str, *, status: int, body: bytes) -> None:
        """Keep the answer of a claimed key."""
        await self._rows.execute(FINISH, {**self._at(key), "new_status": status, "new_body": body})

    async def release(self, key: str) -> None:
        """Forget a key: the next call with it is a new one."""
        await self._rows.execute(RELEASE, self._at(key))

    def _at(self, key: str) -> Values:
        return {"world": self._namespace, "of_key": key}
