"""What a token requestor hears of its tokens (developer.mastercard.com, MDES Digital Enablement: notifyTokenUpdated)."""

from typing import Literal

from pydantic import ConfigDict, Field

from emulator.providers.mdes.digital_enablement.schemas.tokenize import INFO, PRODUCT, TOKEN
from emulator.providers.mdes.schemas import (
    MdesMessage,
    ProductConfig,
    RequestId,
    RequestorId,
    ResponseHost,
    Sealed,
    Status,
    Suspender,
    Timestamp,
    TokenInfo,
    TokenReference,
)

EventReason = Literal[
    "DEVICE_LOST",
    "DEVICE_STOLEN",
    "SUSPECTED_FRAUD",
    "ACCOUNT_CLOSED",
    "NOT_FRAUD",
    "DEVICE_FOUND",
    "REDIGITIZATION_COMPLETE",
    "OTHER",
]


class UpdatedToken(MdesMessage):
    """A token as it is now."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    tokenRequestorId: RequestorId = Field(description="who holds it")
    status: Status = Field(description="where the token is in its life")
    eventReasonCode: EventReason | None = Field(None, description="why it changed, where a reason was given; new values may appear")
    suspendedBy: list[Suspender] | None = Field(None, description="who keeps it suspended")
    statusTimestamp: Timestamp = Field(description="when the status last changed")
    productConfig: ProductConfig = Field(description="how the card looks")
    tokenInfo: TokenInfo = Field(description="last digits and expiry")


class UpdatedTokens(MdesMessage):
    """The tokens that changed, as they are encrypted."""

    tokens: list[UpdatedToken] = Field(min_length=1, description="the tokens")


class SealedTokens(Sealed[UpdatedTokens]):
    """The tokens that changed, encrypted to the requestor."""


class NotifyTokenUpdated(MdesMessage):
    """MDES tells a token requestor that its tokens have changed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseHost": "localhost:8081",
                    "requestId": "0b3f4c3e-8a51-4d0e-9d3c-1f0f8f5b7a11",
                    "encryptedPayload": {
                        "encryptedData": {
                            "tokens": [
                                {
                                    "tokenUniqueReference": TOKEN,
                                    "tokenRequestorId": "98765432101",
                                    "status": "SUSPENDED",
                                    "eventReasonCode": "SUSPECTED_FRAUD",
                                    "suspendedBy": ["ISSUER"],
                                    "statusTimestamp": "2026-01-01T00:00:00.000Z",
                                    "productConfig": PRODUCT,
                                    "tokenInfo": {**INFO, "accountPanPrefix": "512345"},
                                }
                            ]
                        }
                    },
                }
            ]
        }
    )

    responseHost: ResponseHost = Field(description="host that the requestor may call about it")
    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    encryptedPayload: SealedTokens = Field(description="the tokens, encrypted to the requestor")
    redigitizationRequired: bool | None = Field(None, description="whether the app on the device has to digitize the token again")
