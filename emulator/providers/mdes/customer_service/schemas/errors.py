"""How Customer Service says no."""

from typing import Annotated

from pydantic import ConfigDict, Field, RootModel, StringConstraints

from emulator.providers.mdes.gateway import GatewayRefusal
from emulator.providers.mdes.schemas import MdesMessage


class ErrorEntry(MdesMessage):
    """One thing that was wrong; two members are empty lists, as in Mastercard's sample."""

    Source: str = Field(description="the field at fault, INPUT for the whole request, or System")
    ReasonCode: Annotated[str, StringConstraints(max_length=100)] = Field(description="what was wrong, as a code")
    ErrorCode: list[str] = Field(default_factory=list, description="always empty")
    Description: Annotated[str, StringConstraints(max_length=256)] = Field(description="the same in words, with the field's name")
    Recoverable: list[str] = Field(default_factory=list, description="always empty")


class ErrorList(MdesMessage):
    """The list inside a refusal."""

    Error: list[ErrorEntry] = Field(min_length=1, description="everything that was wrong")


class ErrorBody(MdesMessage):
    """A refusal of the service itself, never sent with a status of success."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "Errors": {
                        "Error": [
                            {
                                "Source": "INPUT",
                                "ReasonCode": "EMPTY_RESULT",
                                "ErrorCode": [],
                                "Description": "Empty result for the given request.",
                                "Recoverable": [],
                            }
                        ]
                    }
                }
            ]
        }
    )

    Errors: ErrorList = Field(description="what was wrong")


class CustomerServiceRefusal(RootModel[ErrorBody | GatewayRefusal]):
    """A refusal, by the service or by the gateway before it."""
