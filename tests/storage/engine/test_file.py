"""A file that was deleted or replaced is noticed by its identity."""

from pathlib import Path

import pytest

from emulator.storage.engine.file import DatabaseFile


def test_a_file_that_is_still_there_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"1")
    file = DatabaseFile(str(path))

    path.write_bytes(b"2")

    assert (file.look(), file.lost) == ("", "")


@pytest.mark.parametrize("replaced", [False, True])
def test_a_lost_file_is_said_to_be_lost_and_stays_so(tmp_path: Path, *, replaced: bool) -> None:
    path, other = tmp_path / "a.db", tmp_path / "b.db"
    path.write_bytes(b"1")
    file = DatabaseFile(str(path))
    file.committed()

    path.rename(other)
    if replaced:
        path.write_bytes(b"1")
    said = file.look()
    path.unlink(missing_ok=True)
    other.rename(path)

    assert "1 commits of this process" in said
    assert file.look() == said


def test_memory_cannot_be_lost() -> None:
    assert DatabaseFile("").look() == ""
