"""Log lines are an event and its fields, and show no card number on any way out."""

import json
import logging
import sys
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.pan import Pan
from emulator.logs import EXCHANGE, Masked, configure, mask

PAN = "5123456789012345"
HIDDEN = "************2345"


def a_record(event: str, **fields: Any) -> logging.LogRecord:
    record = logging.makeLogRecord({"msg": event, "levelname": "WARNING", "levelno": logging.WARNING, "created": 1_767_268_800.123})
    for name, value in fields.items():
        setattr(record, name, value)
    return record


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (PAN, HIDDEN),
        (f"pan={PAN} ok", f"pan={HIDDEN} ok"),
        (f'{{"pan":"{PAN}"}}', f'{{"pan":"{HIDDEN}"}}'),
        (f"{PAN},{PAN}", f"{HIDDEN},{HIDDEN}"),
        (f"the card {PAN}.", f"the card {HIDDEN}."),
        (f"pan_{PAN}", f"pan_{HIDDEN}"),
        ("4222222222222", "*********2222"),
        ("6304000000000000000", "***************0000"),
        ("5123 4567 8901 2345", "**** **** **** 2345"),
        ("5123-4567-8901-2345", "****-****-****-2345"),
        (f"?pan%3D{PAN}&x", f"?pan%3D{HIDDEN}&x"),
        (rf'"line\n{PAN}\t{PAN}"', rf'"line\n{HIDDEN}\t{HIDDEN}"'),
        (f"b'pan={PAN}'", f"b'pan={HIDDEN}'"),
    ],
)
def test_a_card_number_is_masked_wherever_it_stands(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "50123456789",  # a token requestor's id
        "DWSPMC0000000001aa2cd8e5c4ac4ae8b1f2b5f9f5123456",
        "32d72d4f-cb2f-4136-a053-2d3093ff1a45",
        "41362345-1234-4123-8123-123456789012",
        "2026-01-01T12:00:00.123456Z",
        "2026-01-01 12:00:00,123 micros=40000000",
        "1767268800123456",
        "9f5123456789012345aa",
        "5123456789012345678901234567890",
        "took=0.5123456789012345",
        "127.0.0.1:8081",
    ],
)
def test_what_is_no_card_number_stays_readable(text: str) -> None:
    assert mask(text) == text


@given(st.from_regex(r"\A[2-6][0-9]{12,18}\Z"), st.text(st.characters(exclude_categories=["Nd", "L", "Cs"]), max_size=9))
def test_no_text_around_a_card_number_gives_it_away(digits: str, around: str) -> None:
    told = json.dumps({"body": f"{around.rstrip('.%')}{digits}{around}"}) + repr(f" {digits}{around}") + f" {digits}{around}"

    assert digits not in mask(told)


def test_masking_twice_is_masking_once() -> None:
    assert mask(mask(f"pan={PAN}")) == mask(f"pan={PAN}")


def test_a_console_line_is_an_event_and_its_fields() -> None:
    line = Masked("console").format(a_record("card.added", pan=Pan(PAN), count=2))

    assert line.endswith(f" warning card.added pan={HIDDEN} count=2")


def test_a_json_line_is_an_event_and_its_fields() -> None:
    line = Masked("json").format(a_record("card.added", pan=Pan(PAN), count=2, at_url=None))

    told = json.loads(line)
    assert told == {
        "at": "2026-01-01T12:00:00.123+00:00",
        "level": "warning",
        "event": "card.added",
        "pan": HIDDEN,
        "count": 2,
        "at_url": None,
    }
    assert datetime.fromisoformat(told["at"]).utcoffset() is not None


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize("value", [PAN, PAN.encode(), [PAN], {"pan": PAN}, f"a\n{PAN}", f'"{PAN}"', ValueError(PAN), int(PAN)])
def test_no_field_shows_a_card_number(form: str, value: object) -> None:
    line = Masked(form).format(a_record("body.read", body=value))

    assert PAN not in line
    assert "2345" in line


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_traceback_shows_a_card_number(form: str) -> None:
    try:
        raise ValueError(f"cannot take {PAN}")
    except ValueError:
        record = a_record("request.failed", exc_info=sys.exc_info())

    line = Masked(form).format(record)

    assert PAN not in line
    assert "ValueError: cannot take" in line
    assert form == "console" or json.loads(line)["event"] == "request.failed"


@pytest.mark.parametrize("form", ["console", "json"])
def test_what_the_event_was_made_with_shows_no_card_number(form: str) -> None:
    record = logging.makeLogRecord({"msg": "read %s and %r", "args": (PAN, PAN.encode())})

    assert PAN not in Masked(form).format(record)


def test_the_log_of_a_process_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure(level="warning", form="json")
        logging.getLogger("emulator.test").warning("card.added", extra={"pan": PAN})
        logging.getLogger("emulator.test").info("not.told")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    said = capsys.readouterr()
    assert [json.loads(line)["event"] for line in said.err.splitlines()] == ["card.added"]
    assert PAN not in said.err + said.out


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_line_names_the_exchange_during_which_it_was_written(form: str) -> None:
    kept = EXCHANGE.set("ex_7")
    during = Masked(form).format(a_record("question.asked", question="authorize"))
    EXCHANGE.reset(kept)

    after = Masked(form).format(a_record("question.asked", question="authorize"))

    assert "ex_7" in during
    assert "exchange" not in after
