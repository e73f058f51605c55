"""What Digital Enablement answers in place of its answer."""

from typing import Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

from emulator.providers.mdes.gateway import GatewayRefusal
from emulator.providers.mdes.schemas import ErrorItem, MdesMessage, RequestId


class ErrorBody(MdesMessage):
    """A refusal of the service itself, sent with status 200; the form is the one seen in use, not the described one."""

    errorCode: Annotated[str, StringConstraints(max_length=100)] = Field(description="the reason code of the first error")
    errorDescription: Annotated[str, StringConstraints(max_length=256)] = Field(description="its description")
    errors: list[ErrorItem] = Field(description="everything that was wrong")
    responseId: RequestId | None = Field(None, description="the id of the request, where it could be read")
    supportsAuthentication: bool | None = Field(None, description="false, in answers to tokenize alone")


class DescribedError(MdesMessage):
    """The first thing that was wrong, in the form that is described."""

    source: Literal["INPUT", "MDES"] = Field(description="INPUT: the request was at fault; MDES: the service was")
    errorCode: Annotated[str, StringConstraints(max_length=100)] | None = Field(None, description="the gateway's own code; not given here")
    reasonCode: Annotated[str, StringConstraints(max_length=100)] = Field(description="what was wrong, as a code")
    description: Annotated[str, StringConstraints(max_length=256)] = Field(description="the same in words, with the member's name")
    recoverable: bool | None = Field(None, description="whether the same request may succeed later; never given here")


class DescribedBody(MdesMessage):
    """A refusal of the service itself in the form that is described, for clients that are generated from the description."""

    responseHost: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="host that was called")
    responseId: RequestId | None = Field(None, description="the id of the request, where it could be read")
    Errors: DescribedError = Field(description="the first thing that was wrong")


class DigitalEnablementRefusal(RootModel[ErrorBody | DescribedBody | GatewayRefusal]):
    """A refusal, by the service in one of two forms, or by the gateway before it."""
