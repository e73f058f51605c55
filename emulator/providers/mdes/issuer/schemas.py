"""The messages to issuers; names, lengths and values as on developer.mastercard.com (Pre-Digitization: code formats)."""

from typing import Literal

from pydantic import ConfigDict, Field

from emulator.providers.mdes.schemas import (
    AccountNumber,
    CardAccountData,
    MdesMessage,
    Month,
    RequestId,
    Sealed,
    Status,
    Suspender,
    TokenReference,
    Year,
)


class TokenData(MdesMessage):
    """The token's own number."""

    token: AccountNumber = Field(repr=False, description="the token's number")
    expiryMonth: Month = Field(description="month in which the token expires, two digits")
    expiryYear: Year = Field(description="year in which the token expires, two digits")


class TokenAndCard(MdesMessage):
    """A token and the card behind it, as they are encrypted."""

    tokenData: TokenData = Field(description="the token")
    cardAccountData: CardAccountData = Field(description="the card")


class SealedTokenAndCard(Sealed[TokenAndCard]):
    """A token and its card, encrypted to the issuer."""


class FundingAccount(MdesMessage):
    """The account of an updated token."""

    encryptedPayload: SealedTokenAndCard = Field(description="the token and its card, encrypted to the issuer")


class UpdatedToken(MdesMessage):
    """What is new about one token."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    status: Status = Field(description="where the token is in its life")
    suspendedBy: list[Suspender] | None = Field(None, description="who keeps it suspended")
    fundingAccountInfo: FundingAccount | None = Field(None, description="its account; left out for an issuer without a certificate")


class NotifyTokenUpdated(MdesMessage):
    """MDES tells the issuer that tokens have changed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "0b3f4c3e-8a51-4d0e-9d3c-1f0f8f5b7a11",
                    "reasonCode": "STATUS_UPDATE",
                    "tokens": [
                        {
                            "tokenUniqueReference": "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45",
                            "status": "SUSPENDED",
                            "suspendedBy": ["CARDHOLDER"],
                            "fundingAccountInfo": {
                                "encryptedPayload": {
                                    "encryptedData": {
                                        "tokenData": {"token": "5480981500100002", "expiryMonth": "12", "expiryYear": "31"},
                                        "cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"},
                                    }
                                }
                            },
                        }
                    ],
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    reasonCode: Literal["STATUS_UPDATE"] = Field(description="what happened, one reason for all tokens")
    tokens: list[UpdatedToken] = Field(min_length=1, description="the tokens")
