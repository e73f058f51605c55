"""The messages between Visa and an issuer, as far as this app reads them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(max_length=256)]
# A compact JWS around a compact JWE.
Sealed = Annotated[str, StringConstraints(pattern=r"^[\w\-]+\.[\w\-]+\.[\w\-]+$", max_length=7_000)]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{12,19}$")]


class VisaMessage(BaseModel):
    """A message of Visa: unknown members are ignored, and values never appear in errors."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


class Nothing(VisaMessage):
    """Taken."""


class ExpirationDate(VisaMessage):
    """The last month in which a card or token is valid."""

    month: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])$")]
    year: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}$")]

    @property
    def mmyy(self) -> str:
        """The month as this app keeps it."""
        return self.month + self.year[2:]


class CardholderInfo(VisaMessage):
    """The card."""

    primaryAccountNumber: Number = Field(repr=False)
    cvv2: str | None = Field(None, repr=False)
    expirationDate: ExpirationDate | None = None


class TokenInfo(VisaMessage):
    """The token, and how many of them its card has."""

    token: Number | None = Field(None, repr=False)
    tokenStatus: Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"]
    tokenExpirationDate: ExpirationDate | None = None
    numberOfActiveTokensForPAN: int = 0


class CardAndToken(VisaMessage):
    """What travels encrypted."""

    cardholderInfo: CardholderInfo
    tokenInfo: TokenInfo


class ApproveProvisioning(VisaMessage):
    """Visa asks whether a card may have a token."""

    panReferenceID: Text
    lifeCycleTraceID: Text
    cvv2ResultsCode: Text | None = None
    panSource: Text | None = None
    encryptedData: Sealed


class Approval(VisaMessage):
    """The decision: 00 approve, 85 verify the cardholder first, 05 decline."""

    actionCode: Literal["00", "85", "05"]


class VerificationMethods(VisaMessage):
    """Visa asks how a cardholder can be verified."""

    tokenReferenceID: Text
    encryptedData: Sealed


class VerificationMethod(VisaMessage):
    """One way; `identifier` comes back with the code."""

    type: Literal["email", "bank_app", "customer_service"]
    value: str
    identifier: str
    sourceAddress: str | None = None
    otpMethodPlatform: Literal["IOS", "ANDROID", "WINDOWS", "WEB"] | None = None


class VerificationMethodList(VisaMessage):
    """The ways; none for a card that is not ours."""

    cardholderVerificationMethods: list[VerificationMethod]


class SendPasscode(VisaMessage):
    """Visa has a code sent to a cardholder; its end is in seconds since 1970."""

    otpMethodIdentifier: Text
    OTPCode: Annotated[str, StringConstraints(min_length=1, max_length=8)] = Field(repr=False)
    OTPCodeExp: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}$")]
    tokenReferenceID: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    encryptedData: Sealed


class PasscodeSent(VisaMessage):
    """Whether the code is on its way: 00 it is, 01 it is not."""

    actionCode: Literal["00", "01"]
    errorCode: str | None = None
    errorDescription: str | None = None


class TokenChanged(VisaMessage):
    """Visa tells of a token that was made or changed; `encryptedData` is there because this app has registered a certificate."""

    messageReasonCode: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    encryptedData: Sealed


class MessageRefusal(VisaMessage):
    """Why a message of Visa's is not taken."""

    errorCode: str
    errorDescription: str
