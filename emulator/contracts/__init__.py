"""Operation tables in, the text of every file in contracts/ and of every generated table out."""

from emulator.contracts.directory import stale, write
from emulator.contracts.files import texts
from emulator.contracts.tables import tables

__all__ = ["stale", "tables", "texts", "write"]
