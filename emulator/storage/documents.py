"""What only one provider knows: documents of declared kinds, with up to three index columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, insert, select, update

from emulator.storage.engine.conflicts import OrNothing
from emulator.storage.engine.statements import Rows, Values
from emulator.storage.tables import documents

COLUMNS = ("a", "b", "c")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document; `indexes` names the members of its body that can be searched."""

    name: str
    indexes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.indexes) > len(COLUMNS):
            raise ValueError(f"a kind of document has at most {len(COLUMNS)} indexes, {self.name} names {len(self.indexes)}")

    def column(self, member: str) -> str:
        """Return the index column that holds this member."""
        return COLUMNS[self.indexes.index(member)]


_WORLD = (documents.c.namespace == bindparam("world"), documents.c.kind == bindparam("of_kind"))
_ONE = documents.c.id == bindparam("key")
ADD = insert(documents).values({c.name: bindparam(c.name) for c in documents.c if c.name != "seq"}).ext(OrNothing())
GET = select(documents.c.body).where(*_WORLD, _ONE)
HOLD = GET.with_for_update()
SAVE = (
    update(documents).where(*_WORLD, _ONE).values(body=bindparam("new_body"), **{column: bindparam(f"new_{column}") for column in COLUMNS})
)
REMOVE = delete(documents).where(*_WORLD, _ONE)
BY = {
    column: select(documents.c.body).where(*_WORLD, documents.c[column] == bindparam("value")).order_by(documents.c.seq)
    for column in COLUMNS
}

SEQ = select(documents.c.seq).where(*_WORLD, _ONE)
_PAGE = select(documents.c.seq, documents.c.body).where(*_WORLD).limit(bindparam("most"))
_OLDER = _PAGE.where(documents.c.seq < bindparam("cursor")).order_by(documents.c.seq.desc())
_NEWER = _PAGE.where(documents.c.seq > bindparam("cursor")).order_by(documents.c.seq)
# One statement for each way to walk, and for each index column or none of them.
PAGES = {
    (way, column): walk if column is None else walk.where(documents.c[column] == bindparam("value"))
    for way, walk in (("older", _OLDER), ("newer", _NEWER))
    for column in (None, *COLUMNS)
}
_END = 2**62

Body = dict[str, Any]


class Documents:
    """The documents of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace

    async def add(self, kind: Kind, document_id: str, body: Body) -> bool:
        """Keep a new document; False when its id is taken."""
        values: Values = {"namespace": self._namespace, "kind": kind.name, "id": document_id, "body": orjson.dumps(body)}
        return await self._rows.execute(ADD, {**values, **_indexed(kind, body, "")}) == 1

    async def get(self, kind: Kind, document_id: str) -> Body | None:
        """Return one document, for reading."""
        return await self._one(GET, kind, document_id)

    async def hold(self, kind: Kind, document_id: str) -> Body | None:
        """Return one document and keep others from changing it until the unit ends."""
        return await self._one(HOLD if self._rows.holds else GET, kind, document_id)

    async def save(self, kind: Kind, document_id: str, body: Body) -> None:
        """Keep a changed document."""
        values: Values = {**self._key(kind, document_id), "new_body": orjson.dumps(body)}
        await self._rows.execute(SAVE, {**values, **_indexed(kind, body, "new_")})

    async def remove(self, kind: Kind, document_id: str) -> bool:
        """Forget a document; False when there was none."""
        return await self._rows.execute(REMOVE, self._key(kind, document_id)) == 1

    async def by(self, kind: Kind, member: str, value: str) -> list[Body]:
        """Return the documents whose indexed member has this value, oldest first."""
        values: Values = {"world": self._namespace, "of_kind": kind.name, "value": value}
        return [orjson.loads(row[0]) for row in await self._rows.fetch(BY[kind.column(member)], values)]

    async def seq_of(self, kind: Kind, document_id: str) -> int | None:
        """Return a document's place in the order of their making."""
        row = await self._rows.first(SEQ, self._key(kind, document_id))
        return row[0] if row else None

    async def older(
        self, kind: Kind, *, most: int, than: int | None = None, where: tuple[str, str] | None = None
    ) -> list[tuple[int, Body]]:
        """Return up to `most` documents made before the one at `than`, newest first, with their places.

        `where` is an indexed member and its value.
        """
        return await self._page("older", kind, most=most, cursor=_END if than is None else than, where=where)

    async def newer(self, kind: Kind, *, most: int, than: int, where: tuple[str, str] | None = None) -> list[tuple[int, Body]]:
        """Return up to `most` documents made after the one at `than`, oldest first, with their places."""
        return await self._page("newer", kind, most=most, cursor=than, where=where)

    async def _page(self, way: str, kind: Kind, *, most: int, cursor: int, where: tuple[str, str] | None) -> list[tuple[int, Body]]:
        column = kind.column(where[0]) if where else None
        values: Values = {"world": self._namespace, "of_kind": kind.name, "most": most, "cursor": cursor}
        rows = await self._rows.fetch(PAGES[way, column], {**values, "value": where[1]} if where else values)
        return [(seq, orjson.loads(body)) for seq, body in rows]

    async def _one(self, statement: Any, kind: Kind, document_id: str) -> Body | None:
        row = await self._rows.first(statement, self._key(kind, document_id))
        return orjson.loads(row[0]) if row else None

    def _key(self, kind: Kind, document_id: str) -> Values:
        return {"world": self._namespace, "of_kind": kind.name, "key": document_id}


def _indexed(kind: Kind, body: Mapping[str, Any], prefix: str) -> Values:
    values = {column: body.get(member) for column, member in zip(COLUMNS, kind.indexes, strict=False)}
    # A member that is absent or null is found under no value.
    return {f"{prefix}{column}": None if (value := values.get(column)) is None else str(value) for column in COLUMNS}
