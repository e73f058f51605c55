"""`contracts used`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.cli.commands import main
from tests.flows.customer import Customer
from tests.flows.processes import Program, running
from tests.recording.sample import FIXTURES


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--database", "sqlite://", folder=tmp_path) as program:
        yield program


def test_a_journal_says_what_an_app_used(emulator: Program, capsys: pytest.CaptureFixture[str]) -> None:
    Customer(emulator.url).tokenize("5123456789012345")

    code = main(["contracts", "used", "--journal", emulator.url])

    printed = capsys.readouterr().out
    assert (code, "       1 tokenize (operation): fundingAccountInfo.encryptedPayload.encryptedData.cardAccountData" in printed) == (
        0,
        True,
    )
    assert "5123456789012345" not in printed


def test_tapes_say_what_they_use(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["contracts", "used", str(FIXTURES / "mdes" / "token_connect")])

    lines = capsys.readouterr().out.splitlines()
    assert (code, any(line.startswith("mdes/token_connect: 4 of 4") for line in lines)) == (0, True)


@pytest.mark.parametrize("arguments", [[], ["README.md"], ["--journal", "http://127.0.0.1:9", "--namespace", "x"]])
def test_misuse_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contracts", "used", *arguments]) == 2
    assert capsys.readouterr().err.startswith("tsp-emulator: ")
