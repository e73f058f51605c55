"""The command line: what it prints, what it writes, and how it says that it cannot."""

import argparse
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from oauth1 import authenticationutils

from emulator import __version__
from emulator.cli.commands import UsageError, main, settings_from
from emulator.config import Settings
from tests.flows.processes import run

Printed = Callable[[], str]


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"tsp-emulator {__version__}\n"


def test_every_setting_is_a_flag_and_a_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help"])

    told = capsys.readouterr().out
    for name in Settings.model_fields:
        assert f"--{name.replace('_', '-')}" in told
        assert f"EMULATOR_{name.upper()}" in told


def test_a_flag_wins_over_a_variable() -> None:
    environment = {"EMULATOR_PORT": "1", "EMULATOR_SEED": "5"}

    made = settings_from(argparse.Namespace(port="2"), environment)

    assert (made.port, made.seed) == (2, 5)


def test_a_bad_value_names_flag_and_variable() -> None:
    with pytest.raises(UsageError, match=r"--body-limit \(EMULATOR_BODY_LIMIT\) does not take '1'"):
        settings_from(argparse.Namespace(), {"EMULATOR_BODY_LIMIT": "1"})


def test_the_module_is_the_command() -> None:
    done = run("-m", "emulator", "--version")

    assert (done.returncode, done.stdout) == (0, f"tsp-emulator {__version__}\n")


def test_keys_are_printed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0

    told = capsys.readouterr().out
    assert "tspemulatordemo0" in told
    assert "keystorepassword" in told


def test_keys_are_written_as_files_that_the_official_libraries_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["keys", "--out", str(tmp_path)]) == 0

    written = {Path(line).relative_to(tmp_path).as_posix() for line in capsys.readouterr().out.splitlines()}
    assert {".env", "mdes/signing.p12", "mdes/request.crt", "mdes/response.key", "mdes/issuer.key", "mdes/tav.key"} <= written
    monkeypatch.chdir(tmp_path)
    assert authenticationutils.load_signing_key("mdes/signing.p12", "keystorepassword")
    assert FieldLevelEncryptionConfig(json.loads(Path("mdes/fle.json").read_text()))


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


def test_stale_contracts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("emulator.config.shipped", lambda _name: tmp_path)

    assert main(["contracts", "--check"]) == 1
    assert "missing" in capsys.readouterr().out

    assert main(["contracts", "--write"]) == 0
    assert main(["contracts", "--check"]) == 0


def test_the_documentations_tables_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contracts", "--tables"]) == 0

    assert "coverage" in json.loads(capsys.readouterr().out)
