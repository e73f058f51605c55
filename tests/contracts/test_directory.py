"""Writing and comparing a directory of generated files."""

from pathlib import Path
from typing import Final

import pytest

from emulator.contracts.directory import stale, write

TEXTS: Final = {"mdes/a.json": "{}\n", "README.md": "Köche\n"}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory that holds exactly the texts."""
    write(tmp_path / "contracts", TEXTS)
    return tmp_path / "contracts"


def test_what_was_written_is_not_stale(directory: Path) -> None:
    assert stale(directory, TEXTS) == []


def test_what_is_missing_different_or_superfluous_is_named(directory: Path) -> None:
    (directory / "mdes" / "a.json").unlink()
    (directory / "README.md").write_bytes("Köche\r\n".encode())
    (directory / "mdes" / "old.json").write_text("{}")

    assert stale(directory, TEXTS) == ["README.md: differs", "mdes/a.json: missing", "mdes/old.json: should not be there"]


def test_writing_makes_the_directory_what_it_should_be(directory: Path) -> None:
    (directory / "visa" / "deep").mkdir(parents=True)
    (directory / "visa" / "deep" / "old.json").write_text("{}")
    (directory / "README.md").write_text("edited by hand")

    write(directory, TEXTS)

    assert stale(directory, TEXTS) == []
    assert not (directory / "visa").exists()


def test_what_the_operating_system_hides_is_left_alone(directory: Path) -> None:
    (directory / ".hidden").write_text("x")

    write(directory, TEXTS)

    assert stale(directory, TEXTS) == []
    assert (directory / ".hidden").exists()


def test_a_directory_that_does_not_exist_lacks_everything(tmp_path: Path) -> None:
    assert stale(tmp_path / "nowhere", TEXTS) == ["README.md: missing", "mdes/a.json: missing"]
