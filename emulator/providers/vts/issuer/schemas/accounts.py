"""What messages to issuers are made of: the card and the token as they travel encrypted, and the device."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from emulator.providers.vts.schemas import DeviceId, EmailHash, ExpirationDate, Locale, PanReferenceId, VisaMessage, WalletAccountId

Text = Annotated[str, StringConstraints(max_length=256)]
TraceId = Annotated[str, StringConstraints(min_length=1, max_length=32)]
Count = Annotated[int, Field(ge=0, le=99)]
PanSource = Literal["KEY_ENTERED", "ON_FILE", "MOBILE_BANKING_APP"]
EntryMode = Literal["KEY_ENTERED", "CAMERA_CAPTURED", "UNKNOWN"]
IssuerStatus = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"]

TOKEN_REFERENCE: Final = "DNITHE000000000000000001"
PAN_REFERENCE: Final = "V-0000000000000000000001"
REQUESTOR: Final = "40010075001"
CARD: Final[dict[str, Any]] = {
    "primaryAccountNumber": "4761120010000492",
    "name": "JANE DOE",
    "expirationDate": {"month": "12", "year": "2029"},
}
COUNTS: Final[dict[str, Any]] = {
    "numberOfActiveTokensForPAN": 1,
    "numberOfInactiveTokensForPAN": 0,
    "numberOfSuspendedTokensForPAN": 0,
}
NEW_TOKEN: Final[dict[str, Any]] = {"tokenType": "ECOMMERCE", "tokenStatus": "INACTIVE", "tokenAssuranceLevel": "00", **COUNTS}
TOKEN: Final[dict[str, Any]] = {
    **NEW_TOKEN,
    "token": "4895370012003478",
    "tokenStatus": "ACTIVE",
    "tokenExpirationDate": {"month": "12", "year": "2029"},
}


class CardholderInfo(VisaMessage):
    """The card."""

    primaryAccountNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]{12,19}$")] = Field(repr=False, description="its number")
    cvv2: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] | None = Field(None, repr=False, description="its security code")
    name: Text | None = Field(None, description="the cardholder's name")
    expirationDate: ExpirationDate | None = Field(None, description="its last month")


class IssuersToken(VisaMessage):
    """The token, and how many of them its card has."""

    token: Annotated[str, StringConstraints(pattern=r"^[0-9]{12,19}$")] | None = Field(
        None, repr=False, description="its number; left out while it has none"
    )
    tokenType: Literal["SECURE_ELEMENT", "HCE", "CARD_ON_FILE", "ECOMMERCE", "QRC"] = Field(description="where it lives")
    tokenStatus: IssuerStatus = Field(description="where it is in its life")
    tokenExpirationDate: ExpirationDate | None = Field(None, description="its last month")
    tokenAssuranceLevel: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] = Field(
        description="two digits without published meaning"
    )
    numberOfActiveTokensForPAN: Count = Field(description="active tokens of the card")
    numberOfInactiveTokensForPAN: Count = Field(description="tokens of the card that wait for its holder to be verified")
    numberOfSuspendedTokensForPAN: Count = Field(description="suspended tokens of the card")


class CardAndToken(VisaMessage):
    """What travels encrypted."""

    cardholderInfo: CardholderInfo = Field(description="the card")
    tokenInfo: IssuersToken = Field(description="the token")


class DeviceInfo(VisaMessage):
    """The device on which a token lives, or from which it was asked for."""

    deviceID: DeviceId | None = Field(None, description="its id")
    deviceName: Text | None = Field(None, description="what its holder calls it")
    deviceLanguageCode: Text | None = Field(None, description="its language")
    deviceLocation: Text | None = Field(None, description="where it is")
    deviceIPAddressV4: Text | None = Field(None, description="its address")
    deviceType: Literal["UNKNOWN", "MOBILE_PHONE", "TABLET", "WATCH", "MOBILEPHONE_OR_TABLET"] | None = Field(
        None, description="what it is"
    )
    locationSource: Literal["WIFI", "CELLULAR", "GPS", "OTHER"] | None = Field(None, description="how its place is known")
    tokenProtectionMethod: Literal["SOFTWARE", "TRUSTED_EXECUTION_ENVIRONMENT", "SECURE_ELEMENT", "CLOUD"] | None = Field(
        None, description="how the token's key is kept"
    )


class AboutToken(VisaMessage):
    """What every message about a token says of how it was asked for."""

    panReferenceID: PanReferenceId = Field(description="what issuers call the card")
    lifeCycleTraceID: TraceId = Field(description="connects all that is said of the token")
    walletAccountEmailAddressHash: EmailHash | None = Field(None, description="the requestor's hash of its customer's e-mail address")
    clientWalletAccountID: WalletAccountId | None = Field(None, description="the requestor's customer")
    panSource: PanSource | None = Field(None, description="how the requestor came by the card")
    consumerEntryMode: EntryMode | None = Field(None, description="how the number was put in")
    locale: Locale | None = Field(None, description="language and country")
    deviceInfo: DeviceInfo | None = Field(None, description="the device")
