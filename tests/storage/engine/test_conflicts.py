"""What is said of a row that is there already reads the same to both engines, as their own dialects would write it."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from emulator.storage.engine.conflicts import OrNothing, OrUpdate
from emulator.storage.tables import parties

KEY = [parties.c.namespace, parties.c.id]


@pytest.mark.parametrize(
    ("dialect", "own"), [(sqlite.dialect(), sqlite_insert), (postgresql.dialect(), postgres_insert)], ids=["sqlite", "postgres"]
)
def test_each_engine_reads_what_its_own_dialect_would_write(dialect: Any, own: Any) -> None:
    ours = [insert(parties).ext(OrNothing(index_elements=KEY)), insert(parties).ext(OrUpdate(index_elements=KEY, set_={"body": "new"}))]
    theirs = [
        own(parties).on_conflict_do_nothing(index_elements=KEY),
        own(parties).on_conflict_do_update(index_elements=KEY, set_={"body": "new"}),
    ]

    assert [str(one.compile(dialect=dialect)) for one in ours] == [str(one.compile(dialect=dialect)) for one in theirs]
