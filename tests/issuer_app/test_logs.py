"""Log lines."""

import logging

from emulator.issuer_app.logs import EventFormatter


def record(**fields: object) -> logging.LogRecord:
    return logging.getLogger("x").makeRecord("x", logging.INFO, "f", 1, "card.pushed", (), None, extra=fields)


def test_a_line_has_event_and_fields() -> None:
    line = EventFormatter().format(record(card=1, wallet="google_pay"))

    assert line.endswith(" info card.pushed card=1 wallet='google_pay'")


def test_a_value_cannot_start_a_line_of_its_own() -> None:
    assert "\n" not in EventFormatter().format(record(why="a\nb"))


def test_a_failure_brings_its_traceback() -> None:
    try:
        raise ValueError("x")
    except ValueError as error:
        failed = record()
        failed.exc_info = (ValueError, error, error.__traceback__)

    assert EventFormatter().format(failed).splitlines()[-1] == "ValueError: x"
