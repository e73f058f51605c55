"""The phone from the shell; that it adds and pays is told in tests/flows/test_phone.py."""

import pytest

from emulator.cli import main


def test_a_phone_without_an_emulator_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["phone", "list", "--url", "http://127.0.0.1:9"])

    assert code == 2
    assert "no emulator answers" in capsys.readouterr().err


def test_an_action_on_a_card_needs_one(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["phone", "tap"])

    assert (code, capsys.readouterr().err) == (2, "tsp-emulator: phone tap needs a CARD\n")
