"""Asking the issuer whether a card may be tokenized, and how its cardholder can be verified."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.issuer.schemas.accounts import (
    CARD,
    QUESTION,
    AccountToAuthorize,
    AppInstance,
    CorrelationId,
    Name,
    RequestorId,
    WalletId,
)
from emulator.providers.mdes.schemas import MdesMessage, RequestId, Sealed

TokenType = Literal["CLOUD", "EMBEDDED_SE", "STATIC"]
Service = Literal["DIGITIZATION"]
ASKED: Final[JsonDict] = {
    "requestId": QUESTION,
    "services": ["DIGITIZATION"],
    "fundingAccountInfo": {"encryptedPayload": {"encryptedData": {"cardAccountData": CARD}}},
    "correlationId": "D98765432104",
    "tokenType": "CLOUD",
    "tokenRequestorId": "98765432101",
}


class Recommendation(MdesMessage):
    """What the wallet thinks of cardholder and device."""

    recommendedDecision: str | None = Field(None, description="what it recommends")
    recommendationStandardVersion: str | None = Field(None, description="version of the recommendation standard")
    deviceScore: str | None = Field(None, description="trust in the device, 5 is highest")
    accountScore: str | None = Field(None, description="trust in the account, 5 is highest")
    phoneNumberScore: str | None = Field(None, description="trust in the phone number, 5 is highest")
    recommendationReasons: list[str] | None = Field(None, description="reasons such as LONG_ACCOUNT_TENURE")


class DeviceInfo(MdesMessage):
    """The device that is to hold the token; new values may appear in every member."""

    deviceName: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="its name")
    serialNumber: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="its serial number")
    formFactor: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="what it is, as in PHONE or WATCH")
    isoDeviceType: Annotated[str, StringConstraints(max_length=2)] | None = Field(None, description="the same as a code of two digits")
    osName: Annotated[str, StringConstraints(max_length=32)] | None = Field(None, description="its operating system, as in ANDROID")
    osVersion: Annotated[str, StringConstraints(max_length=32)] | None = Field(None, description="the system's version")
    imei: Annotated[str, StringConstraints(max_length=15)] | None = Field(None, description="its IMEI")
    msisdn: Annotated[str, StringConstraints(max_length=15)] | None = Field(None, description="its phone number")
    paymentTypes: list[str] | None = Field(None, description="how it pays: NFC, DSRP, ECOMMERCE")
    storageTechnology: Annotated[str, StringConstraints(max_length=32)] | None = Field(None, description="what keeps the token, as in TEE")
    cardCaptureTechnology: Annotated[str, StringConstraints(max_length=32)] | None = Field(
        None, description="how the card was read, as in CAMERA"
    )


class AuthorizeService(MdesMessage):
    """MDES asks the issuer whether a card may be tokenized."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**ASKED, "activeTokenCount": "0"}]})

    requestId: RequestId = Field(description="id of this question")
    services: list[Service] = Field(min_length=1, description="what is asked for")
    fundingAccountInfo: AccountToAuthorize = Field(description="the account")
    correlationId: CorrelationId = Field(description="connects what is said of one token")
    tokenType: TokenType = Field(description="where the token will live")
    tokenRequestorId: RequestorId = Field(description="who will hold it")
    walletId: WalletId | None = Field(None, description="the wallet, three digits")
    paymentAppInstanceId: AppInstance | None = Field(None, description="the app on the device, for device tokens")
    accountIdHash: str | None = Field(None, description="SHA-256 of the customer's account id at the requestor")
    mobileNumberSuffix: str | None = Field(None, description="last digits of the phone number")
    consumerFacingEntityName: Name | None = Field(None, description="the requestor's name")
    activeTokenCount: str = Field(description="how many active tokens the card has, 99 means 99 or more")
    deviceInfo: DeviceInfo | None = Field(None, description="the device, for device tokens")
    walletProviderDecisioningInfo: Recommendation | None = Field(None, description="what the wallet recommends")


class ActivationMethod(MdesMessage):
    """One way to verify the cardholder."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="its kind, as in TEXT_TO_CARDHOLDER_NUMBER")
    value: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="where to, masked")


class IssuersAccount(MdesMessage):
    """What the issuer says of the account, encrypted to MDES."""

    paymentAccountReference: str | None = Field(None, description="the account's PAR; here MDES gives it one of its own")
    alternateAccountIdentifier: Annotated[str, StringConstraints(min_length=9, max_length=64)] | None = Field(
        None, repr=False, description="the issuer's other name for the account"
    )


class SealedIssuersAccount(Sealed[IssuersAccount]):
    """What the issuer says of the account, encrypted."""


class AuthorizeServiceAnswer(MdesMessage):
    """The issuer's decision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"responseId": QUESTION, "services": ["DIGITIZATION"], "decision": "APPROVED"}]}
    )

    responseId: RequestId = Field(description="id of the question")
    services: list[str] | None = Field(None, description="what is approved of what was asked for")
    decision: Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"] = Field(description="the decision")
    activationMethods: list[ActivationMethod] | None = Field(None, description="ways to verify the cardholder")
    panSequenceNumber: str | None = Field(None, description="the card's sequence number, three digits")
    issuerProductConfigId: str | None = Field(None, description="the issuer's name for how the card looks")
    cvcResponse: Literal["MATCH", "INVALID", "NOT_PROCESSED"] | None = Field(None, description="what came of the security code")
    avsResponse: str | None = Field(None, description="what came of the address, as in ADDRESS_AND_POSTAL_MATCH")
    tcis: list[str] | None = Field(None, description="cities whose public transport takes the token")
    encryptedPayload: SealedIssuersAccount | None = Field(None, description="what else the issuer says of the account")
    errorCode: Annotated[str, StringConstraints(max_length=32)] | None = Field(None, description="why it could not decide")
    errorDescription: Annotated[str, StringConstraints(max_length=256)] | None = Field(None, description="the same for people")


class RequestActivationMethods(MdesMessage):
    """MDES asks the issuer how the cardholder can be verified."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**ASKED, "reasonCodes": ["ADD_CARD"]}]})

    requestId: RequestId = Field(description="id of this question")
    services: list[Service] = Field(min_length=1, description="what is asked for")
    fundingAccountInfo: AccountToAuthorize = Field(description="the account")
    correlationId: CorrelationId = Field(description="connects what is said of one token")
    tokenType: TokenType = Field(description="where the token will live")
    tokenRequestorId: RequestorId | None = Field(None, description="who will hold it")
    walletId: WalletId | None = Field(None, description="the wallet, three digits")
    paymentAppInstanceId: AppInstance | None = Field(None, description="the app on the device, for device tokens")
    accountIdHash: str | None = Field(None, description="SHA-256 of the customer's account id at the requestor")
    mobileNumberSuffix: str | None = Field(None, description="last digits of the phone number")
    consumerFacingEntityName: Name | None = Field(None, description="the requestor's name")
    reasonCodes: list[str] | None = Field(None, description="why: ADD_CARD, VERIFY_ACCOUNT, OTHER; new values may appear")


class RequestActivationMethodsAnswer(MdesMessage):
    """The ways, none for a card that the issuer does not know."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"responseId": QUESTION, "activationMethods": [{"type": "TEXT_TO_CARDHOLDER_NUMBER", "value": "***-***-0123"}]},
            ]
        }
    )

    responseId: RequestId = Field(description="id of the question")
    activationMethods: list[ActivationMethod] = Field(description="the ways; none is an empty list")
