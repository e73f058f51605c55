"""What the emulator has to tell somebody, and how often it has tried."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Delivery(StrEnum):
    """How far a notice has come."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets a notice: `name` says who it is in the API's own way, `url` is where it listens (without the notice's path)."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """One event for one receiver: the plain body, sealed and signed anew at every attempt.

    `api` and `name` say which row of which API made it, `receiver` the name of who gets it, `tries` how many attempts were made.
    """

    id: str
    api: str
    name: str
    receiver: str
    url: str
    body: bytes
    state: Delivery
    tries: int
    created_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: what was sent, and what came back (`status` None when nothing did; `error` says why)."""

    notice: str
    number: int
    at: datetime
    sent: bytes
    status: int | None
    answer: bytes
    error: str | None
    micros: int


@dataclass(frozen=True, slots=True)
class NoticeSettled:
    """An attempt was made, and this is what the notice has become; `before` is how far it had come until then."""

    before: Delivery
    notice: StoredNotice
