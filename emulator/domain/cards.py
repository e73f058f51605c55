"""Funding cards as the vault keeps them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from emulator.domain.pan import Network, Pan


class Product(StrEnum):
    """What kind of account stands behind a card."""

    CREDIT = "CREDIT"
    DEBIT = "DEBIT"
    PREPAID = "PREPAID"


@dataclass(frozen=True, slots=True, order=True)
class Expiry:
    """Month and four-digit year in which a card or token is last valid."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 2000 <= self.year <= 2099):
            raise ValueError("an expiry is a month 1 to 12 and a year 2000 to 2099")

    @classmethod
    def of(cls, month: str, year: str) -> Self:
        """Read `MM` and `YY`."""
        return cls(2000 + int(year), int(month))

    @property
    def mm(self) -> str:
        """The month in two digits."""
        return f"{self.month:02d}"

    @property
    def yy(self) -> str:
        """The year in two digits."""
        return f"{self.year % 100:02d}"

    @property
    def mmyy(self) -> str:
        """The form that MDES calls `MMYY`."""
        return self.mm + self.yy

    def passed(self, today: date) -> bool:
        """Say whether the last valid month is over."""
        return (self.year, self.month) < (today.year, today.month)


@dataclass(frozen=True, slots=True)
class Card:
    """A funding account: one PAN, known to its network by `reference` (MDES: panUniqueReference) and `par`."""

    reference: str
    par: str
    pan: Pan
    expiry: Expiry | None
    network: Network
    product: Product
    holder: str | None
    issuer: str
    created_at: datetime
