"""A connection leads where its URL says, and writes ahead so that readers need not wait."""

import sqlite3
from pathlib import Path

import pytest

from emulator.storage.engine.connection import connect, file_of


def test_a_url_names_a_file_or_memory() -> None:
    urls = [
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///beside.db",
        "sqlite:////var/emulator.db",
        "sqlite:///a b/ü%20?.db",
    ]

    assert [file_of(url) for url in urls] == ["", "", "", "beside.db", "/var/emulator.db", "a b/ü%20?.db"]


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    writing, reading = (connect(f"{tmp_path / 'things.db'}") for _ in range(2))
    writing.execute("CREATE TABLE things (id)")

    writing.execute("BEGIN IMMEDIATE")
    writing.execute("INSERT INTO things VALUES (1)")
    seen = reading.execute("SELECT count(*) FROM things").fetchone()

    assert seen == (0,)
    for connection in (writing, reading):
        connection.close()


def test_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(f"{tmp_path}")
