"""What the issuer answers to a message that is not as it must be, in the words of MDES."""

from collections.abc import Sequence
from typing import Final

from pydantic_core import ErrorDetails

from ..errors import NoticeRefused

# pydantic's error types, in the words that MDES lets an issuer answer with (developer.mastercard.com, MDES Pre-Digitization).
FIELD_ERRORS: Final = {
    "json_invalid": ("INVALID_JSON", "Invalid JSON"),
    "missing": ("MISSING_REQUIRED_FIELD", "Missing Required Field"),
    "string_too_long": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "string_too_short": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "too_long": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "too_short": ("INVALID_FIELD_LENGTH", "Invalid Field Length"),
    "literal_error": ("INVALID_FIELD_VALUE", "Invalid Field Value"),
}
OTHER_FIELD_ERROR: Final = ("INVALID_FIELD_FORMAT", "Invalid Field Format")


def field_refusal(errors: Sequence[ErrorDetails]) -> NoticeRefused:
    """Put the first of pydantic's errors into the words of MDES."""
    code, text = FIELD_ERRORS.get(errors[0]["type"], OTHER_FIELD_ERROR)
    names = [str(part) for part in errors[0]["loc"] if isinstance(part, str)]
    return NoticeRefused(code, f"{text} - {names[-1]}" if names else text)
