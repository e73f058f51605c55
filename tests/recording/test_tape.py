"""Tapes as files."""

import json
from pathlib import Path

import pytest

from emulator.recording.tape import NoTape, Tape, read, tape_of, tapes_in
from tests.recording.sample import FIXTURES, suspended, taped


def test_a_tape_is_written_as_it_was_read(tape: Tape) -> None:
    assert tape.as_json() == suspended()


def test_a_published_example_says_so_and_where_it_stands() -> None:
    published = taped("mdes/digital_enablement/suspend/published")

    tape = tape_of(published)

    assert (tape.origin, tape.source[:8], [exchange.origin for exchange in tape.exchanges]) == (
        "reference",
        "https://",
        ["recorded", "reference"],
    )
    assert tape.as_json() == published


def test_its_name_says_what_it_shows(tape: Tape) -> None:
    assert (tape.name, [exchange.title for exchange in tape.inbound]) == (
        "mdes/suspend/lost_phone",
        ["POST /mdes/digitization/1/0/tokenize", "POST /mdes/digitization/1/0/suspend"],
    )


def test_bodies_keep_both_forms(tape: Tape) -> None:
    request = tape.exchanges[0].request

    sealed, opened = (json.loads(octets)["fundingAccountInfo"]["encryptedPayload"] for octets in (request.body, request.opened))

    assert isinstance(sealed["encryptedData"], str)
    assert opened["encryptedData"]["cardAccountData"]["accountNumber"] == "5204731600014784"


def test_what_is_said_first_by_the_provider_is_not_inbound() -> None:
    told = read(FIXTURES / "mdes/issuer/notify_token_updated/activated.json")

    assert {exchange.direction for exchange in told.exchanges} == {"inbound", "outbound"}
    assert {exchange.direction for exchange in told.inbound} == {"inbound"}


@pytest.mark.parametrize("document", [[], {}, {"format": 2}, {"format": 1}, {**suspended(), "exchanges": [{}]}])
def test_another_document_is_no_tape(document: object) -> None:
    with pytest.raises(NoTape):
        tape_of(document)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")

    with pytest.raises(NoTape, match=r"a\.json"):
        read(tmp_path / "a.json")


def test_a_folder_stands_for_all_tapes_below_it() -> None:
    folder = FIXTURES / "mdes" / "token_connect"

    found = tapes_in([folder, FIXTURES / "mdes/digital_enablement/suspend/lost_phone.json"])

    assert [path for path, _ in found[:-1]] == sorted(folder.rglob("*.json"))
    assert found[-1][1].case == "lost_phone"
