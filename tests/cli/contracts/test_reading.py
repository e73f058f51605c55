"""Contracts on the command line: list, show, validate, diff."""

import io
import json
from pathlib import Path

import pytest

from emulator.cli.commands import main
from emulator.config import shipped


def test_contracts_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contracts", "list"]) == 0
    assert "mdes/digital_enablement/tokenize.request\n" in capsys.readouterr().out

    assert main(["contracts", "show", "mdes/digital_enablement/tokenize.request"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Tokenize"


def test_a_message_is_validated_from_a_file_or_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = '{"requestId": "1", "tokenUniqueReference": "' + "D" * 48 + '"}'
    (tmp_path / "message.json").write_text(message)
    monkeypatch.setattr("sys.stdin", io.StringIO('{"requestId": 1}'))

    codes = [
        main(["contracts", "validate", file, "--contract", "mdes/digital_enablement/get_token.request"])
        for file in (str(tmp_path / "message.json"), "-")
    ]

    assert codes == [0, 1]
    assert "/requestId: 1 is not of type 'string'" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nothing"],
        ["validate", "README.md", "--contract", "admin/live.response"],
        ["validate", "gone.json", "--contract", "admin/live.response"],
        ["diff", "gone"],
        [],
    ],
)
def test_misuse_is_said_and_the_code_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contracts", *arguments]) == 2
    assert capsys.readouterr().err.startswith("tsp-emulator")


def test_versions_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.request.json").write_text("{}")

    codes = main(["contracts", "diff", str(shipped("contracts"))]), main(["contracts", "diff", str(tmp_path), str(shipped("contracts"))])

    printed = capsys.readouterr().out
    assert (codes, "nothing changed" in printed, "breaking p/a.request /: is gone" in printed) == ((0, 1), True, True)
