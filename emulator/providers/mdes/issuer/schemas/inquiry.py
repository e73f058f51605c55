"""Asking the issuer how an account stands, for tokens that public transport takes."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.mdes.issuer.schemas.accounts import CARD, PAN, QUESTION, AccountToAuthorize
from emulator.providers.mdes.schemas import MdesMessage, RequestId, Sealed, Timestamp


class GetAccountInformation(MdesMessage):
    """MDES asks how an account stands."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "fundingAccountInfo": {
                        "panUniqueReference": PAN,
                        "encryptedPayload": {"encryptedData": {"cardAccountData": CARD}},
                    },
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this question")
    fundingAccountInfo: AccountToAuthorize = Field(description="the account")


class Balance(MdesMessage):
    """Money on the account."""

    amount: Annotated[str, StringConstraints(min_length=1, max_length=16)] = Field(description="how much, as in 25.36")
    currencyCode: Annotated[str, StringConstraints(min_length=3, max_length=3)] = Field(description="of what, ISO 4217")
    balanceDateTime: Timestamp = Field(description="when it was so much")


class AccountInformation(MdesMessage):
    """How the account stands, as it is encrypted."""

    dataValidUntilTimestamp: Timestamp | None = Field(None, description="how long that is good")
    accountStatus: Literal["ACTIVE", "EXPIRED", "INVALID", "UNKNOWN", "CANCELLED"] = Field(description="how the account stands")
    balanceInformation: Balance | None = Field(None, description="the money on it")


class SealedAccountInformation(Sealed[AccountInformation]):
    """How the account stands, encrypted to MDES."""


class GetAccountInformationAnswer(MdesMessage):
    """What the issuer says of the account."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"responseId": QUESTION, "encryptedPayload": {"encryptedData": {"accountStatus": "ACTIVE"}}}],
        }
    )

    responseId: RequestId = Field(description="id of the question")
    encryptedPayload: SealedAccountInformation = Field(description="how the account stands, encrypted to MDES")
