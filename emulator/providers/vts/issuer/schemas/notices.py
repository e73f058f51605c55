"""What Visa tells issuers of the tokens of their cards."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.issuer.schemas.accounts import (
    CARD,
    PAN_REFERENCE,
    REQUESTOR,
    TOKEN,
    TOKEN_REFERENCE,
    AboutToken,
    CardAndToken,
    Text,
)
from emulator.providers.vts.schemas import SIGNED, RequestorId, TokenReferenceId

VerificationResult = Literal[
    "VERIFICATION_SUCCESS",
    "VERIFICATION_CODE_EXPIRED",
    "VERIFICATION_CODE_FAILED",
    "VERIFICATION_CODE_MISSING",
    "VERIFICATION_CODE_RETRIES_EXCEEDED",
]


class TokenChanged(AboutToken):
    """Something happened to a token."""

    tokenRequestorID: RequestorId = Field(description="whose token it is; in the URL")
    tokenReferenceID: TokenReferenceId = Field(description="what issuers call the token; in the URL")
    eventID: Annotated[str, StringConstraints(min_length=1, max_length=32)] = Field(description="id of what happened; in the URL")
    messageReasonCode: Annotated[str, StringConstraints(pattern=r"^37[0-9]{2}$")] = Field(description="what happened")
    dateTimeOfEvent: Text = Field(description="when, ISO 8601 in UTC")
    encryptedData: CardAndToken | None = Field(
        None, json_schema_extra=SIGNED, description="the card and the token; left out for an issuer without a certificate"
    )


class TokenCreated(TokenChanged):
    """A token was made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "tokenRequestorID": REQUESTOR,
                    "tokenReferenceID": TOKEN_REFERENCE,
                    "eventID": "0f0e0d0c0b0a09080706050403020100",
                    "messageReasonCode": "3700",
                    "dateTimeOfEvent": "2026-01-01T00:00:00Z",
                    "panReferenceID": PAN_REFERENCE,
                    "lifeCycleTraceID": "100000000000001",
                    "visaTokenScore": "01",
                    "visaTokenDecisioning": "00",
                    "encryptedData": {"cardholderInfo": CARD, "tokenInfo": TOKEN},
                }
            ]
        }
    )

    visaTokenScore: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] = Field(description="Visa's score, 01 to 99")
    visaTokenDecisioning: Literal["00", "85", "05"] = Field(description="what was decided")
    termsAndConditions: Text | None = Field(None, description="id of what the cardholder has agreed to")


class TokenStatusUpdated(TokenChanged):
    """A token's state changed, or somebody tried to verify its holder."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "tokenRequestorID": REQUESTOR,
                    "tokenReferenceID": TOKEN_REFERENCE,
                    "eventID": "0f0e0d0c0b0a09080706050403020100",
                    "messageReasonCode": "3712",
                    "dateTimeOfEvent": "2026-01-01T00:00:00Z",
                    "panReferenceID": PAN_REFERENCE,
                    "lifeCycleTraceID": "100000000000001",
                    "activationVerificationResult": "VERIFICATION_SUCCESS",
                    "encryptedData": {"cardholderInfo": CARD, "tokenInfo": TOKEN},
                }
            ]
        }
    )

    activationVerificationResult: VerificationResult | None = Field(None, description="what came of verifying the cardholder")
