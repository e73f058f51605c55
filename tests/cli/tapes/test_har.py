"""The command `har`."""

import json
from pathlib import Path

import pytest

from emulator.cli.commands import main
from tests.recording.sample import FIXTURES

TAPE = str(FIXTURES / "mdes/digital_enablement/suspend/lost_phone.json")


def test_an_archive_goes_to_standard_output_or_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = main(["har", TAPE]), main(["har", TAPE, "--out", str(tmp_path / "tape.har")])

    printed = json.loads(capsys.readouterr().out)
    assert (codes, printed) == ((0, 0), json.loads((tmp_path / "tape.har").read_text()))
    assert len(printed["log"]["entries"]) == 2


def test_what_is_no_tape_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["har", "README.md"]) == 2
    assert "README.md" in capsys.readouterr().err
