"""The command `record`: what goes over the wire stands in files when the emulator has stopped."""

import json
from pathlib import Path

from emulator.recording.tape import read
from tests.flows.customer import Customer
from tests.flows.processes import running


def test_everything_that_went_over_the_wire_is_written_when_the_emulator_stops(tmp_path: Path) -> None:
    out = tmp_path / "tapes"
    with running("emulator", "--out", str(out), "--database", "sqlite://", folder=tmp_path, verb="record") as program:
        Customer(program.url).tokenize("5123456789012345")
        code = program.stop()

    tape = read(out / "default.json")
    assert (code, [exchange.request.path for exchange in tape.inbound]) == (0, ["/mdes/digitization/1/0/tokenize"])
    assert "authorization" not in json.dumps(tape.as_json()).lower()


def test_a_world_with_a_strangers_card_is_not_written_and_the_command_fails(tmp_path: Path) -> None:
    out = tmp_path / "tapes"
    with running("emulator", "--out", str(out), "--database", "sqlite://", folder=tmp_path, verb="record") as program:
        Customer(program.url).tokenize("5425233430109903")
        code = program.stop()

    assert (code, list(out.glob("*.json"))) == (1, [])
    assert "default was not written: the tape holds what may not be kept" in program.said
    assert "5425233430109903" not in program.said
