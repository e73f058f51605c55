"""Codes on their way to cardholders, codes that only the issuer can check, and tokens that have come to life."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.issuer.schemas.accounts import (
    PAN,
    QUESTION,
    TOKEN,
    TOKEN_AND_CARD,
    AppInstance,
    CorrelationId,
    Name,
    RequestorId,
    TokenAccount,
    WalletId,
)
from emulator.providers.mdes.issuer.schemas.authorization import ActivationMethod, DeviceInfo, Service, TokenType
from emulator.providers.mdes.schemas import MdesMessage, RequestId, Suffix, Timestamp, TokenReference

CodeText = Annotated[str, StringConstraints(min_length=1, max_length=32)]
ACCOUNT: Final[JsonDict] = {
    "tokenUniqueReference": TOKEN,
    "panUniqueReference": PAN,
    "encryptedPayload": {"encryptedData": TOKEN_AND_CARD},
}


class DeliverActivationCode(MdesMessage):
    """MDES has the issuer send a code to the cardholder; without a code the issuer makes one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "tokenUniqueReference": TOKEN,
                    "correlationId": "D98765432104",
                    "activationMethod": {"type": "TEXT_TO_CARDHOLDER_NUMBER", "value": "***-***-0123"},
                    "activationCode": "123456",
                    "expirationDateTime": "2026-01-01T00:30:00.000Z",
                    "reasonCodes": ["ADD_CARD"],
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    correlationId: CorrelationId = Field(description="connects what is said of one token")
    activationMethod: ActivationMethod = Field(description="the way that the cardholder chose")
    activationCode: CodeText | None = Field(None, repr=False, description="the code, where MDES makes it")
    expirationDateTime: Timestamp | None = Field(None, description="its end")
    reasonCodes: list[str] | None = Field(None, description="why: ADD_CARD, VERIFY_ACCOUNT, OTHER")
    consumerFacingEntityName: Name | None = Field(None, description="the requestor's name")


class DeliverAuthenticationCode(MdesMessage):
    """MDES has the issuer send a code by which the holder of a living token is authenticated."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "authenticationFlowId": "otp_1f0f8f5b7a114d0e9d3c0b3f4c3e8a51",
                    "authenticationCode": "123456",
                    "expirationDateTime": "2026-01-01T00:15:00.000Z",
                    "reasonCode": "PAYMENT_TRANSACTION",
                    "tokenRequestorId": "50123456789",
                    "fundingAccountInfo": ACCOUNT,
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    authenticationFlowId: Annotated[str, StringConstraints(max_length=128)] = Field(description="the authentication that the code is for")
    authenticationCode: CodeText = Field(repr=False, description="the code")
    expirationDateTime: Timestamp = Field(description="its end")
    reasonCode: Literal["PAYMENT_TRANSACTION", "OTHER"] = Field(description="why")
    tokenRequestorId: RequestorId = Field(description="who holds the token")
    fundingAccountInfo: TokenAccount | None = Field(None, description="the token; left out for an issuer without a certificate")
    walletId: WalletId | None = Field(None, description="the wallet, three digits")
    paymentAppInstanceId: AppInstance | None = Field(None, description="the app on the device, for device tokens")
    consumerFacingEntityName: Name | None = Field(None, description="the requestor's name")


class ValidateActivationCode(MdesMessage):
    """MDES asks the issuer whether a code of the issuer's own is right."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "tokenUniqueReference": TOKEN,
                    "correlationId": "D98765432104",
                    "activationCode": "A1B2C3D4",
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this question")
    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    correlationId: CorrelationId = Field(description="connects what is said of one token")
    activationCode: CodeText = Field(repr=False, description="what the cardholder typed")


class ValidateActivationCodeAnswer(MdesMessage):
    """What the issuer says of the code."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"responseId": QUESTION, "result": "SUCCESS"}]})

    responseId: RequestId = Field(description="id of the question")
    result: Literal["SUCCESS", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "EXPIRED_CODE"] = Field(description="what it is")


class NotifyServiceActivated(MdesMessage):
    """MDES tells the issuer that a token has come to life."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "services": ["DIGITIZATION"],
                    "fundingAccountInfo": ACCOUNT,
                    "correlationId": "D98765432104",
                    "tokenRequestorId": "98765432101",
                    "tokenType": "CLOUD",
                    "accountPanSuffix": "2345",
                    "serviceRequestDateTime": "2026-01-01T00:00:00.000Z",
                    "decision": "APPROVED",
                    "tokenActivatedDateTime": "2026-01-01T00:00:00.000Z",
                    "decisionMadeBy": "AUTHORIZATION_REQUEST",
                    "numberOfActiveTokens": 1,
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    services: list[Service] = Field(min_length=1, description="what has come to life")
    fundingAccountInfo: TokenAccount | None = Field(None, description="the token; left out for an issuer without a certificate")
    correlationId: CorrelationId = Field(description="connects what is said of one token")
    tokenRequestorId: RequestorId = Field(description="who holds the token")
    tokenType: TokenType = Field(description="where it lives")
    accountPanSuffix: Suffix = Field(description="last digits of the card's number")
    serviceRequestDateTime: Timestamp = Field(description="when the token was asked for")
    decision: Literal["APPROVED", "REQUIRE_ADDITIONAL_AUTHENTICATION"] = Field(description="what had been decided")
    tokenActivatedDateTime: Timestamp = Field(description="when it came to life")
    deviceInfo: DeviceInfo | None = Field(None, description="the device, for device tokens")
    walletId: WalletId | None = Field(None, description="the wallet, three digits")
    paymentAppInstanceId: AppInstance | None = Field(None, description="the app on the device, for device tokens")
    termsAndConditionsAssetId: str | None = Field(None, description="what the cardholder has agreed to")
    termsAndConditionsAcceptedTimestamp: str | None = Field(None, description="when he did")
    consumerLanguage: str | None = Field(None, description="the cardholder's language, ISO 639-1")
    decisionMadeBy: Literal["ELIGIBILITY_REQUEST", "AUTHORIZATION_REQUEST", "RULES"] | None = Field(None, description="who decided")
    numberOfActivationAttempts: Annotated[int, Field(ge=0, le=9)] | None = Field(None, description="how often a code was tried")
    numberOfActiveTokens: Annotated[int, Field(ge=0, le=99)] | None = Field(None, description="how many active tokens the card has")
    tokenAssuranceLevel: int | None = Field(None, description="how well the holder was verified")
    consumerFacingEntityName: Name | None = Field(None, description="the requestor's name")
