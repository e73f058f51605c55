"""A card's new number or expiry, and how its tokens look."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.customer_service.schemas.accounts import SealedAccountInformation, SequenceNumber
from emulator.providers.mdes.customer_service.schemas.message import (
    COMMENT,
    OPERATOR,
    TOKEN,
    Binary,
    Commented,
    CommentedToken,
    CustomerServiceMessage,
)
from emulator.providers.mdes.schemas import AccountNumber, MonthYear, TokenReference

EXAMPLE: Final[JsonDict] = {
    "CurrentAccountPan": "5412345678901234",
    "NewAccountPan": "5412345678905678",
    "ExpirationDate": "1230",
    "CommentText": "Card replaced",
    "AuditInfo": OPERATOR,
}


class TokenChanges(Commented):
    """Which tokens, and what is new about them: by one token or by the card; the account or how the card looks."""

    TokenUniqueReference: TokenReference | None = Field(None, description="reference of the one token that changes")
    CurrentAccountPan: AccountNumber | None = Field(None, repr=False, description="the card's present number: all its tokens change")
    NewAccountPan: AccountNumber | None = Field(None, repr=False, description="the card's new number, in the same account range")
    ExpirationDate: MonthYear | None = Field(None, description="the card's new expiry, MMYY")
    AccountPanSequenceNumber: SequenceNumber | None = Field(None, description="the card's new sequence number")
    IssuerProductConfigurationId: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(
        None, description="the issuer's name for how the card is to look; not together with a new account"
    )
    UpdateWalletProviderIndicator: Binary = Field("1", description="0: the wallet is told of it; 1: it is not")
    EncryptedAccountInformation: SealedAccountInformation | None = Field(
        None, description="in place of the numbers above: present and new account, encrypted"
    )


class TokenUpdate(CustomerServiceMessage):
    """Put tokens on another number or expiry, or let their card look otherwise."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"TokenUpdateRequest": EXAMPLE}]})

    TokenUpdateRequest: TokenChanges = Field(description="the tokens, and what is new")


class CommentedTokens(CustomerServiceMessage):
    """The tokens, in a list of its own."""

    Token: list[CommentedToken] = Field(description="the tokens")


class UpdatedTokens(CustomerServiceMessage):
    """The tokens that were changed."""

    Tokens: CommentedTokens = Field(description="the tokens")


class TokenUpdated(CustomerServiceMessage):
    """The tokens are changed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"TokenUpdateResponse": {"Tokens": {"Token": [{"TokenUniqueReference": TOKEN, "CommentId": COMMENT}]}}}]
        }
    )

    TokenUpdateResponse: UpdatedTokens = Field(description="the tokens")
