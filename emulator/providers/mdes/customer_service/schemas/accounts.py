"""An account as it is encrypted to Customer Service: the member that newer descriptions (2.1.7, 2.2.0) add, Pascal case and all."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.customer_service.schemas.message import CustomerServiceMessage, Text
from emulator.providers.mdes.schemas import AccountNumber, MonthYear

SequenceNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$", min_length=2, max_length=2)]

PASCAL: Final[JsonDict] = {"x-sealed": "pascal"}


class PresentAccount(CustomerServiceMessage):
    """The account that is meant, named in one way."""

    AccountPan: AccountNumber | None = Field(None, repr=False, description="the card's number")
    AlternateAccountIdentifier: Text | None = Field(None, repr=False, description="the issuer's other name for the account")
    FinancialAccountId: Text | None = Field(None, repr=False, description="the account's number, where it has no card: none is known here")
    Token: AccountNumber | None = Field(None, repr=False, description="the token's number")
    VirtualCardNumber: AccountNumber | None = Field(None, repr=False, description="a virtual card's number: none is known here")


class FutureAccount(CustomerServiceMessage):
    """What is new about the account."""

    AccountPan: AccountNumber | None = Field(None, repr=False, description="the card's new number")
    AccountPanSequenceNumber: SequenceNumber | None = Field(None, description="its new sequence number")
    ExpirationDate: MonthYear | None = Field(None, description="its new expiry, MMYY")


class AccountInformation(CustomerServiceMessage):
    """What is encrypted."""

    CurrentAccount: PresentAccount | None = Field(None, description="the account that is meant")
    NewAccount: FutureAccount | None = Field(None, description="what is new about it, in an update")


class SealedAccountInformation(CustomerServiceMessage):
    """The account, encrypted."""

    model_config = ConfigDict(json_schema_extra=PASCAL)

    EncryptedData: AccountInformation = Field(description="what is encrypted")
