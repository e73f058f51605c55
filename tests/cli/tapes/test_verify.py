"""The command `verify`: whether he who answers live still answers as on tape."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.cli.commands import main
from tests.flows.processes import Program, running
from tests.recording.sample import FIXTURES, suspended

SUSPENDED = FIXTURES / "mdes/digital_enablement/suspend/lost_phone.json"


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--database", "sqlite://", folder=tmp_path) as program:
        yield program


def test_a_tape_that_holds_is_said_and_the_code_is_0(emulator: Program, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify", str(SUSPENDED), "--target", emulator.url])

    assert (code, capsys.readouterr().out.splitlines()) == (
        0,
        ["holds   mdes/suspend/lost_phone", f"1 of 1 tapes hold at {emulator.url}"],
    )


def test_a_tape_that_differs_is_told_by_its_places(emulator: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = suspended()
    told["exchanges"][1]["response"]["body"]["tokens"][0]["status"] = "DELETED"
    (tmp_path / "tape.json").write_text(json.dumps(told))

    code = main(["verify", str(tmp_path / "tape.json"), "--target", emulator.url])

    assert code == 1
    assert "POST /mdes/digitization/1/0/suspend /tokens/0/status: 'DELETED' on tape, 'SUSPENDED' live" in capsys.readouterr().out


def test_what_the_provider_says_first_is_heard_where_somebody_listens(emulator: Program, capsys: pytest.CaptureFixture[str]) -> None:
    stories = [str(FIXTURES / "flows/yellow_path/mastercard_card_verified_by_code.json"), str(FIXTURES / "flows/stripe_card")]

    code = main(["verify", *stories, "--target", emulator.url, "--listen", "0"])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, f"2 of 2 tapes hold at {emulator.url}")


def test_what_nobody_could_hear_is_said(emulator: Program, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(FIXTURES / "mdes/issuer/notify_token_updated/suspended.json"), "--target", emulator.url])

    assert "  2 that the provider says first were not heard" in capsys.readouterr().out


def test_an_address_on_tape_stays_one_where_nobody_listens(emulator: Program, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify", str(FIXTURES / "stripe/create_webhook_endpoint"), "--target", emulator.url])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, f"2 of 2 tapes hold at {emulator.url}")


def test_a_published_example_holds(emulator: Program, capsys: pytest.CaptureFixture[str]) -> None:
    published = [
        str(FIXTURES / "mdes/digital_enablement/tokenize/published.json"),
        str(FIXTURES / "vts/token_service/provision/published.json"),
    ]

    code = main(["verify", *published, "--target", emulator.url])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, f"2 of 2 tapes hold at {emulator.url}")
