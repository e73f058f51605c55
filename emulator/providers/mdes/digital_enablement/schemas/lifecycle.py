"""Suspending, resuming and deleting tokens."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.mdes.digital_enablement.schemas.conversation import Answered, Asked
from emulator.providers.mdes.digital_enablement.schemas.tokenize import TOKEN
from emulator.providers.mdes.schemas import MdesMessage, Status, Suspender, Timestamp, TokenReference

MOST_TOKENS: Final = 10

AppInstance = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_=\-]+$", min_length=1, max_length=48)]


class Change(Asked):
    """What the three requests share."""

    paymentAppInstanceId: AppInstance | None = Field(None, description="the app that holds the tokens, for device tokens alone")
    tokenUniqueReferences: list[TokenReference] = Field(min_length=1, max_length=MOST_TOKENS, description="the tokens, ten at most")
    causedBy: Literal["CARDHOLDER", "TOKEN_REQUESTOR"] = Field(description="who wants it")
    reason: Annotated[str, StringConstraints(min_length=1, max_length=256)] | None = Field(None, description="why, in words")


class Suspend(Change):
    """Stop tokens for a while."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123456",
                    "tokenUniqueReferences": [TOKEN],
                    "causedBy": "CARDHOLDER",
                    "reason": "Lost phone",
                    "reasonCode": "SUSPECTED_FRAUD",
                }
            ]
        }
    )

    reasonCode: Literal["SUSPECTED_FRAUD", "OTHER"] = Field("OTHER", description="why, as a code")


class Unsuspend(Change):
    """Let suspended tokens work again; each party lifts only its own suspension."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"requestId": "123456", "tokenUniqueReferences": [TOKEN], "causedBy": "CARDHOLDER", "reasonCode": "DEVICE_FOUND"}]
        }
    )

    reasonCode: Literal["DEVICE_FOUND", "NOT_FRAUD", "OTHER"] = Field("OTHER", description="why, as a code")


class Delete(Change):
    """End tokens for good."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"requestId": "123456", "tokenUniqueReferences": [TOKEN], "causedBy": "TOKEN_REQUESTOR", "reasonCode": "OTHER"}]
        }
    )

    reasonCode: Literal["SUSPECTED_FRAUD", "OTHER"] = Field("OTHER", description="why, as a code")


class ChangedToken(MdesMessage):
    """What became of one token: its status now, or why it was left as it was."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    status: Status | None = Field(None, description="where the token is in its life")
    suspendedBy: list[Suspender] | None = Field(None, description="who keeps it suspended")
    statusTimestamp: Timestamp | None = Field(None, description="when the status last changed")
    errorCode: Annotated[str, StringConstraints(max_length=100)] | None = Field(None, description="why it was left, as a code")
    errorDescription: Annotated[str, StringConstraints(max_length=256)] | None = Field(None, description="why it was left, in words")


class ChangeAnswer(Answered):
    """What became of the tokens, in the order of the request."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseHost": "127.0.0.1:8081",
                    "responseId": "123456",
                    "tokens": [
                        {
                            "tokenUniqueReference": TOKEN,
                            "status": "SUSPENDED",
                            "suspendedBy": ["CARDHOLDER"],
                            "statusTimestamp": "2026-01-01T00:00:00.000Z",
                        }
                    ],
                }
            ]
        }
    )

    tokens: list[ChangedToken] = Field(description="one entry for each token that was named")
