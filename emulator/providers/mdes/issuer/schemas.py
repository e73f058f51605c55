"""The messages to issuers; names, lengths and values as on developer.mastercard.com (Pre-Digitization: code formats)."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

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


class CardToAuthorize(MdesMessage):
    """The card that is to be tokenized, as it is encrypted."""

    cardAccountData: CardAccountData = Field(description="the card")
    source: Annotated[str, StringConstraints(min_length=1, max_length=32)] | None = Field(None, description="how the card was added")


class SealedCardToAuthorize(Sealed[CardToAuthorize]):
    """The card, encrypted to the issuer."""


class AccountToAuthorize(MdesMessage):
    """The account that is to be tokenized."""

    encryptedPayload: SealedCardToAuthorize = Field(description="the card, encrypted to the issuer")


class Recommendation(MdesMessage):
    """What the wallet thinks of cardholder and device."""

    recommendedDecision: str | None = Field(None, description="what it recommends")
    recommendationStandardVersion: str | None = Field(None, description="version of the recommendation standard")
    deviceScore: str | None = Field(None, description="trust in the device, 5 is highest")
    accountScore: str | None = Field(None, description="trust in the account, 5 is highest")
    phoneNumberScore: str | None = Field(None, description="trust in the phone number, 5 is highest")
    recommendationReasons: list[str] | None = Field(None, description="reasons such as LONG_ACCOUNT_TENURE")


class AuthorizeService(MdesMessage):
    """MDES asks the issuer whether a card may be tokenized."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "0b3f4c3e-8a51-4d0e-9d3c-1f0f8f5b7a11",
                    "services": ["DIGITIZATION"],
                    "fundingAccountInfo": {
                        "encryptedPayload": {
                            "encryptedData": {
                                "cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"}
                            }
                        }
                    },
                    "correlationId": "D98765432104",
                    "tokenType": "CLOUD",
                    "tokenRequestorId": "98765432101",
                    "activeTokenCount": "0",
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this question")
    services: list[Literal["DIGITIZATION"]] = Field(min_length=1, description="what is asked for")
    fundingAccountInfo: AccountToAuthorize = Field(description="the account")
    correlationId: Annotated[str, StringConstraints(min_length=1, max_length=14)] = Field(description="connects what is said of one token")
    tokenType: Literal["CLOUD", "EMBEDDED_SE", "STATIC"] = Field(description="where the token will live")
    tokenRequestorId: Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")] = Field(description="who will hold it")
    walletId: str | None = Field(None, description="the wallet, three digits")
    consumerFacingEntityName: str | None = Field(None, description="the requestor's name")
    activeTokenCount: str = Field(description="how many active tokens the card has, 99 means 99 or more")
    walletProviderDecisioningInfo: Recommendation | None = Field(None, description="what the wallet recommends")


class ActivationMethod(MdesMessage):
    """One way to verify the cardholder."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="its kind, as in TEXT_TO_CARDHOLDER_NUMBER")
    value: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="where to, masked")


class AuthorizeServiceAnswer(MdesMessage):
    """The issuer's decision."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"responseId": "0b3f4c3e-8a51-4d0e-9d3c-1f0f8f5b7a11", "services": ["DIGITIZATION"], "decision": "APPROVED"}]
        }
    )

    responseId: RequestId = Field(description="id of the question")
    services: list[str] | None = Field(None, description="what is approved of what was asked for")
    decision: Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"] = Field(description="the decision")
    activationMethods: list[ActivationMethod] | None = Field(None, description="ways to verify the cardholder")
    cvcResponse: Literal["MATCH", "INVALID", "NOT_PROCESSED"] | None = Field(None, description="what came of the security code")
    errorCode: Annotated[str, StringConstraints(max_length=32)] | None = Field(None, description="why it could not decide")
    errorDescription: Annotated[str, StringConstraints(max_length=256)] | None = Field(None, description="the same for people")
