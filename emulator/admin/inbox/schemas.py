"""What an inbox takes and answers."""

from pydantic import Field

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Reference


class Receive(AdminMessage):
    """A request as it came: anything at all."""

    name: Reference = Field(description="the inbox")
    method: str = Field(description="HTTP method")
    url: str = Field(description="the absolute URL that the sender used")
    path: str = Field(description="its path, still percent-encoded")
    query: str = Field(description="its query, still percent-encoded")
    headers: dict[str, str] = Field(description="headers, their names in lower case")
    body: str = Field(description="the body, one character for each byte")


class Taken(AdminMessage):
    """It was kept."""
