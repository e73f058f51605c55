"""What is generated from the rows, written and compared."""

import json
from pathlib import Path

import pytest

from emulator.cli.commands import main
from emulator.providers.mdes.token_connect import API as TOKEN_CONNECT


def test_stale_contracts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("emulator.config.shipped", lambda _name: tmp_path)
    monkeypatch.setattr("emulator.bootstrap.APIS", (TOKEN_CONNECT,))

    assert main(["contracts", "--check"]) == 1
    assert "missing" in capsys.readouterr().out

    assert main(["contracts", "--write"]) == 0
    assert main(["contracts", "--check"]) == 0


def test_the_documentations_tables_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contracts", "--tables"]) == 0

    assert "coverage" in json.loads(capsys.readouterr().out)
