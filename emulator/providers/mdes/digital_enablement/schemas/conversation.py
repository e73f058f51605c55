"""What every request and every answer of Digital Enablement begins with."""

from typing import Annotated

from pydantic import Field, StringConstraints

from emulator.providers.mdes.schemas import MdesMessage, RequestId, ResponseHost

AnsweringHost = Annotated[str, StringConstraints(min_length=6, max_length=64)]


class Asked(MdesMessage):
    """A request."""

    requestId: RequestId = Field(description="the caller's own id of this request; the answer repeats it")
    responseHost: ResponseHost | None = Field(None, description="host[:port][/path] that the caller can be reached at")


class Answered(MdesMessage):
    """An answer."""

    responseHost: AnsweringHost | None = Field(None, description="host that later calls of the same conversation may go to")
    responseId: RequestId = Field(description="the id of the request")
