"""The commands of the program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from emulator.issuer_app.cli import CANNOT_START, main
from emulator.issuer_app.server.openapi import document
from emulator.issuer_app.server.routes import INBOUND, ROUTES, WEBHOOKS

from ..programs import APP, ROOT


def test_openapi_prints_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["openapi"])

    assert (code, json.loads(capsys.readouterr().out)) == (0, document((*ROUTES, *INBOUND, *WEBHOOKS)))


def test_openapi_needs_neither_keys_nor_database(tmp_path: Path) -> None:
    command = [sys.executable, *APP, "openapi"]

    first, second = (subprocess.check_output(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}) for _ in range(2))

    assert first == second
    assert list(tmp_path.iterdir()) == []


def test_a_bad_setting_is_one_sentence_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["serve", "--port", "http"])

    assert (code, capsys.readouterr().err.count("\n")) == (CANNOT_START, 1)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["serve", "--colour", "blue"]])
def test_what_is_no_command_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)

    assert "usage: issuer_app" in capsys.readouterr().err
