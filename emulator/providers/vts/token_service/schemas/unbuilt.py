"""Messages with next to nothing in them: of operations whose bodies nobody has published, and of the test of a signature."""

from typing import Annotated

from pydantic import Field, StringConstraints

from emulator.providers.vts.schemas import Reference, VisaMessage

ClientId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class OfToken(VisaMessage):
    """Something about a token: its id stands in the path."""

    vProvisionedTokenID: Reference = Field(description="the token's id")


class OfClient(VisaMessage):
    """Something about a device: its id stands in the path."""

    vClientID: ClientId = Field(description="the device's id")


class OfNothing(VisaMessage):
    """Something about all that the caller has."""


class Hello(VisaMessage):
    """Is the signature right?"""


class HelloAnswer(VisaMessage):
    """It is."""

    timestamp: str = Field(description="the time, ISO 8601 in UTC")
    message: str = Field(description="always `helloworld`")
