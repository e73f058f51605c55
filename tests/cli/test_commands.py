"""The command line as a whole: which commands there are, and how they are found."""

import pytest

from emulator import __version__
from emulator.cli.commands import COMMANDS, main
from tests.flows.processes import run


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"tsp-emulator {__version__}\n"


def test_the_module_is_the_command() -> None:
    done = run("-m", "emulator", "--version")

    assert (done.returncode, done.stdout) == (0, f"tsp-emulator {__version__}\n")


def test_the_help_names_every_command_and_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    text = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    assert all(f"{name} {command.summary}" in text for name, command in COMMANDS.items())


def test_a_command_is_found_before_anything_heavy_is_imported() -> None:
    heavy = "sys.modules.keys() & {'pydantic', 'sqlalchemy', 'aiohttp', 'cryptography', 'rich'}"

    done = run("-c", f"import sys, emulator.cli.commands; print({heavy} or 'nothing')")

    assert done.stdout == "nothing\n"
