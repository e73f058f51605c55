"""Card numbers that print masked, and what their digits say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Network(StrEnum):
    """Card networks the emulator tokenizes for."""

    MASTERCARD = "mastercard"
    VISA = "visa"


# Issuer identification ranges as both networks publish them: first digits, compared over their own length.
RANGES: Final = (
    ("2221", "2720", Network.MASTERCARD),
    ("51", "55", Network.MASTERCARD),
    ("4", "4", Network.VISA),
)


@dataclass(frozen=True, slots=True, repr=False)
class Pan:
    """A primary account number of 9 to 19 digits (ISO/IEC 7812), or the device account number of a token.

    Digits leave it only through `reveal()`; every other way to print it shows the last four.
    """

    # Private, so that neither an attribute nor a serializer that knows dataclasses gives it away.
    _digits: str

    def __post_init__(self) -> None:
        if not (9 <= len(self._digits) <= 19 and self._digits.isascii() and self._digits.isdigit()):
            raise ValueError("a PAN is 9 to 19 digits")

    def reveal(self) -> str:
        """Return the digits in clear: an act, to be seen in review."""
        return self._digits

    @property
    def suffix(self) -> str:
        """The last four digits."""
        return self._digits[-4:]

    @property
    def prefix(self) -> str:
        """The first six digits: the issuer identification number."""
        return self._digits[:6]

    @property
    def network(self) -> Network | None:
        """The network that the first digits belong to, or None for one the emulator does not speak for."""
        for low, high, network in RANGES:
            if low <= self._digits[: len(low)] <= high:
                return network
        return None

    def __str__(self) -> str:
        return "*" * (len(self._digits) - 4) + self.suffix

    def __repr__(self) -> str:
        return f"Pan({self})"


# A doubled digit, its own digits added up.
DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def check_digit(payload: str) -> str:
    """Return the Luhn digit (ISO/IEC 7812-1 annex B) that completes `payload`."""
    odd = sum(map(DOUBLED.__getitem__, map(int, payload[::-2])))
    even = sum(map(int, payload[-2::-2]))
    return str(-(odd + even) % 10)


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit is the Luhn digit of the others."""
    return check_digit(digits[:-1]) == digits[-1]
