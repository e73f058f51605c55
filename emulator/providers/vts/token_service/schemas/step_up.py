"""Verifying a cardholder: the ways there are, the one chosen, and the code that came over it."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import AppId, ClientReference, Epoch, Reference, VisaMessage

TOKEN: Final[dict[str, Any]] = {"vProvisionedTokenID": "4b52136e8b21a7a6e1f7e5d0ce3c9b01"}
WHEN: Final[dict[str, Any]] = {"clientReferenceID": "c1d6-1", "date": "1767225600", "clientAppID": "emulator-app"}


class StepUpRequest(VisaMessage):
    """One way to verify the cardholder."""

    method: Literal["OTPSMS", "OTPEMAIL", "OTPONLINEBANKING", "CUSTOMERSERVICE", "OUTBOUNDCALL", "APP-TO-APP"] = Field(
        description="what happens"
    )
    value: str = Field(description="where, masked; or where to turn to")
    identifier: str = Field(description="its id, for choosing it")


class GetStepUpOptions(VisaMessage):
    """Ask for the ways to verify the cardholder: the token's id stands in the path."""

    vProvisionedTokenID: Reference = Field(description="the token's id")


class StepUpOptions(VisaMessage):
    """The ways to verify the cardholder."""

    stepUpRequest: list[StepUpRequest] = Field(description="the ways")


class ChooseMethod(VisaMessage):
    """Choose one of the ways: the token's id stands in the path."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**TOKEN, **WHEN, "stepUpRequestID": "id-1"}]})

    vProvisionedTokenID: Reference = Field(description="the token's id")
    stepUpRequestID: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="identifier of the chosen way")
    clientReferenceID: ClientReference | None = Field(None, description="the requestor's own name for this request")
    date: Epoch | None = Field(None, description="when, in seconds since 1970")
    clientAppID: AppId | None = Field(None, description="the requestor's app")


class StepUpLimits(VisaMessage):
    """How often a code may be sent and tried, and how long it is good."""

    maxOTPRequestsAllowed: int = Field(description="how often one may be sent")
    maxOTPVerificationAllowed: int = Field(description="how often one may be tried")
    codeExpiration: int = Field(description="its end, in seconds since 1970")


class ValidateOtp(VisaMessage):
    """Try a code: the token's id stands in the path."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**TOKEN, **WHEN, "otpValue": "123456"}]})

    vProvisionedTokenID: Reference = Field(description="the token's id")
    otpValue: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,8}$")] = Field(repr=False, description="the code")
    clientReferenceID: ClientReference | None = Field(None, description="the requestor's own name for this request")
    date: Epoch | None = Field(None, description="when, in seconds since 1970")
    clientAppID: AppId | None = Field(None, description="the requestor's app")


class ValidateAuthCode(VisaMessage):
    """Try a code that the issuer's own app has given: the token's id stands in the path."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**TOKEN, **WHEN, "authCode": "123456"}]})

    vProvisionedTokenID: Reference = Field(description="the token's id")
    authCode: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,64}$")] = Field(repr=False, description="the code")
    clientReferenceID: ClientReference | None = Field(None, description="the requestor's own name for this request")
    date: Epoch | None = Field(None, description="when, in seconds since 1970")
