"""The file that a connection holds open, and whether its name still leads to it: a deleted one takes every commit with it."""

import os
from pathlib import Path

Identity = tuple[int, int]


class DatabaseFile:
    """A database file by its identity (device and inode), which a name keeps only until somebody deletes or replaces it."""

    def __init__(self, path: str) -> None:
        """Remember which file the path leads to now; an empty path is memory, which cannot be lost."""
        self._path = Path(path) if path else None
        self._known = _identity(self._path)
        self._commits = 0
        self.lost = ""

    def committed(self) -> None:
        """Count a commit."""
        self._commits += 1

    def look(self) -> str:
        """Return what was lost in one sentence, or the empty string; once lost, a file stays lost."""
        if not self.lost and _identity(self._path) != self._known:
            self.lost = (
                f"the database file {self._path} was deleted or replaced while it was open, and with it went "
                f"what it held, {self._commits} commits of this process among it; restart the emulator to begin a new one"
            )
        return self.lost


def _identity(path: Path | None) -> Identity | None:
    if path is None:
        return None
    try:
        found = os.stat(path)  # noqa: PTH116  # asked at every commit, and Path.stat takes twice as long
    except OSError:
        return None
    return found.st_dev, found.st_ino
