"""What Visa tells token requestors: hints, not the truth."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import Reference, VisaMessage

Seconds = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}$")]


class TokenStatusHint(VisaMessage):
    """A token's state may have changed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"vProvisionedTokenID": "4b52136e8b21a7a6e1f7e5d0ce3c9b01", "date": "1767225600"}]}
    )

    vProvisionedTokenID: Reference = Field(description="the token's id")
    date: Seconds = Field(description="when, in seconds since 1970")


class PanMetadataUpdated(VisaMessage):
    """The card behind tokens has changed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"vPanEnrollmentID": "0f0e0d0c0b0a09080706050403020100", "date": "1767225600"}]}
    )

    vPanEnrollmentID: Reference = Field(description="the card's id")
    date: Seconds = Field(description="when, in seconds since 1970")
