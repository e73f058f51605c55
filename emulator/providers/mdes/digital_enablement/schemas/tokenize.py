"""Making a token."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.digital_enablement.schemas.conversation import Answered, Asked
from emulator.providers.mdes.schemas import (
    AccountHolderData,
    AccountNumber,
    CardAccountData,
    FundingAccountData,
    MdesMessage,
    Month,
    ProductConfig,
    RequestorId,
    Sealed,
    Source,
    TokenInfo,
    TokenReference,
    Year,
)

Score = Annotated[str, StringConstraints(pattern=r"^[1-5]$")]
Decision = Literal["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"]
PanReference = Annotated[str, StringConstraints(min_length=1, max_length=64)]
TaskId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
PaymentAccountReference = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{29}$", min_length=29, max_length=29)]

TOKEN: Final = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"  # an example's reference
PAN: Final = "FWSPMC000000000159f71f703d2141efaf04dd26803f922b"
PRODUCT: Final[JsonDict] = {
    "brandLogoAssetId": "800200c9-629d-11e3-949a-0739d27e5a66",
    "issuerLogoAssetId": "dbc55444-986a-4896-b41c-5d5e2dd431e2",
    "isCoBranded": False,
    "cardBackgroundCombinedAssetId": "739d27e5-629d-11e3-949a-0800200c9a66",
    "iconAssetId": "739d87e5-629d-11e3-949a-0800200c9a66",
    "foregroundColor": "F3F4F6",
    "issuerName": "Emulated Bank",
    "shortDescription": "Emulated Bank credit card",
}
INFO: Final[JsonDict] = {
    "tokenPanSuffix": "0002",
    "accountPanSuffix": "2345",
    "tokenExpiry": "1231",
    "accountPanExpiry": "0930",
    "dsrpCapable": "true",
    "tokenAssuranceLevel": 3,
    "productCategory": "CREDIT",
}


class NewAccountData(FundingAccountData):
    """The account to make a token for."""

    source: Source = Field(description="how the account reached the token requestor")


class SealedNewAccount(Sealed[NewAccountData]):
    """An encrypted account to make a token for."""


class FundingAccountInfo(MdesMessage):
    """Which account: its PAN reference, one of its tokens, a push receipt, or the account itself; exactly one of them."""

    panUniqueReference: PanReference | None = Field(None, description="reference of a card that MDES knows")
    tokenUniqueReference: TokenReference | None = Field(None, description="reference of a token of the same card")
    pushAccountReceipt: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(
        None, description="what Token Connect gave the issuer for a pushed card"
    )
    encryptedPayload: SealedNewAccount | None = Field(None, description="the account, encrypted to MDES")

    @property
    def opened(self) -> NewAccountData | None:
        """What was encrypted."""
        return self.encryptedPayload.encryptedData if self.encryptedPayload else None


class DecisioningData(MdesMessage):
    """What the token requestor thinks of the cardholder; kept out of the decision here."""

    recommendation: Decision | None = Field(None, description="what the requestor recommends")
    recommendationAlgorithmVersion: Annotated[str, StringConstraints(min_length=1, max_length=16)] | None = Field(
        None, description="version of the recommendation standard"
    )
    deviceScore: Score | None = Field(None, description="trust in the device, 5 is highest")
    accountScore: Score | None = Field(None, description="trust in the account, 5 is highest")
    phoneNumberScore: Score | None = Field(None, description="trust in the phone number, 5 is highest")
    recommendationReasons: list[Annotated[str, StringConstraints(min_length=1, max_length=64)]] | None = Field(
        None, description="reasons such as LONG_ACCOUNT_TENURE"
    )
    deviceCurrentLocation: Annotated[str, StringConstraints(min_length=1, max_length=14)] | None = Field(
        None, description="latitude and longitude, as in 38.63,-90.25"
    )
    deviceIpAddress: Annotated[str, StringConstraints(min_length=7, max_length=15)] | None = Field(None, description="IPv4 address")
    mobileNumberSuffix: Annotated[str, StringConstraints(min_length=4, max_length=32)] | None = Field(
        None, description="last digits of the phone number"
    )
    accountIdHash: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", min_length=64, max_length=64)] | None = Field(
        None, description="SHA-256 of the customer's account id at the requestor"
    )


class Tokenize(Asked):
    """Ask for a token of a card, held on the requestor's own server."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123456",
                    "tokenType": "CLOUD",
                    "tokenRequestorId": "98765432101",
                    "taskId": "task-1",
                    "fundingAccountInfo": {
                        "encryptedPayload": {
                            "encryptedData": {
                                "source": "ACCOUNT_ON_FILE",
                                "cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"},
                            }
                        }
                    },
                    "consumerLanguage": "en",
                }
            ]
        }
    )

    tokenType: Literal["CLOUD"] = Field(description="where the token lives: on a server")
    tokenRequestorId: RequestorId = Field(description="who will hold the token")
    taskId: TaskId = Field(description="the caller's own id of this task, never used before; asks for its status later")
    fundingAccountInfo: FundingAccountInfo = Field(description="the account to make a token for")
    consumerLanguage: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", min_length=2, max_length=2)] | None = Field(
        None, description="the consumer's language, ISO 639-1"
    )
    tokenizationAuthenticationValue: Annotated[str, StringConstraints(min_length=1, max_length=2048)] | None = Field(
        None, repr=False, description="the issuer's signature over the card (TAV), base64"
    )
    decisioningData: DecisioningData | None = Field(None, description="what the requestor thinks of the cardholder")


class AuthenticationMethod(MdesMessage):
    """One way to verify the cardholder."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=32)] = Field(description="id of the method")
    type: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="kind of the method")
    value: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="masked address, or where to go")


class TokenDetail(MdesMessage):
    """The token itself, as it is encrypted."""

    tokenNumber: AccountNumber | None = Field(None, repr=False, description="the token's number")
    expiryMonth: Month | None = Field(None, description="month in which the token expires, two digits")
    expiryYear: Year | None = Field(None, description="year in which the token expires, two digits")
    paymentAccountReference: PaymentAccountReference | None = Field(None, description="what all tokens of the account share (PAR)")


class SealedTokenDetail(Sealed[TokenDetail]):
    """The encrypted token beside its reference."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")


class TokenizeAnswer(Answered):
    """The decision, and the token where there is one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseHost": "127.0.0.1:8081",
                    "responseId": "123456",
                    "decision": "APPROVED",
                    "tokenUniqueReference": TOKEN,
                    "panUniqueReference": PAN,
                    "productConfig": PRODUCT,
                    "tokenInfo": INFO,
                    "tokenDetail": {
                        "tokenUniqueReference": TOKEN,
                        "encryptedData": {"paymentAccountReference": "500181d9f8e0629211e3949a08002"},
                    },
                    "supportsAuthentication": True,
                }
            ]
        }
    )

    decision: Decision = Field(description="approved, declined, or the cardholder must be verified first")
    authenticationMethods: list[AuthenticationMethod] | None = Field(None, description="ways to verify the cardholder; never given here")
    tokenUniqueReference: TokenReference | None = Field(None, description="reference of the token, unless it was declined")
    panUniqueReference: PanReference | None = Field(None, description="reference of the card, unless it was declined")
    productConfig: ProductConfig | None = Field(None, description="how the card looks")
    tokenInfo: TokenInfo | None = Field(None, description="last digits and expiry")
    tokenDetail: SealedTokenDetail | None = Field(None, description="the token, encrypted to the requestor")
    supportsAuthentication: bool = Field(description="whether the issuer can verify the cardholder later")
    accountHolderData: AccountHolderData | None = Field(
        None, description="the owner as the issuer named him, with an approved push receipt and a requestor that takes it"
    )
    cardAccountData: CardAccountData | None = Field(
        None, description="the pushed card, unless it was declined, for a requestor that takes holder data"
    )
