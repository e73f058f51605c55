"""What an insertion does about a row that is there already, in the one form that both engines' compilers read.

SQLite's clauses serve, because PostgreSQL's dialect takes 40 ms to import and most emulators never meet it.
"""

from sqlalchemy.dialects.sqlite import dml


class OrNothing(dml.OnConflictDoNothing):
    """Leave the row as it is."""

    inherit_cache = True
    # PostgreSQL could name a constraint here; no table needs to.
    constraint_target = None


class OrUpdate(dml.OnConflictDoUpdate):
    """Set columns of the row."""

    constraint_target = None
