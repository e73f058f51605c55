"""An empty database, made while nobody uses it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from emulator.cli.commands import main


def test_reset_empties_the_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(tmp_path / "emulator.db")) as database:
        database.execute("CREATE TABLE schema_version (version BIGINT PRIMARY KEY)")
        database.execute("INSERT INTO schema_version VALUES (99)")
        database.commit()

    assert main(["reset", "--data-dir", str(tmp_path)]) == 0

    assert "emulator.db" in capsys.readouterr().out
    with closing(sqlite3.connect(tmp_path / "emulator.db")) as database:
        assert database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == []


def test_a_database_that_cannot_be_opened_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reset", "--database", "sqlite:////nowhere/at/all.db"]) == 2

    told = capsys.readouterr().err
    assert told.startswith("tsp-emulator: ")
    assert told.count("\n") == 1
