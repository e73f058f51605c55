"""Errors that name their cause."""

from emulator.crypto.causes import Caused


def test_an_error_says_its_sentence_and_names_its_cause() -> None:
    error = Caused("the text is too long", cause="too_long")

    assert (str(error), error.cause, isinstance(error, ValueError)) == ("the text is too long", "too_long", True)
