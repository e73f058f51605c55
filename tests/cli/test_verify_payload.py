"""A saved payload is checked from the shell."""

import io
import json
from pathlib import Path

import pytest

from emulator.cli import main
from tests.wallets.test_payload_file import apple

AT = ("--at", "2026-01-02T03:05:00+00:00")


def saved(folder: Path, **change: object) -> str:
    path = folder / "payload.json"
    path.write_text(json.dumps({**apple("fpan_visa"), **change}), encoding="utf-8")
    return str(path)


def test_a_good_payload_ends_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify-payload", saved(tmp_path), *AT])

    assert code == 0
    assert all(line.startswith("ok ") for line in capsys.readouterr().out.splitlines())


def test_a_bad_one_ends_with_one_and_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify-payload", saved(tmp_path, payload={}), *AT])

    out = capsys.readouterr().out
    assert code == 1
    assert "FAILED  transport: field_missing" in out
    assert "fix: " in out


def test_programs_read_the_steps_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify-payload", saved(tmp_path, payload={}), "--json", *AT])

    steps = json.loads(capsys.readouterr().out)
    assert steps[-1]["finding"]["cause"] == "field_missing"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(apple("fpan_visa"))))

    assert main(["verify-payload", "-", *AT]) == 0


@pytest.mark.parametrize("arguments", [["missing.json"], ["-", "--at", "noon"], ["-", "--at", "2026-01-02T03:05:00"]])
def test_what_cannot_be_read_ends_with_two(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(apple("fpan_visa"))))

    assert main(["verify-payload", *arguments]) == 2
    assert capsys.readouterr().err.startswith("tsp-emulator: ")
