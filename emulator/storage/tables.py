"""Every table, described once for both engines: integers, text and bytes only, a namespace in every row."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text, column
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

VERSION: Final = 1

# SQLite makes an INTEGER primary key count by itself; PostgreSQL wants BIGINT for the same.
_SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")

# Compared byte by byte on both engines: as a language sorts them, two keys may be equal but for their punctuation.
_TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")

METADATA: Final = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, _TEXT, nullable=False)


def _maybe_text(name: str) -> Column[str]:
    return Column(name, _TEXT, nullable=True)


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _maybe_number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=True)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _searched(name: str) -> Index:
    """An index over the documents that can be found by this column; most kinds have fewer, and in SQLite write nothing here."""
    # The same for PostgreSQL would have its dialect read at every start, and most emulators never meet it.
    return Index(f"documents_by_{name}", "namespace", "kind", name, "seq", sqlite_where=column(name).is_not(None))


schema = Table("schema_version", METADATA, Column("version", BigInteger, primary_key=True, autoincrement=False))

namespaces = Table(
    "namespaces",
    METADATA,
    Column("id", _TEXT, primary_key=True),
    _text("clock_mode"),
    _number("clock_offset"),
    _maybe_number("clock_frozen_at"),
    _number("created_at"),
)

credentials = Table(
    "credentials",
    METADATA,
    _text("kind"),
    _text("name"),
    _text("namespace"),
    _text("secrets"),
    PrimaryKeyConstraint("kind", "name"),
    Index("credentials_by_namespace", "namespace"),
)

parties = Table(
    "parties",
    METADATA,
    _text("namespace"),
    _text("kind"),
    _text("id"),
    _text("body"),
    PrimaryKeyConstraint("namespace", "kind", "id"),
)

cards = Table(
    "cards",
    METADATA,
    _text("namespace"),
    _text("reference"),
    _text("par"),
    _text("pan"),
    _maybe_number("expiry"),
    _text("network"),
    _text("product"),
    _maybe_text("holder"),
    _text("issuer"),
    _number("created_at"),
    PrimaryKeyConstraint("namespace", "reference"),
    Index("cards_by_pan", "namespace", "pan", unique=True),
    Index("cards_by_time", "namespace", "created_at", "reference"),
)

tokens = Table(
    "tokens",
    METADATA,
    _text("namespace"),
    _text("reference"),
    _text("card"),
    _text("requestor"),
    _text("network"),
    _text("kind"),
    _text("number"),
    _number("expiry"),
    _text("state"),
    _text("holders"),
    _maybe_text("wallet"),
    _number("atc"),
    _number("created_at"),
    _number("changed_at"),
    _maybe_number("activated_at"),
    PrimaryKeyConstraint("namespace", "reference"),
    Index("tokens_by_number", "namespace", "number", unique=True),
    Index("tokens_by_card", "namespace", "card", "state"),
    Index("tokens_by_time", "namespace", "created_at", "reference"),
    Index("tokens_by_state", "namespace", "state", "created_at"),
    Index("tokens_by_expiry", "namespace", "state", "expiry"),
)

moves = Table(
    "moves",
    METADATA,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    _text("namespace"),
    _text("token"),
    _maybe_text("before"),
    _text("after"),
    _text("by"),
    _maybe_text("code"),
    _maybe_text("text"),
    _number("at"),
    Index("moves_by_token", "namespace", "token", "id"),
)

notices = Table(
    "notices",
    METADATA,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    _text("namespace"),
    _text("id"),
    _text("api"),
    _text("name"),
    _text("receiver"),
    _text("url"),
    _bytes("body"),
    _text("state"),
    _number("tries"),
    _number("created_at"),
    _number("due_at"),
    Index("notices_by_id", "namespace", "id", unique=True),
    Index("notices_by_due", "state", "namespace", "receiver", "due_at", "seq"),
    Index("notices_by_time", "namespace", "seq"),
)

attempts = Table(
    "attempts",
    METADATA,
    _text("namespace"),
    _text("notice"),
    _number("number"),
    _number("at"),
    _bytes("sent"),
    _maybe_number("status"),
    _bytes("answer"),
    _maybe_text("error"),
    _number("micros"),
    PrimaryKeyConstraint("namespace", "notice", "number"),
)

documents = Table(
    "documents",
    METADATA,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    _text("namespace"),
    _text("kind"),
    _text("id"),
    _maybe_text("a"),
    _maybe_text("b"),
    _maybe_text("c"),
    _bytes("body"),
    Index("documents_by_id", "namespace", "kind", "id", unique=True),
    Index("documents_by_seq", "namespace", "kind", "seq"),
    *(_searched(column) for column in "abc"),
)

scenarios = Table(
    "scenarios",
    METADATA,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    _text("namespace"),
    _text("id"),
    _text("body"),
    Index("scenarios_by_id", "namespace", "id", unique=True),
)

answers = Table(
    "answers",
    METADATA,
    _text("namespace"),
    _text("key"),
    _text("fingerprint"),
    _number("claimed_at"),
    _maybe_number("status"),
    _bytes("body"),
    PrimaryKeyConstraint("namespace", "key"),
)

# A snapshot outlives its worlds, so it belongs to none.
snapshots = Table(
    "snapshots",
    METADATA,
    Column("name", _TEXT, primary_key=True),
    _number("made_at"),
    _text("ordinals"),
    _bytes("content"),
)

# Every table whose rows belong to one world, for reset.
WORLDLY: Final = tuple(table for table in METADATA.sorted_tables if "namespace" in table.c)


def definitions(tables: Iterable[Table], dialect: Dialect) -> Iterator[str]:
    """Give the statements that create whichever of these tables are missing, with their indexes."""
    for table in tables:
        yield from _definition(table, dialect)


@cache
def _definition(table: Table, dialect: Dialect) -> tuple[str, ...]:
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made = str(CreateTable(table, if_not_exists=True).compile(dialect=dialect))
    return made, *(str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect)) for index in indexes)
