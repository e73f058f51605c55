"""What Visa asks issuers: may a card have a token, how can its holder be verified, will you send this code."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.issuer.schemas.accounts import (
    CARD,
    NEW_TOKEN,
    PAN_REFERENCE,
    REQUESTOR,
    TOKEN,
    TOKEN_REFERENCE,
    AboutToken,
    CardAndToken,
    DeviceInfo,
    Text,
    TraceId,
)
from emulator.providers.vts.schemas import SIGNED, Epoch, PanReferenceId, RequestorId, TokenReferenceId, VisaMessage, WalletAccountId

MethodId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Score = Annotated[str, StringConstraints(pattern=r"^[1-5]$")]


class ApproveProvisioning(AboutToken):
    """May this card have a token at this requestor?"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "tokenRequestorID": REQUESTOR,
                    "tokenReferenceID": TOKEN_REFERENCE,
                    "panReferenceID": PAN_REFERENCE,
                    "lifeCycleTraceID": "100000000000001",
                    "panSource": "KEY_ENTERED",
                    "consumerEntryMode": "KEY_ENTERED",
                    "locale": "en_US",
                    "encryptedData": {"cardholderInfo": CARD, "tokenInfo": NEW_TOKEN},
                }
            ]
        }
    )

    tokenRequestorID: RequestorId = Field(description="who asks for the token; in the URL")
    tokenReferenceID: TokenReferenceId = Field(description="what the token will be called; in the URL")
    addressVerificationResultCode: Text | None = Field(None, description="what came of comparing the address")
    cvv2ResultsCode: Text | None = Field(None, description="what came of comparing the security code; M: it is right")
    encryptedData: CardAndToken = Field(json_schema_extra=SIGNED, description="the card, and what is known of the token")


class Approval(VisaMessage):
    """The issuer's decision."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"actionCode": "00"}]})

    actionCode: Literal["00", "85", "05"] = Field(description="00 approve, 85 verify the cardholder first, 05 decline")


class RiskInformation(VisaMessage):
    """What is known of the risk."""

    panSource: Literal["01", "02", "03"] | None = Field(None, description="01 key entered, 02 on file, 03 mobile banking")
    wpReasonCodes: list[Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2}$")]] | None = Field(
        None, description="what the wallet provider remarks on"
    )
    wpDeviceScore: Score | None = Field(None, description="how well the wallet provider thinks of the device")
    wpAccountScore: Score | None = Field(None, description="how well it thinks of the account")


class VerificationMethods(VisaMessage):
    """How can this cardholder be verified?"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "tokenRequestorID": REQUESTOR,
                    "tokenReferenceID": TOKEN_REFERENCE,
                    "panReferenceID": PAN_REFERENCE,
                    "lifeCycleTraceID": "100000000000001",
                    "riskInformation": {"panSource": "01"},
                    "encryptedData": {"cardholderInfo": CARD, "tokenInfo": TOKEN},
                }
            ]
        }
    )

    tokenRequestorID: RequestorId = Field(description="whose token it is")
    tokenReferenceID: TokenReferenceId = Field(description="what issuers call the token")
    panReferenceID: PanReferenceId = Field(description="what issuers call the card")
    lifeCycleTraceID: TraceId = Field(description="connects all that is said of the token")
    riskInformation: RiskInformation = Field(description="what is known of the risk")
    encryptedData: CardAndToken = Field(json_schema_extra=SIGNED, description="the card and the token")


class VerificationMethod(VisaMessage):
    """One way to verify the cardholder."""

    type: Literal["cell_phone", "email", "bank_app", "customer_service", "outbound_call"] = Field(description="what it is")
    value: Text = Field(description="where, masked; or where to turn to")
    identifier: MethodId = Field(description="the issuer's id of it; it comes back with the code")
    sourceAddress: Text | None = Field(None, description="link to the issuer's app")
    otpMethodPlatform: Literal["IOS", "ANDROID", "WINDOWS", "WEB"] | None = Field(None, description="where that link works")


class VerificationMethodList(VisaMessage):
    """The ways there are."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"cardholderVerificationMethods": [{"type": "cell_phone", "value": "***-***-1234", "identifier": "mobile-1"}]},
            ]
        }
    )

    cardholderVerificationMethods: list[VerificationMethod] = Field(
        max_length=20, description="the ways; an answer that is the bare list is taken too"
    )


class SendPasscode(VisaMessage):
    """Send this code to your cardholder."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "otpMethodIdentifier": "mobile-1",
                    "OTPCode": "123456",
                    "OTPCodeExp": "1767226200",
                    "lifeCycleTraceID": "100000000000001",
                    "tokenReferenceID": TOKEN_REFERENCE,
                    "panReferenceID": PAN_REFERENCE,
                    "encryptedData": {"cardholderInfo": CARD, "tokenInfo": TOKEN},
                }
            ]
        }
    )

    otpMethodIdentifier: MethodId = Field(description="the issuer's id of the way")
    OTPCode: Annotated[str, StringConstraints(min_length=1, max_length=8)] = Field(repr=False, description="the code")
    OTPCodeExp: Epoch = Field(description="its end, in seconds since 1970")
    walletProviderMsgTracing: TraceId | None = Field(None, description="the wallet's own name for the request")
    lifeCycleTraceID: TraceId = Field(description="connects all that is said of the token")
    tokenReferenceID: TokenReferenceId = Field(description="what issuers call the token")
    panReferenceID: PanReferenceId = Field(description="what issuers call the card")
    walletAccountID: WalletAccountId | None = Field(None, description="the requestor's customer")
    deviceInfo: DeviceInfo | None = Field(None, description="the device")
    encryptedData: CardAndToken = Field(json_schema_extra=SIGNED, description="the card and the token")


class PasscodeSent(VisaMessage):
    """Whether the code is on its way."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"actionCode": "00"}]})

    actionCode: Literal["00", "01"] = Field(description="00 sent, 01 not")
    errorCode: Text | None = Field(None, description="why not, e.g. `ISE40502`: the channel is unavailable")
    errorDescription: Text | None = Field(None, description="the same in words")
