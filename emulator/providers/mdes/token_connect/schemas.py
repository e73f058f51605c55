"""The messages of Token Connect; names, lengths and values as on developer.mastercard.com (Token Connect: code and formats)."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, RootModel, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.gateway import GatewayRefusal
from emulator.providers.mdes.schemas import ErrorItem, FundingAccountData, MdesMessage, RequestId, RequestorId, Sealed, SealedFundingAccount

RECEIPT: Final = "MCC-C307F0AE-298E-48EB-AA43-A7C40B32DDDE"
WEB: Final[JsonDict] = {"type": "WEB", "uri": "https://shop.example/push"}
ACCOUNT: Final[JsonDict] = {"cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "12", "expiryYear": "30"}}

AccountRange = Annotated[str, StringConstraints(pattern=r"^[0-9]+$", min_length=9, max_length=19)]
PushAccountId = Annotated[str, StringConstraints(min_length=1, max_length=36)]
PushAccountReceipt = Annotated[str, StringConstraints(min_length=1, max_length=64)]
CallbackUrl = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:.+$", max_length=256)]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}([_\-][A-Za-z]{2,4})?$")]
PushKind = Literal["ANDROID", "IOS", "WEB"]
HolderData = Literal["NAME", "ADDRESS", "EMAIL_ADDRESS", "MOBILE_PHONE_NUMBER"]


class Asked(MdesMessage):
    """A request."""

    requestId: RequestId = Field(description="the caller's own id of this request; the answer repeats it")


class Answered(MdesMessage):
    """An answer."""

    responseId: RequestId = Field(description="the id of the request")


class PushMethod(MdesMessage):
    """One way into a token requestor's app or site."""

    type: PushKind = Field(description="platform")
    uri: Annotated[str, StringConstraints(max_length=128)] = Field(description="where to send the cardholder, with the receipt")


class GetEligibleTokenRequestors(Asked):
    """Ask who takes the cards of some account ranges."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"requestId": "123456", "accountRanges": ["5100000000"], "supportsTokenConnect": True}]}
    )

    accountRanges: list[AccountRange] = Field(
        min_length=1, max_length=25, description="first numbers of account ranges; filled up with zeros to 19 digits they must be exact"
    )
    supportsTokenConnect: bool | None = Field(None, description="only requestors that do, or that do not, take pushed cards")


class EligibleTokenRequestor(MdesMessage):
    """A token requestor, and how it takes pushed cards, if it does."""

    tokenRequestorId: RequestorId = Field(description="its id")
    name: Annotated[str, StringConstraints(max_length=64)] = Field(description="its legal name")
    consumerFacingEntityName: Annotated[str, StringConstraints(max_length=100)] = Field(description="the name that consumers know")
    imageAssetId: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="its logo")
    tokenRequestorType: Literal["MERCHANT", "WALLET"] = Field(description="what it is")
    walletId: Annotated[str, StringConstraints(min_length=3, max_length=3)] | None = Field(None, description="the wallet's number")
    enabledAccountRanges: list[Annotated[int, Field(ge=0)]] = Field(
        description="first numbers of the ranges asked for that it takes, 19 digits each"
    )
    supportedPushMethods: list[PushKind] | None = Field(None, description="platforms it takes pushes on")
    supportsMultiplePushedCards: bool | None = Field(None, description="whether it takes up to five receipts at once")
    supportedAccountHolderData: list[HolderData] | None = Field(None, description="what it wants to know of the owner")
    supportsCardHolderAuthentication: bool = Field(description="whether it lets the issuer verify the cardholder afterwards")
    supportsTokenConnect: bool = Field(description="whether it takes pushed cards")
    availablePushMethods: list[PushMethod] | None = Field(None, description="where to send the cardholder")
    supportIssuerInitiatedDigitizationData: bool = Field(description="whether its app takes the receipt wrapped for a wallet")


class EligibleTokenRequestors(Answered):
    """Who takes the cards."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseId": "123456",
                    "tokenRequestors": [
                        {
                            "tokenRequestorId": "50111111111",
                            "name": "Emulated High Street Merchant",
                            "consumerFacingEntityName": "Emulated High Street Merchant",
                            "tokenRequestorType": "MERCHANT",
                            "enabledAccountRanges": [5100000000000000000],
                            "supportsCardHolderAuthentication": False,
                            "supportsTokenConnect": True,
                            "availablePushMethods": [WEB],
                            "supportIssuerInitiatedDigitizationData": False,
                        }
                    ],
                }
            ]
        }
    )

    tokenRequestors: list[EligibleTokenRequestor] = Field(description="the token requestors, by id")


class PushFundingAccount(MdesMessage):
    """One account, encrypted to MDES."""

    encryptedPayload: SealedFundingAccount = Field(description="the account, encrypted")


class PushAccount(Asked):
    """Push one card to a token requestor."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123456",
                    "tokenRequestorId": "50111111111",
                    "pushFundingAccount": {"encryptedPayload": {"encryptedData": ACCOUNT}},
                }
            ]
        }
    )

    tokenRequestorId: RequestorId = Field(description="who gets the card")
    pushFundingAccount: PushFundingAccount = Field(description="the card")


class PushedAccount(Answered):
    """The receipt of one pushed card."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"responseId": "123456", "pushAccountReceipt": RECEIPT, "availablePushMethods": [WEB]}]}
    )

    pushAccountReceipt: PushAccountReceipt = Field(description="good once, for this requestor, for 15 minutes")
    availablePushMethods: list[PushMethod] = Field(description="where to send the cardholder with it")


class AccountToPush(MdesMessage):
    """One account under an id of the issuer's own."""

    pushAccountId: PushAccountId = Field(description="the issuer's id of the account in this request")
    fundingAccountData: FundingAccountData = Field(description="the account")


class SealedAccountsToPush(Sealed[list[AccountToPush]]):
    """Encrypted accounts."""

    encryptedData: list[AccountToPush] = Field(min_length=1, description="the accounts")


class PushFundingAccounts(MdesMessage):
    """Accounts, encrypted to MDES."""

    encryptedPayload: SealedAccountsToPush = Field(description="the accounts, encrypted together")


class SignatureData(MdesMessage):
    """What the signature tells the token requestor besides the receipts."""

    callbackURL: CallbackUrl | None = Field(None, description="where the requestor sends the cardholder back to, an absolute URL")
    completeIssuerAppActivation: bool | None = Field(None, description="whether the issuer's app can verify the cardholder")
    completeWebsiteActivation: bool = Field(True, description="whether the issuer's site can verify the cardholder")
    accountHolderDataSupplied: bool = Field(False, description="whether the owner's data was pushed too")
    locale: Locale | None = Field(None, description="language and country of the cardholder, as in en_US")


class PushMultipleAccounts(Asked):
    """Push cards to a token requestor."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123456",
                    "tokenRequestorId": "50123456789",
                    "pushFundingAccounts": {
                        "encryptedPayload": {
                            "encryptedData": [
                                {"pushAccountId": "CA-132d72d4fcb2f4136a0532d3093ff1ab", "fundingAccountData": ACCOUNT},
                            ]
                        }
                    },
                    "signatureData": {"callbackURL": "https://bank.example/back", "locale": "en_US"},
                    "requestIssuerInitiatedDigitizationData": True,
                    "pushAccountReceiptsValidityPeriod": 10,
                }
            ]
        }
    )

    tokenRequestorId: RequestorId = Field(description="who gets the cards")
    pushFundingAccounts: PushFundingAccounts = Field(description="the cards")
    signatureData: SignatureData = Field(SignatureData(), description="what the signature says besides the receipts")
    requestIssuerInitiatedDigitizationData: bool = Field(False, description="whether the receipt is wanted wrapped for a wallet too")
    pushAccountReceiptsValidityPeriod: Annotated[int, Field(ge=5, le=15)] = Field(15, description="minutes that the receipts are good for")


class AccountReceipt(MdesMessage):
    """What became of one account: its receipt, or why there is none."""

    pushAccountId: PushAccountId = Field(description="the issuer's id of the account")
    pushAccountReceipt: PushAccountReceipt | None = Field(None, description="good once, for this requestor")
    issuerInitiatedDigitizationData: Annotated[str, StringConstraints(max_length=262_144)] | None = Field(
        None, description="the receipt wrapped for a wallet: base64 of an object with `fundingAccountInfo`"
    )
    errors: list[ErrorItem] | None = Field(None, description="why there is no receipt")


class PushedAccounts(Answered):
    """What became of the cards."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseId": "123456",
                    "pushAccountReceipts": [{"pushAccountId": "CA-132d72d4fcb2f4136a0532d3093ff1ab", "pushAccountReceipt": RECEIPT}],
                    "availablePushMethods": [WEB],
                    "tokenRequestorSignatureSupport": False,
                }
            ]
        }
    )

    pushAccountReceipts: list[AccountReceipt] = Field(description="one entry for each account, in the order of the request")
    availablePushMethods: list[PushMethod] = Field(description="where to send the cardholder with the receipts")
    signature: str | None = Field(None, description="compact JWS over the receipts, for a requestor that checks signatures")
    tokenRequestorSignatureSupport: bool = Field(description="whether the requestor checks signatures")


class ErrorBody(MdesMessage):
    """A refusal of the service itself, sent with status 200."""

    errors: list[ErrorItem] = Field(description="everything that was wrong")
    responseId: RequestId | None = Field(None, description="the id of the request, where it could be read")


class TokenConnectRefusal(RootModel[ErrorBody | GatewayRefusal]):
    """A refusal, by the service or by the gateway before it."""
