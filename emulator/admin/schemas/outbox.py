"""Notices: what the emulator has told, or has yet to tell, somebody."""

from datetime import datetime

from pydantic import Field

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Page, Paged, Reference, Scoped
from emulator.domain.notices import Delivery


class ListOutbox(Paged):
    """Notices of one world with every attempt to deliver them."""

    reveal: bool = Field(False, description="show card numbers in clear")


class DeliverOutbox(Scoped):
    """Try every notice that is due now, and wait for what is under way."""


class RedeliverNotice(Scoped):
    """Make one more attempt with a notice, whatever its state."""

    notice: Reference = Field(description="its id")


class AttemptSeen(AdminMessage):
    """One try to deliver a notice."""

    number: int = Field(description="1 for the first")
    at: datetime = Field(description="the world's time")
    status: int | None = Field(description="HTTP status of the answer; null when none came")
    error: str | None = Field(description="why it does not count as delivered; null when it does")
    sent: str = Field(description="the body as it was sent, card numbers masked")
    answer: str = Field(description="the body that came back, at most 64 KiB, card numbers masked")
    micros: int = Field(description="microseconds until the answer was read")


class NoticeSeen(AdminMessage):
    """One event for one receiver."""

    id: str = Field(description="its id")
    api: str = Field(description="the API that tells it")
    name: str = Field(description="which of the API's notices it is")
    receiver: str = Field(description="who gets it")
    url: str = Field(description="where it goes")
    state: Delivery = Field(description="`pending`, `delivered`, or `failed` when the last attempt failed")
    tries: int = Field(description="how many attempts were made")
    created_at: datetime = Field(description="the world's time when it was made")
    due_at: datetime | None = Field(description="the world's time of the next attempt; null when there is none to come")
    body: str = Field(description="what it says, before it is sealed and signed; card numbers masked")
    attempts: list[AttemptSeen] = Field(description="every attempt, first to last")


class OutboxPage(Page):
    """Notices, newest first."""

    notices: list[NoticeSeen] = Field(description="notices with their attempts")


class Delivered(AdminMessage):
    """What was tried."""

    tried: list[NoticeSeen] = Field(description="the notices tried, as they stand now")
