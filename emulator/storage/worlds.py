"""Namespaces, their clocks and their credentials as rows."""

import json
from datetime import timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import bindparam, delete, exists, insert, select, update

from emulator.domain.worlds import Clock, ClockMode, Credential, Namespace
from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.statements import Row, Rows, Values
from emulator.storage.tables import WORLDLY, credentials, namespaces, scenarios

_MICROSECOND = timedelta(microseconds=1)
REMEMBERED: Final = 1_024
_ARMED = exists().where(scenarios.c.namespace == namespaces.c.id)

ADD = insert(namespaces)
ONE = select(namespaces, _ARMED).where(namespaces.c.id == bindparam("world"))
ALL = select(namespaces, _ARMED).order_by(namespaces.c.created_at, namespaces.c.id)
SET_CLOCK = (
    update(namespaces)
    .where(namespaces.c.id == bindparam("world"))
    .values(
        clock_mode=bindparam("mode"),
        clock_offset=bindparam("offset"),
        clock_frozen_at=bindparam("frozen_at"),
    )
)
ADD_CREDENTIAL = insert(credentials)
REMOVE_CREDENTIAL = delete(credentials).where(credentials.c.kind == bindparam("kind"), credentials.c.name == bindparam("name"))
ENTRY = (
    select(credentials, namespaces, _ARMED)
    .join(namespaces, namespaces.c.id == credentials.c.namespace)
    .where(credentials.c.kind == bindparam("kind"), credentials.c.name == bindparam("name"))
)
CREDENTIALS_OF = select(credentials).where(credentials.c.namespace == bindparam("world")).order_by(credentials.c.kind, credentials.c.name)
REMOVE = delete(namespaces).where(namespaces.c.id == bindparam("world"))
CLEAR = tuple(delete(table).where(table.c.namespace == bindparam("world")) for table in WORLDLY)


class Worlds:
    """All namespaces: the one noun that is not inside one."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def add(self, namespace: Namespace) -> None:
        """Open a world."""
        values: Values = {"id": namespace.id, "created_at": micros(namespace.created_at), **_clock_row(namespace.clock, "clock_")}
        await self._rows.execute(ADD, values)

    async def get(self, namespace_id: str) -> Namespace | None:
        """Return a world."""
        row = await self._rows.first(ONE, {"world": namespace_id})
        return _namespace(tuple(row)) if row else None

    async def all(self) -> list[Namespace]:
        """Return all worlds, oldest first."""
        return [_namespace(tuple(row)) for row in await self._rows.fetch(ALL, {})]

    async def set_clock(self, namespace_id: str, clock: Clock) -> None:
        """Keep a changed clock."""
        await self._rows.execute(SET_CLOCK, {"world": namespace_id, **_clock_row(clock, "")})

    async def add_credential(self, credential: Credential) -> None:
        """Let a client in under a new name."""
        values: Values = {
            "kind": credential.kind,
            "name": credential.name,
            "namespace": credential.namespace,
            "secrets": json.dumps(dict(credential.secrets)),
        }
        await self._rows.execute(ADD_CREDENTIAL, values)

    async def remove_credential(self, kind: str, name: str) -> bool:
        """Let nobody in under this name any more; False when nobody was."""
        return await self._rows.execute(REMOVE_CREDENTIAL, {"kind": kind, "name": name}) == 1

    async def enter(self, kind: str, name: str) -> tuple[Credential, Namespace] | None:
        """Return the credential of this name and the world it opens."""
        row = await self._rows.first(ENTRY, {"kind": kind, "name": name})
        return (_credential(tuple(row[:4])), _namespace(tuple(row[4:]))) if row else None

    async def credentials(self, namespace_id: str) -> list[Credential]:
        """Return every credential of a world."""
        return [_credential(tuple(row)) for row in await self._rows.fetch(CREDENTIALS_OF, {"world": namespace_id})]

    async def clear(self, namespace_id: str) -> None:
        """Delete every row of a world, and the world."""
        for statement in (*CLEAR, REMOVE):
            await self._rows.execute(statement, {"world": namespace_id})


def _clock_row(clock: Clock, prefix: str) -> Values:
    return {
        f"{prefix}mode": clock.mode,
        f"{prefix}offset": clock.offset // _MICROSECOND,
        f"{prefix}frozen_at": micros(clock.frozen_at) if clock.frozen_at else None,
    }


# The same rows are read at every request. What is remembered is what a row says, never what the database holds.
@lru_cache(maxsize=REMEMBERED)
def _namespace(row: Row) -> Namespace:
    namespace_id, mode, offset, frozen_at, created_at, armed = row
    clock = Clock(ClockMode(mode), offset * _MICROSECOND, moment(frozen_at) if frozen_at is not None else None)
    return Namespace(namespace_id, clock, moment(created_at), bool(armed))


@lru_cache(maxsize=REMEMBERED)
def _credential(row: Row) -> Credential:
    kind, name, namespace, secrets = row
    return Credential(kind, name, namespace, json.loads(secrets))
