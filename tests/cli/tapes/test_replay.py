"""The command `replay`: tapes behind a socket, and an exit code for CI."""

import json
import signal
from pathlib import Path

import pytest
import requests

from emulator.cli.commands import main
from emulator.cli.tapes.replay import as_text
from emulator.recording.replay import Refusal, Summary
from tests.flows.processes import running
from tests.recording.sample import FIXTURES

LOGO = FIXTURES / "mdes/customer_service/system_status/up.json"
STATUS = "/mdes/csapi/v2/systemstatus?Format=JSON"


def answered(url: str) -> tuple[int, bytes]:
    answer = requests.get(url, headers={"Authorization": 'OAuth oauth_consumer_key="x",oauth_signature="y"'}, timeout=20)
    return answer.status_code, answer.content


def test_what_is_on_tape_is_answered_with_its_bytes_and_the_end_is_clean(tmp_path: Path) -> None:
    with running("emulator", str(LOGO), folder=tmp_path, verb="replay") as program:
        status, body = answered(program.url + STATUS)
        summary = json.loads(answered(f"{program.url}/_emulator/replay")[1])
        code = program.stop()

    assert (status, json.loads(body)) == (200, json.loads(LOGO.read_text())["exchanges"][0]["response"]["body"])
    assert summary == {"clean": True, "played": 1, "refused": [], "missing": [], "told": 0, "answered_otherwise": []}
    assert (code, "1 played, 0 refused, 0 never asked for" in program.said) == (0, True)


def test_what_is_not_on_tape_fails_loudly(tmp_path: Path) -> None:
    with running("emulator", str(LOGO), folder=tmp_path, verb="replay") as program:
        status, body = answered(f"{program.url}/mdes/csapi/v2/systemstatus?Format=XML")
        program.process.send_signal(signal.SIGINT)
        code = program.process.wait()

    assert (status, code) == (551, 1)
    assert json.loads(body)["differences"] == ["/query/Format/0: 'JSON' on tape, 'XML' live"]
    assert "never asked for: mdes/system_status/up #0" in program.said


def test_a_file_that_is_no_tape_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["replay", "pyproject.toml"])

    assert (code, "pyproject.toml" in capsys.readouterr().err) == (2, True)


def test_a_summary_names_what_was_refused_and_what_differs() -> None:
    refused = Refusal("GET /a", "not_on_tape", "no request on tape is like this GET /a", "tape #0", ("/path: '/b' on tape, '/a' live",))

    text = as_text(Summary(1, (refused,), ("tape #0",)))

    assert text.splitlines() == [
        "refused: no request on tape is like this GET /a",
        "  nearest: tape #0",
        "    /path: '/b' on tape, '/a' live",
        "never asked for: tape #0",
        "1 played, 1 refused, 1 never asked for",
    ]
