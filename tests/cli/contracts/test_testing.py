"""`contracts test`: against a living emulator, and against what is none."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from emulator.cli.commands import main
from tests.flows.processes import Program, running
from tests.recording.sample import FIXTURES


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--database", "sqlite://", folder=tmp_path) as program:
        yield program


def test_the_emulator_keeps_its_contracts_and_the_reports_say_so(
    emulator: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--junit", str(tmp_path / "junit.xml"), "--json", str(tmp_path / "report.json")]

    code = main(["contracts", "test", "--target", emulator.url, "--only", "mdes/token_connect/", *files])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, "4 passed, 0 failed, 0 untried")
    assert ElementTree.parse(tmp_path / "junit.xml").getroot().get("tests") == "4"  # noqa: S314  # our own file
    assert {row["state"] for row in json.loads((tmp_path / "report.json").read_text())["results"]} == {"passed"}


def test_a_target_that_breaks_a_contract_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads((FIXTURES / "mdes/customer_service/system_status/up.json").read_text())
    told["exchanges"][0]["response"]["body"] = {"SystemStatusResponse": {"Status": 1}}
    (tmp_path / "tape.json").write_text(json.dumps(told))
    monkeypatch.setenv("MDES_CONSUMER_KEY", "a" * 48 + "!" + "b" * 48)

    with running("emulator", str(tmp_path / "tape.json"), folder=tmp_path, verb="replay") as impostor:
        code = main(["contracts", "test", "--target", impostor.url, "--tapes", str(tmp_path / "tape.json"), "--only", "system_status"])

    assert (code, "/SystemStatusResponse" in capsys.readouterr().out) == (1, True)
