"""The tables hold numbers, text and bytes, and every row but a world's own says whose it is."""

import pytest
from sqlalchemy import BigInteger, Integer, LargeBinary, Table, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from emulator.storage.tables import METADATA, WORLDLY, cards, definitions

TABLES = METADATA.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_columns_hold_what_both_engines_keep_alike(table: Table) -> None:
    assert all(isinstance(column.type, BigInteger | Integer | Text | LargeBinary) for column in table.columns)


def test_every_row_but_a_worlds_own_says_whose_it_is() -> None:
    assert {table.name for table in TABLES} - {table.name for table in WORLDLY} == {"schema_version", "namespaces"}
    assert all(not table.c.namespace.nullable for table in WORLDLY)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_a_table_is_created_with_its_indexes_and_only_where_it_is_missing(dialect: Dialect) -> None:
    statements = list(definitions([cards], dialect))

    assert [statement.split()[:2] for statement in statements] == [["CREATE", "TABLE"], ["CREATE", "UNIQUE"], ["CREATE", "INDEX"]]
    assert all("IF NOT EXISTS" in statement for statement in statements)
