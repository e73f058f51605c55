"""A command that cannot do what it was told says why in one sentence."""

import pytest

from emulator.cli import commands
from emulator.cli.command import MISUSED, Command, UsageError


def give_up(_options: object) -> int:
    raise UsageError("there is no such file")


def test_misuse_is_one_sentence_and_an_exit_code_of_its_own(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(commands, "COMMANDS", {"give-up": Command("give up", lambda _parser: None, give_up)})

    code = commands.main(["give-up"])

    assert (code, capsys.readouterr().err) == (MISUSED, "tsp-emulator: there is no such file\n")
