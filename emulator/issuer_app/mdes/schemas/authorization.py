"""What MDES asks of a card before a token is made, and what the issuer answers."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from .fields import Code, MdesMessage
from .notices import CardAccountData, FundingAccount, InboundMessage, IssuerReply


class Recommendation(MdesMessage):
    """What the wallet thinks of cardholder and device."""

    recommendedDecision: str | None = None
    deviceScore: str | None = None
    accountScore: str | None = None


class AuthorizeService(InboundMessage):
    """MDES asks whether a card may be tokenized."""

    services: list[Code] = Field(min_length=1)
    fundingAccountInfo: FundingAccount
    correlationId: Annotated[str, StringConstraints(min_length=1, max_length=14)]
    tokenType: Code
    tokenRequestorId: Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")] | None = None
    activeTokenCount: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}$")] = "0"
    walletProviderDecisioningInfo: Recommendation | None = None


class CardToAuthorize(MdesMessage):
    """The plaintext of the card that is asked about."""

    cardAccountData: CardAccountData
    dataValidUntilTimestamp: AwareDatetime | None = None


class SealedAnswer(MdesMessage):
    """An encrypted object of field-level encryption that the issuer made."""

    encryptedData: str
    encryptedKey: str
    iv: str
    oaepHashingAlgorithm: str
    publicKeyFingerprint: str


class IssuersAccount(MdesMessage):
    """What the issuer says of an account, before it is encrypted."""

    alternateAccountIdentifier: str = Field(min_length=9, max_length=64)


class ActivationMethod(MdesMessage):
    """One way to verify the cardholder."""

    type: str
    value: str


class Authorization(IssuerReply):
    """The issuer's decision."""

    services: list[str] | None = None
    decision: Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]
    activationMethods: list[ActivationMethod] | None = None
    tcis: list[str] | None = None
    encryptedPayload: SealedAnswer | None = None


class RequestActivationMethods(InboundMessage):
    """MDES asks how the cardholder can be verified."""

    services: list[Code] = Field(min_length=1)
    fundingAccountInfo: FundingAccount
    correlationId: Annotated[str, StringConstraints(min_length=1, max_length=14)]
    tokenType: Code


class ActivationMethods(IssuerReply):
    """The ways; none for a card that is not ours."""

    activationMethods: list[ActivationMethod]


class GetAccountInformation(InboundMessage):
    """MDES asks how an account stands."""

    fundingAccountInfo: FundingAccount


class Balance(MdesMessage):
    """Money on an account."""

    amount: str
    currencyCode: str
    balanceDateTime: str


class AccountStanding(MdesMessage):
    """How an account stands, before it is encrypted."""

    accountStatus: Literal["ACTIVE", "EXPIRED", "INVALID", "UNKNOWN", "CANCELLED"]
    balanceInformation: Balance | None = None


class AccountInformation(IssuerReply):
    """How an account stands, encrypted to MDES."""

    encryptedPayload: SealedAnswer
