"""What Digital Enablement answers in place of its answer."""

from typing import Annotated

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


class DigitalEnablementRefusal(RootModel[ErrorBody | GatewayRefusal]):
    """A refusal, by the service or by the gateway before it."""
