"""What MDES tells the issuer of tokens, with what it encrypts to it."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from .fields import Code, Hex, MdesMessage, Month, Reference, RequestId, TokenStatus, Year


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
