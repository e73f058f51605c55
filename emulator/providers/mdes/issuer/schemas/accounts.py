"""Accounts and tokens as the issuer reads them, encrypted to it."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.schemas import (
    AccountHolderData,
    AccountNumber,
    CardAccountData,
    FinancialAccountData,
    MdesMessage,
    Month,
    Sealed,
    TokenReference,
    Year,
)

CorrelationId = Annotated[str, StringConstraints(min_length=1, max_length=14)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
PanReference = Annotated[str, StringConstraints(min_length=1, max_length=64)]
RequestorId = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
WalletId = Annotated[str, StringConstraints(min_length=1, max_length=3)]
AppInstance = Annotated[str, StringConstraints(min_length=1, max_length=64)]

# Parts of examples.
QUESTION: Final = "0b3f4c3e-8a51-4d0e-9d3c-1f0f8f5b7a11"
TOKEN: Final = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"  # an example's reference
PAN: Final = "FWSPMC000000000159f71f703d2141efaf04dd26803f922b"
CARD: Final[JsonDict] = {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"}
TOKEN_AND_CARD: Final[JsonDict] = {
    "tokenData": {"token": "5480981500100002", "expiryMonth": "12", "expiryYear": "31"},
    "cardAccountData": CARD,
}


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


class TokenAccount(FundingAccount):
    """The account of a token, with the references of both."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    panUniqueReference: PanReference = Field(description="reference of the card")


class HolderToAuthorize(AccountHolderData):
    """Who owns the account, and from where he asks."""

    sourceIp: Annotated[str, StringConstraints(min_length=7, max_length=64)] | None = Field(None, description="IP address of the device")
    deviceLocation: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(
        None, description="latitude and longitude, as in 38.63/-90.25"
    )


class CardToAuthorize(MdesMessage):
    """The card that is to be tokenized, as it is encrypted."""

    cardAccountData: CardAccountData = Field(description="the card")
    source: Annotated[str, StringConstraints(min_length=1, max_length=32)] | None = Field(None, description="how the card was added")
    financialAccountData: FinancialAccountData | None = Field(None, description="the account, where there is no card")
    paymentAccountReference: Annotated[str, StringConstraints(min_length=29, max_length=29)] | None = Field(
        None, description="what all tokens of the account share (PAR), for a card that has tokens"
    )
    accountHolderData: HolderToAuthorize | None = Field(None, description="its owner, as far as the requestor has said")


class SealedCardToAuthorize(Sealed[CardToAuthorize]):
    """The card, encrypted to the issuer."""


class AccountToAuthorize(MdesMessage):
    """The account that is to be tokenized."""

    tokenUniqueReference: TokenReference | None = Field(None, description="reference of the token, once there is one")
    panUniqueReference: PanReference | None = Field(None, description="reference of a card that MDES knows")
    encryptedPayload: SealedCardToAuthorize = Field(description="the card, encrypted to the issuer")
