"""Worlds as they stood at a moment: every row of theirs, kept under a name, put back as they were."""

import base64
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Column, Table, bindparam, delete, insert, select

from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.statements import Row, Rows, Values
from emulator.storage.tables import WORLDLY, namespaces, snapshots

# Of the form in which rows are written down, for exported files.
FORMAT: Final = 1

Content = dict[str, dict[str, list[list[Any]]]]
"""By world, then by table: rows, each the list of its columns' values."""


def _kept(table: Table) -> list[Column[Any]]:
    # Numbers that the engine counts by itself are counted anew, in the same order.
    return [column for column in table.c if not (column.primary_key and column.autoincrement is True)]


def _order(table: Table) -> Iterable[Column[Any]]:
    return table.primary_key.columns


_TABLES: Final = (*((table, table.c.namespace) for table in WORLDLY), (namespaces, namespaces.c.id))
TAKE: Final = {
    str(table.name): select(*_kept(table)).where(world == bindparam("world")).order_by(*_order(table)) for table, world in _TABLES
}
PUT: Final = {str(table.name): insert(table).values({c.name: bindparam(c.name) for c in _kept(table)}) for table, _ in _TABLES}
COLUMNS: Final = {str(table.name): [column.name for column in _kept(table)] for table, _ in _TABLES}

ADD: Final = insert(snapshots)
GET: Final = select(snapshots).where(snapshots.c.name == bindparam("key"))
ALL: Final = select(snapshots).order_by(snapshots.c.made_at, snapshots.c.name)
REMOVE: Final = delete(snapshots).where(snapshots.c.name == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Worlds at a moment; `ordinals` say how many requests each had seen, for the seed's sake."""

    name: str
    made_at: datetime
    ordinals: dict[str, int]
    content: bytes = field(repr=False)

    @property
    def worlds(self) -> list[str]:
        """The worlds it holds."""
        return list(self.ordinals)


class Snapshots:
    """The snapshots of this database."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def take(self, name: str, *, ordinals: dict[str, int], at: datetime) -> Snapshot:
        """Write down the worlds that `ordinals` names, in place of an earlier snapshot of this name."""
        content: Content = {world: await self._taken(world) for world in ordinals}
        snapshot = Snapshot(name, at, ordinals, zlib.compress(orjson.dumps(content, default=_text), 1))
        await self.put(snapshot)
        return snapshot

    async def put(self, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of an earlier one of its name."""
        await self.remove(snapshot.name)
        values: Values = {
            "name": snapshot.name,
            "made_at": micros(snapshot.made_at),
            "ordinals": orjson.dumps(snapshot.ordinals).decode(),
            "content": snapshot.content,
        }
        await self._rows.execute(ADD, values)

    async def restore(self, snapshot: Snapshot) -> None:
        """Put every row of its worlds back, once they are cleared.

        Raises:
            ValueError: its content is not what a snapshot holds.
        """
        for tables in read(snapshot.content).values():
            for name in PUT:
                for row in tables.get(name, []):
                    await self._rows.execute(PUT[name], dict(zip(COLUMNS[name], map(_value, row), strict=True)))

    async def get(self, name: str) -> Snapshot | None:
        """Return one."""
        row = await self._rows.first(GET, {"key": name})
        return _snapshot(row) if row else None

    async def all(self) -> list[Snapshot]:
        """Return all, oldest first."""
        return [_snapshot(row) for row in await self._rows.fetch(ALL, {})]

    async def remove(self, name: str) -> bool:
        """Forget one; False when there was none."""
        return await self._rows.execute(REMOVE, {"key": name}) == 1

    async def _taken(self, world: str) -> dict[str, list[list[Any]]]:
        return {name: [list(row) for row in await self._rows.fetch(take, {"world": world})] for name, take in TAKE.items()}


def read(content: bytes) -> Content:
    """Return what a snapshot's content says.

    Raises:
        ValueError: it is not what a snapshot holds.
    """
    try:
        told: Content = orjson.loads(zlib.decompress(content))
        whole = all(set(tables) <= set(PUT) for tables in told.values())
    except (zlib.error, AttributeError, TypeError) as error:
        raise ValueError("it is no snapshot") from error
    if not whole:
        raise ValueError("it holds tables that this program does not know")
    return told


def _snapshot(row: Row) -> Snapshot:
    name, made_at, ordinals, content = row
    return Snapshot(name, moment(made_at), orjson.loads(ordinals), bytes(content))


def _text(value: Any) -> Any:
    return {"bytes": base64.b64encode(bytes(value)).decode()}


def _value(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value
