"""The tables hold numbers, text and bytes, and every row but a world's own says whose it is."""

import pytest
from sqlalchemy import BigInteger, Integer, LargeBinary, Table, Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from emulator.storage.store import Store
from emulator.storage.tables import METADATA, WORLDLY, answers, cards, definitions
from emulator.storage.unit import Unit
from tests.storage.samples import NOON, keep

TABLES = METADATA.sorted_tables
# As a language would sort them, case and punctuation count only where nothing else differs.
KEYS = ("b", "B", "a-b", "ab", "a_b", "aB", "a", "é", "Z", "a/1", "a1", "a/2", "ẞ", "~", "\U0001f600")
IN_ORDER = select(answers.c.key).order_by(answers.c.key)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_columns_hold_what_both_engines_keep_alike(table: Table) -> None:
    assert all(isinstance(column.type, BigInteger | Integer | Text | LargeBinary) for column in table.columns)


def test_every_row_but_a_worlds_own_and_a_snapshot_says_whose_it_is() -> None:
    assert {table.name for table in TABLES} - {table.name for table in WORLDLY} == {"schema_version", "namespaces", "snapshots"}
    assert all(not table.c.namespace.nullable for table in WORLDLY)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_a_table_is_created_with_its_indexes_and_only_where_it_is_missing(dialect: Dialect) -> None:
    statements = list(definitions([cards], dialect))

    assert [statement.split()[:2] for statement in statements] == [["CREATE", "TABLE"], ["CREATE", "UNIQUE"], ["CREATE", "INDEX"]]
    assert all("IF NOT EXISTS" in statement for statement in statements)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_text_has_the_same_order_on_both_engines(table: Table) -> None:
    (statement, *_) = definitions([table], postgresql.dialect())

    assert statement.count(" TEXT") == statement.count(' TEXT COLLATE "C"')


async def test_text_is_sorted_byte_by_byte(store: Store) -> None:
    async def work(unit: Unit) -> list[str]:
        for key in KEYS:
            await unit.answers.claim(key, fingerprint="", at=NOON)
        return [row[0] for row in await unit.rows.fetch(IN_ORDER, {})]

    assert await keep(store, work) == sorted(KEYS, key=str.encode)
