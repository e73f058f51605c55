"""What the issuer answers to a message that is not as it must be, in Visa's codes."""

from collections.abc import Sequence
from typing import Final

from pydantic_core import ErrorDetails

from ..errors import IssuerAppError

# Codes and meanings as a public integration has them.
MISSING: Final = "ISE40000"
LENGTH: Final = "ISE40005"
TYPE: Final = "ISE40006"
CRYPTO: Final = "ISE40010"
DATA: Final = "ISE40011"
UNKNOWN_TOKEN: Final = "ISE40500"  # the name of a refusal
UNKNOWN_METHOD: Final = "ISE40501"
INTERNAL: Final = "ISE40504"

FIELD_ERRORS: Final = {
    "missing": (MISSING, "missing field"),
    "string_too_long": (LENGTH, "length"),
    "string_too_short": (LENGTH, "length"),
    "string_type": (TYPE, "type"),
    "json_invalid": (TYPE, "no JSON"),
    "model_type": (TYPE, "no JSON object"),
}
OTHERWISE: Final = (DATA, "value")


class MessageRefused(IssuerAppError):
    """A message of Visa's cannot be taken; `code` is one of the codes above."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code


def field_refusal(errors: Sequence[ErrorDetails]) -> MessageRefused:
    """Put the first of pydantic's errors into Visa's codes."""
    code, text = FIELD_ERRORS.get(errors[0]["type"], OTHERWISE)
    names = [str(part) for part in errors[0]["loc"] if isinstance(part, str)]
    return MessageRefused(code, f"{names[-1]}: {text}" if names else text)
