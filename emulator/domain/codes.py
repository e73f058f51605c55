"""One-time codes: the digits that a cardholder receives, and how long and how often they may be tried."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from emulator.domain.tokens import Token


class Channel(StrEnum):
    """How an issuer makes sure of its cardholder; every network has its own words for these seven."""

    TEXT = "text"
    EMAIL = "email"
    AUTOMATED_LINE = "automated_line"
    AGENT = "agent"
    WEBSITE = "website"
    APP = "app"
    CALL = "call"


# Over these the cardholder receives a code; over the others he turns to the issuer, which says that it knows him.
CARRIERS: Final = frozenset({Channel.TEXT, Channel.EMAIL, Channel.CALL})


@dataclass(frozen=True, slots=True)
class Method:
    """One way to verify a cardholder: `address` is masked, or says where to turn to."""

    id: str
    channel: Channel
    address: str

    @property
    def carries_codes(self) -> bool:
        """Whether a code is sent this way."""
        return self.channel in CARRIERS


class Purpose(StrEnum):
    """What a right code does: bring a token to life, or vouch for the holder of a living one."""

    ACTIVATION = "activation"
    AUTHENTICATION = "authentication"


class Outcome(StrEnum):
    """What came of trying a code."""

    RIGHT = "right"
    WRONG = "wrong"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a code is good, and how often it may be tried."""

    digits: int
    validity: timedelta
    attempts: int


# Three attempts, and fifteen minutes for authentication, are what Mastercard documents; six digits and half an hour are our
# own choice.
TERMS: Final = {
    Purpose.ACTIVATION: Terms(6, timedelta(minutes=30), 3),
    Purpose.AUTHENTICATION: Terms(6, timedelta(minutes=15), 3),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code on its way to a cardholder. `digits` is None when the issuer makes and checks a code of its own.

    `left` counts the attempts that remain, `sent` how often it was sent, `method` is the way it went last.
    """

    id: str
    token: str
    purpose: Purpose
    digits: str | None = field(repr=False)
    method: Method
    made_at: datetime
    expires_at: datetime
    left: int
    sent: int = 1
    used: bool = False

    def alive(self, at: datetime) -> bool:
        """Say whether it can still be tried; the end of a code that the issuer made is the issuer's affair."""
        return not self.used and (self.digits is None or (self.left > 0 and at < self.expires_at))

    def again(self, method: Method) -> "Code":
        """Return it as sent once more, perhaps another way: the digits and their end stay as they are."""
        return replace(self, method=method, sent=self.sent + 1)


def outcome_of(code: Code, digits: str, *, at: datetime) -> Outcome:
    """Say what these digits come to; the last wrong attempt exhausts the code."""
    if code.used or at >= code.expires_at:
        return Outcome.EXPIRED
    if code.left <= 0:
        return Outcome.EXHAUSTED
    if code.digits is not None and hmac.compare_digest(digits.encode(), code.digits.encode()):
        return Outcome.RIGHT
    return Outcome.WRONG if code.left > 1 else Outcome.EXHAUSTED


# Attempts that remain after an outcome.
_LEFT: Final[Mapping[Outcome, Callable[[int], int]]] = {
    Outcome.WRONG: lambda left: max(left - 1, 0),
    Outcome.EXHAUSTED: lambda _left: 0,
}


def settled(code: Code, outcome: Outcome) -> Code:
    """Return the code after an attempt that came out so."""
    left = _LEFT[outcome](code.left) if outcome in _LEFT else code.left
    return replace(code, left=left, used=code.used or outcome is Outcome.RIGHT)


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is to reach the cardholder of a token."""

    code: Code
    token: Token


@dataclass(frozen=True, slots=True)
class HolderVerified:
    """The cardholder of a living token has proved to be the one."""

    code: Code
    token: Token
