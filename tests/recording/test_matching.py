"""Whether a request is the one on tape."""

from dataclasses import replace
from datetime import datetime

import pytest

from emulator.core.message import Request
from emulator.recording.client import Client, Row, as_sent
from emulator.recording.matching import distance, is_moment, plain_live, plain_taped, unlike
from emulator.recording.tape import Tape
from tests.recording.conftest import URL

NOON = datetime.fromisoformat("2026-01-01T12:00:00Z")


@pytest.fixture
def row(rows: dict[str, Row], tape: Tape) -> Row:
    return rows[tape.exchanges[0].contract]


@pytest.fixture
def live(caller: Client, row: Row, tape: Tape) -> Request:
    """The first request of the tape, encrypted and signed anew."""
    return caller.prepared(row, as_sent(tape.exchanges[0], URL), cause="test")


def told(caller: Client, row: Row, tape: Tape, live: Request) -> list[str]:
    taped = plain_taped(caller, row, tape.exchanges[0], moment=NOON)
    return [str(found) for found in unlike(taped, plain_live(caller, row, live, moments=(NOON,)), row.api.on_tape)]


def test_fresh_ciphertext_and_signatures_make_no_difference(caller: Client, row: Row, tape: Tape, live: Request) -> None:
    assert live.body != tape.exchanges[0].request.body
    assert told(caller, row, tape, live) == []


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_parameters_of_the_media_type_make_no_difference(caller: Client, row: Row, tape: Tape, live: Request, content_type: str) -> None:
    again = replace(live, headers={**live.headers, "content-type": content_type})

    assert told(caller, row, tape, again) == []


def test_another_header_that_matters_is_named(caller: Client, row: Row, tape: Tape, live: Request) -> None:
    other = replace(live, headers={**live.headers, "content-type": "text/plain"})

    assert "/headers/content-type: 'application/json' on tape, 'text/plain' live" in told(caller, row, tape, other)


def test_a_missing_signature_is_named(caller: Client, row: Row, tape: Tape, live: Request) -> None:
    unsigned = replace(live, headers={"content-type": "application/json"})

    assert told(caller, row, tape, unsigned) == ["/signed: True on tape, False live"]


def test_validity_ends_are_passed_over_and_rubbish_in_their_place_is_not(row: Row) -> None:
    def body(end: object) -> dict[str, object]:
        return {"body": {"x": {"dataValidUntilTimestamp": end}}}

    assert unlike(body("2026-01-01T12:30:00Z"), body("2026-02-01T00:00:00Z"), row.api.on_tape) == []
    assert len(unlike(body("2026-01-01T12:30:00Z"), body("soon"), row.api.on_tape)) == 1


def test_another_path_is_farther_than_another_body(row: Row) -> None:
    path = unlike({"path": "/a", "body": {}}, {"path": "/b", "body": {}}, row.api.on_tape)
    body = unlike({"path": "/a", "body": {"x": 1, "y": 1}}, {"path": "/a", "body": {}}, row.api.on_tape)

    assert distance(path) > distance(body)


@pytest.mark.parametrize(
    ("value", "moment"),
    [("2026-01-01T00:00:00.000Z", True), ("2026-01-01", True), ("20260101", False), ("x", False), (None, False), (3, False)],
)
def test_a_moment_is_told_from_other_texts(value: object, moment: bool) -> None:
    assert is_moment(value) is moment
