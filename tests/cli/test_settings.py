"""Every setting is a flag and a variable, and a bad value is said."""

import argparse

import pytest

from emulator.cli.command import UsageError
from emulator.cli.commands import main
from emulator.cli.settings import settings_from
from emulator.config import Settings


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
