"""Looking for the tokens of an account, and all that an issuer is shown of them."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.customer_service.schemas.accounts import SealedAccountInformation, SequenceNumber
from emulator.providers.mdes.customer_service.schemas.message import (
    COMMENT,
    OPERATOR,
    TOKEN,
    Audited,
    CustomerServiceMessage,
    Text,
    TrueFalse,
)
from emulator.providers.mdes.schemas import AccountNumber, MonthYear, RequestorId, Suffix, Timestamp, TokenReference

StatusLetter = Literal["U", "A", "S", "D"]
TypeCode = Literal["S", "C", "F"]
SuspenderCode = Literal["I", "W", "C", "P", "M"]
StorageCode = Literal["D", "P", "H", "E", "S", "V"]
ProvisioningCode = Literal["P", "T", "D", "A", "S", "F"]
DecisionCode = Literal["D", "A", "R"]
Count = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}$", min_length=1, max_length=4)]
WithoutBlanks = Annotated[str, StringConstraints(pattern=r"^\S+$", min_length=1, max_length=64)]

MOMENT: Final = "2015-01-21T00:04:35.000Z"
FOUND: Final[JsonDict] = {
    "TokenUniqueReference": TOKEN,
    "PrimaryAccountNumberUniqueReference": "FWSPMC0000000004793dac803f190a4dca4bad33c90a11d3",
    "TokenSuffix": "7890",
    "ExpirationDate": "1026",
    "CorrelationId": "D98765432104",
    "CurrentStatusCode": "S",
    "CurrentStatusDescription": "Suspended",
    "CurrentStatusDateTime": MOMENT,
    "Device": {"DeviceId": "C2ZBY14310005664", "DeviceName": "John's phone", "DeviceType": "21"},
    "DigitizationRequestDateTime": MOMENT,
    "FinalTokenizationDecision": "A",
    "LastCommentId": COMMENT,
    "PaymentAppInstanceId": "645b532a245e4723d7a9c4f62b24f24a24ba98e27d43e34e",
    "ProvisioningStatusCode": "S",
    "ProvisioningStatusDescription": "Provisioning successful",
    "StorageTechnology": "S",
    "Suspenders": {"Suspender": ["I"]},
    "TokenActivatedDateTime": MOMENT,
    "TokenAssuranceLevel": "3",
    "TokenDeletedFromConsumerApp": "false",
    "TokenRequestorId": "50123456789",
    "TokenRequestorName": "Emulated Wallet",
    "TokenRequestorConsumerFacingEntityName": "Emulated Wallet",
    "TokenType": "S",
    "WalletId": "216",
}


class Page(CustomerServiceMessage):
    """A part of what is found."""

    Limit: Count = Field(description="how many tokens at most")
    Offset: Count = Field(description="how many to leave out before them")


class SearchTerms(Audited):
    """What to look for, named in exactly one way, and which of it to show.

    The filters come from the descriptions 2.1.7 and 2.2.0.
    """

    AccountPan: AccountNumber | None = Field(None, repr=False, description="the card's present number")
    TokenUniqueReference: TokenReference | None = Field(None, description="reference of a token")
    Token: AccountNumber | None = Field(None, repr=False, description="a token's number")
    PaymentAppInstanceId: Text | None = Field(None, description="an app on a device")
    CommentId: Text | None = Field(None, description="id of a comment")
    AlternateAccountIdentifier: WithoutBlanks | None = Field(None, repr=False, description="the issuer's other name for the account")
    EncryptedAccountInformation: SealedAccountInformation | None = Field(None, description="the account, encrypted")
    ExcludeDeletedIndicator: TrueFalse = Field("false", description="whether deleted tokens are left out")
    TokenRequestorId: RequestorId | None = Field(None, description="only tokens of this requestor")
    TokenStatusCodes: list[StatusLetter] | None = Field(None, description="only tokens with these statuses")
    TokenTypes: list[TypeCode] | None = Field(None, description="only tokens of these types")
    IncludeDeviceTokensOnly: TrueFalse = Field("false", description="whether tokens without a device are left out")
    ExcludeTokensDeletedFromConsumerApp: TrueFalse = Field("false", description="whether tokens that the consumer deleted are left out")
    PageInfo: Page | None = Field(None, description="which part of it")


class Search(CustomerServiceMessage):
    """Look for tokens."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"SearchRequest": {"AccountPan": "5412345678901234", "AuditInfo": OPERATOR}}]}
    )

    SearchRequest: SearchTerms = Field(description="what to look for")


class DeviceOfToken(CustomerServiceMessage):
    """The device that holds the token."""

    DeviceId: Text | None = Field(None, description="its serial number")
    DeviceName: Text | None = Field(None, description="its name")
    DeviceType: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] = Field(description="what it is, as in 21 phone, 23 watch")
    SecureElementId: Text | None = Field(None, description="its secure element")


class SuspenderList(CustomerServiceMessage):
    """The suspenders, in a list of its own."""

    Suspender: list[SuspenderCode] = Field(description="I issuer, W token requestor, C cardholder, P and M the wallet's PIN")


class FoundToken(CustomerServiceMessage):
    """One token; what only tokens on devices have is left out of the others."""

    TokenUniqueReference: TokenReference = Field(description="reference of the token")
    PrimaryAccountNumberUniqueReference: Text = Field(description="reference of its card")
    TokenSuffix: Suffix = Field(description="last four digits of the token's number")
    ExpirationDate: MonthYear = Field(description="the token's expiry, MMYY")
    AccountPanSequenceNumber: SequenceNumber | None = Field(None, description="the card's sequence number, where one was set")
    ActivationCodeExpirationDateTime: Timestamp | None = Field(None, description="end of the last activation code")
    CorrelationId: Text | None = Field(None, description="connects what is said of one token")
    CurrentStatusCode: StatusLetter = Field(description="U unmapped (not activated yet), A active, S suspended, D deactivated")
    CurrentStatusDescription: Text = Field(description="the same in words")
    CurrentStatusDateTime: Timestamp = Field(description="since when")
    Device: DeviceOfToken | None = Field(None, description="the device")
    DigitizationRequestDateTime: Timestamp | None = Field(None, description="when the token was asked for")
    FinalTokenizationDecision: DecisionCode | None = Field(
        None, description="what was decided: A approved, R authentication needed; kept one year"
    )
    LastCommentId: Text | None = Field(None, description="id of the last comment")
    PaymentAppInstanceId: Text | None = Field(None, description="the app on the device")
    ProvisioningStatusCode: ProvisioningCode | None = Field(None, description="A awaiting activation, S success, F failed")
    ProvisioningStatusDescription: Text | None = Field(None, description="the same in words")
    StorageTechnology: StorageCode = Field(description="what keeps it: D device memory, P TPM, H server, E TEE, S secure element, V VEE")
    Suspenders: SuspenderList | None = Field(None, description="who suspends it")
    TokenActivatedDateTime: Timestamp | None = Field(None, description="when it was activated")
    TokenAssuranceLevel: Text = Field(description="how well its holder was verified")
    TokenDeletedFromConsumerApp: Literal["true", "false"] = Field(description="whether its holder deleted it in the app")
    TokenRequestorId: RequestorId = Field(description="who holds it")
    TokenRequestorName: Text | None = Field(None, description="the requestor's name")
    TokenRequestorConsumerFacingEntityName: Text | None = Field(None, description="the name that consumers know")
    TokenType: TypeCode = Field(description="S in a secure element, C cloud, F static")
    WalletId: Text | None = Field(None, description="the wallet, three digits")


class FoundTokenList(CustomerServiceMessage):
    """The tokens, in a list of its own."""

    Token: list[FoundToken] = Field(description="the tokens, oldest first")


class FoundAccount(CustomerServiceMessage):
    """The tokens of one card."""

    AccountPanSuffix: Suffix = Field(description="last four digits of the card's number")
    AlternateAccountIdentifierSuffix: Text | None = Field(None, description="end of the issuer's other name for the account")
    ExpirationDate: MonthYear | None = Field(None, description="the card's expiry, MMYY")
    Tokens: FoundTokenList = Field(description="its tokens")


class FoundAccountList(CustomerServiceMessage):
    """The accounts, in a list of its own."""

    Account: list[FoundAccount] = Field(description="the accounts")


class Findings(CustomerServiceMessage):
    """What was found."""

    Accounts: FoundAccountList = Field(description="the accounts")


class SearchAnswer(CustomerServiceMessage):
    """What was found."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "SearchResponse": {
                        "Accounts": {"Account": [{"AccountPanSuffix": "1234", "ExpirationDate": "1225", "Tokens": {"Token": [FOUND]}}]}
                    }
                }
            ]
        }
    )

    SearchResponse: Findings = Field(description="what was found")
