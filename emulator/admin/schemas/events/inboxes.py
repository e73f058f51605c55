"""What came into an inbox."""

from datetime import datetime

from pydantic import Field

from emulator.admin.schemas.exchanges import Content
from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Asked, Reference


class ReadInbox(Asked):
    """The messages of an inbox; with `wait`, as soon as there are as many as `count`."""

    name: Reference = Field(description="the inbox: any name; what is sent to `/_emulator/inbox/NAME` and below it lies here")
    after: int = Field(0, ge=0, description="only messages with a higher number")
    count: int = Field(1, ge=1, le=1_000, description="how many to wait for")
    wait: float = Field(0.0, ge=0.0, le=60.0, description="seconds to wait for them; 0: not at all")
    reveal: bool = Field(False, description="show card numbers in clear")


class OneInbox(Asked):
    """An inbox."""

    name: Reference = Field(description="its name")


class InboxMessage(AdminMessage):
    """One message as it came, so that its signature can be checked."""

    number: int = Field(description="1 for the first that ever came into this inbox")
    at: datetime = Field(description="the machine's time")
    method: str = Field(description="HTTP method")
    path: str = Field(description="the path below the inbox, as a receiver that listens there would see it")
    query: str = Field(description="the query, still percent-encoded")
    headers: dict[str, str] = Field(description="headers, their names in lower case")
    body: Content = Field(description="the body")


class InboxPage(AdminMessage):
    """Messages, oldest first."""

    complete: bool = Field(description="whether as many came as were waited for")
    messages: list[InboxMessage] = Field(description="messages")


class Emptied(AdminMessage):
    """An inbox was forgotten."""

    messages: int = Field(description="how many it held")
