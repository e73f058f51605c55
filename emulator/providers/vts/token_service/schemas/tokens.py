"""Tokens: provisioned, looked at, stopped for a while, ended, and used to pay."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import (
    FIELD,
    AccountReference,
    ExpirationDate,
    LastFour,
    Reference,
    RequestorId,
    TokenReferenceId,
    VisaMessage,
    Word,
)
from emulator.providers.vts.token_service.schemas.cards import (
    APP,
    CARD,
    CardToTokenize,
    Circumstances,
    PanSource,
    PaymentInstrument,
)

Status = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DELETED"]
Presentations = Annotated[list[Word], Field(min_length=1, max_length=10)]
PRESENTED: Final[dict[str, Any]] = {"presentationType": ["ECOM"], "protectionType": "CLOUD", "accountType": "WALLET"}


class NewToken(Circumstances):
    """What a requestor says of the token that it wants."""

    panSource: PanSource = Field(description="how the requestor came by the card")
    presentationType: Presentations | None = Field(None, description="how the token will pay, e.g. `ECOM`, `CLOUD_HCE`, `INAPP`")
    protectionType: Word | None = Field(None, description="how its key is kept, e.g. `CLOUD`, `SECURE_ELEMENT`")
    accountType: Word | None = Field(None, description="what the customer has at the requestor, e.g. `WALLET`")
    issuerAuthCode: Annotated[str, StringConstraints(max_length=64)] | None = Field(
        None, repr=False, description="a code from the issuer; taken, and not checked"
    )


class Provision(NewToken):
    """Enrol a card and make a token of it in one step."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **APP,
                    "locale": "en_US",
                    "panSource": "MANUALLYENTERED",
                    "consumerEntryMode": "KEYENTERED",
                    **PRESENTED,
                    "encPaymentInstrument": CARD,
                }
            ]
        }
    )

    encPaymentInstrument: CardToTokenize = Field(json_schema_extra=FIELD, description="the card")


class ProvisionEnrolled(NewToken):
    """Make a token of a card that is enrolled: its id stands in the path."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**APP, "vPanEnrollmentID": "0f0e0d0c0b0a09080706050403020100", "panSource": "ONFILE", **PRESENTED}]
        }
    )

    vPanEnrollmentID: Reference = Field(description="the card's id")


class TokenSecret(VisaMessage):
    """What only the requestor may read."""

    token: str = Field(repr=False, description="the token's number")


class TokenMade(VisaMessage):
    """A token just made."""

    encTokenInfo: TokenSecret = Field(json_schema_extra=FIELD, description="the token's number, encrypted to the requestor")
    tokenStatus: Status = Field(description="ACTIVE, or INACTIVE until the cardholder is verified")
    tokenRequestorID: RequestorId = Field(description="whose it is")
    tokenReferenceID: TokenReferenceId = Field(description="what issuers call it")
    last4: LastFour = Field(description="last four digits of its number")
    expirationDate: ExpirationDate = Field(description="its last month")


class Provisioned(VisaMessage):
    """A token was made."""

    vProvisionedTokenID: Reference = Field(description="the token's id")
    vPanEnrollmentID: Reference = Field(description="the card's id")
    paymentInstrument: PaymentInstrument = Field(description="the card")
    tokenInfo: TokenMade = Field(description="the token")


class GetToken(VisaMessage):
    """Look at a token: its id stands in the path."""

    vProvisionedTokenID: Reference = Field(description="the token's id")


class TokenSeen(VisaMessage):
    """A token as it stands."""

    tokenStatus: Status = Field(description="where it is in its life")
    expirationDate: ExpirationDate = Field(description="its last month")


class DeviceBound(VisaMessage):
    """A device that a token is bound to, or is about to be."""

    clientDeviceID: str = Field(description="the device")
    deviceName: str = Field(description="what its holder calls it")
    status: Literal["CHALLENGED", "BOUND"] = Field(description="CHALLENGED until its holder is verified")


class TokenStatusAnswer(VisaMessage):
    """Where a token is in its life, and the devices that it is bound to."""

    tokenInfo: TokenSeen = Field(description="the token")
    deviceBindingInfoList: list[DeviceBound] | None = Field(None, description="its devices, oldest first")


class UpdateReason(VisaMessage):
    """Why a token is stopped, resumed or ended."""

    reasonCode: Word = Field(description="the reason, e.g. `CUSTOMER_CONFIRMED`, `FRAUD`")
    reasonDesc: Annotated[str, StringConstraints(max_length=256)] | None = Field(None, description="the same in words")


class ChangeToken(VisaMessage):
    """Stop, resume or end a token: its id stands in the path."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"vProvisionedTokenID": "4b52136e8b21a7a6e1f7e5d0ce3c9b01", "updateReason": {"reasonCode": "CUSTOMER_CONFIRMED"}}]
        }
    )

    vProvisionedTokenID: Reference = Field(description="the token's id")
    updateReason: UpdateReason | None = Field(None, description="why")


class PaymentRequest(VisaMessage):
    """How the token is about to pay."""

    transactionType: Word = Field(description="kind of payment, e.g. `ECOM`")


class GetPaymentData(VisaMessage):
    """Ask for the cryptogram of one payment: the token's id stands in the path."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "vProvisionedTokenID": "4b52136e8b21a7a6e1f7e5d0ce3c9b01",
                    "clientPaymentDataID": "pd-1",
                    "paymentRequest": {"transactionType": "ECOM"},
                }
            ]
        }
    )

    vProvisionedTokenID: Reference = Field(description="the token's id")
    clientPaymentDataID: Annotated[str, StringConstraints(min_length=1, max_length=36)] = Field(
        description="the requestor's own name for the payment"
    )
    paymentRequest: PaymentRequest | None = Field(None, description="how the token is about to pay")


class PaymentType(VisaMessage):
    """What kind of card stands behind a payment."""

    cardBrand: Literal["VISA"] = Field(description="always VISA")


class PayingInstrument(VisaMessage):
    """The card behind a payment."""

    last4: LastFour = Field(description="last four digits of its number")
    paymentType: PaymentType = Field(description="what kind of card it is")
    paymentAccountReference: AccountReference = Field(description="the account behind it (PAR)")


class PayingToken(VisaMessage):
    """The token that pays."""

    encTokenInfo: TokenSecret = Field(json_schema_extra=FIELD, description="its number, encrypted to the requestor")
    last4: LastFour = Field(description="last four digits of its number")
    expirationDate: ExpirationDate = Field(description="its last month")


class Cryptogram(VisaMessage):
    """What proves one payment."""

    cryptogram: str = Field(description="20 bytes, base64 (TAVV)")
    eci: Literal["05", "07"] = Field(description="05: the cardholder was authenticated; 07: not")


class PaymentData(VisaMessage):
    """Everything that one payment needs."""

    vPaymentDataID: Reference = Field(description="id of this payment")
    paymentInstrument: PayingInstrument = Field(description="the card")
    tokenInfo: PayingToken = Field(description="the token")
    cryptogramInfo: Cryptogram = Field(description="the proof")
