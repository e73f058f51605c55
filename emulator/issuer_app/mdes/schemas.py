"""What MDES answers to a pushed card, and what it tells the issuer, with the wire's own names and limits."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]+$", min_length=1, max_length=64)]
RequestId = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$", min_length=1, max_length=64)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]+$", min_length=1, max_length=32)]
Month = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])$")]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^([0-9A-Fa-f]{2})+$")]
TokenStatus = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"]


class MdesMessage(BaseModel):
    """A message of MDES: unknown fields are ignored, and values never appear in errors.

    Sources: developer.mastercard.com, MDES Token Connect (pushMultipleAccounts) and MDES Pre-Digitization (notifyTokenUpdated).
    """

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


class Problem(MdesMessage):
    """One entry of `errors`."""

    source: str | None = None
    reasonCode: str = "UNKNOWN"
    description: str | None = None


class PushMethod(MdesMessage):
    """One way into the token requestor's app or site."""

    type: str
    uri: str


class AccountReceipt(MdesMessage):
    """What became of one pushed account."""

    pushAccountId: str
    pushAccountReceipt: Reference | None = None
    issuerInitiatedDigitizationData: str | None = None
    errors: list[Problem] = []


class PushAnswer(MdesMessage):
    """The answer to pushMultipleAccounts: HTTP 200 whether it went well or not."""

    responseId: str | None = None
    pushAccountReceipts: list[AccountReceipt] = []
    availablePushMethods: list[PushMethod] = []
    signature: str | None = None
    errors: list[Problem] = []


class GatewayProblem(MdesMessage):
    """One entry of a gateway error."""

    ReasonCode: str = "UNKNOWN"
    Description: str | None = None


class GatewayProblems(MdesMessage):
    """The list in a gateway error."""

    Error: list[GatewayProblem] = Field(min_length=1)


class GatewayRefusal(MdesMessage):
    """What the API gateway answers when it does not let a request through."""

    Errors: GatewayProblems


class EncryptedPayload(MdesMessage):
    """An encrypted object of field-level encryption, all in hex."""

    encryptedData: Hex = Field(max_length=262_144)
    encryptedKey: Hex = Field(max_length=2048)
    iv: Hex | None = Field(default=None, min_length=32, max_length=32)
    oaepHashingAlgorithm: str | None = Field(default=None, max_length=6)
    publicKeyFingerprint: Hex | None = Field(default=None, max_length=64)


class FundingAccount(MdesMessage):
    """The account behind a token, encrypted to the issuer."""

    encryptedPayload: EncryptedPayload


class TokenNotice(MdesMessage):
    """What changed about one token."""

    tokenUniqueReference: Reference
    status: TokenStatus | None = None
    suspendedBy: list[Code] = Field(default=[], max_length=16)
    tokenExpiry: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])[0-9]{2}$")] | None = None
    fundingAccountInfo: FundingAccount | None = None


class InboundMessage(MdesMessage):
    """What every message to the issuer has."""

    requestId: RequestId


class NotifyTokenUpdated(InboundMessage):
    """MDES tells the issuer about tokens; `reasonCode` is one for all of them."""

    reasonCode: Code
    tokens: list[TokenNotice] = Field(min_length=1)


class TokenData(MdesMessage):
    """The token's own number and expiry."""

    token: Annotated[str, StringConstraints(pattern=r"^[0-9]{9,19}$")]
    expiryMonth: Month | None = None
    expiryYear: Year | None = None

    @property
    def expiry(self) -> str | None:
        """The expiry as `MMYY`, if both halves are known."""
        return self.expiryMonth + self.expiryYear if self.expiryMonth and self.expiryYear else None


class CardAccountData(MdesMessage):
    """The card behind the token."""

    accountNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]{9,19}$")]
    expiryMonth: Month | None = None
    expiryYear: Year | None = None


class OpenedPayload(MdesMessage):
    """The plaintext of a notice's encrypted payload."""

    tokenData: TokenData
    cardAccountData: CardAccountData | None = None
    dataValidUntilTimestamp: AwareDatetime | None = None


class IssuerReply(MdesMessage):
    """What the issuer answers: `responseId` is the request's id; the error fields only on refusal."""

    responseId: str = Field(max_length=64)
    errorCode: str | None = Field(default=None, max_length=32)
    errorDescription: str | None = Field(default=None, max_length=256)


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


class ActivationMethod(MdesMessage):
    """One way to verify the cardholder."""

    type: str
    value: str


class Authorization(IssuerReply):
    """The issuer's decision."""

    services: list[str] | None = None
    decision: Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]
    activationMethods: list[ActivationMethod] | None = None
