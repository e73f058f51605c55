"""Statements become text once, their values go in the statement's order, and reads cannot write."""

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from emulator.storage.engine.statements import ReadingRows, Row, Rows, Statements, UnitMustNotWriteError
from emulator.storage.store import Store
from emulator.storage.tables import documents
from tests.storage.samples import NOON, keep, look

FIND = select(documents.c.id).where(
    documents.c.kind == bindparam("of_kind"), documents.c.namespace == bindparam("world"), documents.c.a == "x"
)
ADD = insert(documents).values(namespace="w", kind="k", id="1", a="x", body=b"")
CHANGE = update(documents).where(documents.c.id == bindparam("key")).values(body=bindparam("new_body"))


def test_a_statement_is_compiled_once() -> None:
    statements = Statements(sqlite.dialect())

    assert statements(FIND) is statements(FIND)
    assert statements(FIND) is not statements(CHANGE)


def test_values_go_in_the_order_of_the_statement() -> None:
    compiled = Statements(sqlite.dialect())(FIND)

    assert compiled.names == ("of_kind", "world", "a_1")
    assert list(compiled.arguments({"world": "w", "of_kind": "k"})) == ["k", "w", "x"]


def test_values_that_a_statement_does_not_name_are_left_out() -> None:
    compiled = Statements(sqlite.dialect())(CHANGE)

    assert list(compiled.arguments({"key": "1", "new_body": b"b", "unused": 5})) == [b"b", "1"]


def test_a_value_that_is_missing_is_an_error() -> None:
    compiled = Statements(sqlite.dialect())(CHANGE)

    with pytest.raises(KeyError, match="new_body"):
        compiled.arguments({"key": "1"})


def test_each_dialect_has_its_own_text() -> None:
    of_sqlite, of_postgres = Statements(sqlite.dialect())(CHANGE), Statements(asyncpg_dialect())(CHANGE)

    assert ("?" in of_sqlite.text, "$1" in of_postgres.text) == (True, True)
    assert of_sqlite.names == of_postgres.names


async def test_work_that_only_reads_cannot_write(store: Store) -> None:
    with pytest.raises(UnitMustNotWriteError, match="Insert"):
        await look(store, lambda unit: unit.answers.claim("k", fingerprint="f", at=NOON))

    assert await keep(store, lambda unit: unit.answers.get("k")) is None


async def test_work_that_only_reads_reads_what_others_do(store: Store) -> None:
    values = {"world": "w", "of_kind": "k"}

    async def work(rows: Rows) -> tuple[list[Row], Row | None]:
        await rows.execute(ADD, {})
        reading = ReadingRows(rows)
        return await reading.fetch(FIND, values), await reading.first(FIND, values)

    found, first = await keep(store, lambda unit: work(unit.rows))

    assert [tuple(row) for row in found] == [("1",)]
    assert tuple(first or ()) == ("1",)
