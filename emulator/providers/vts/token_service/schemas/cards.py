"""Cards: enrolled, shown to whoever holds their tokens, and what is known of them in clear."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import (
    FIELD,
    AccountReference,
    Address,
    AppId,
    ClientReference,
    DeviceId,
    EmailHash,
    Epoch,
    ExpirationDate,
    LastFour,
    Locale,
    Reference,
    VisaMessage,
    WalletAccountId,
    Word,
)

CARD: Final[dict[str, Any]] = {
    "accountNumber": "4761120010000492",
    "cvv2": "123",
    "name": "JANE DOE",
    "expirationDate": {"month": "12", "year": "2029"},
}
APP: Final[dict[str, Any]] = {"clientAppID": "emulator-app", "clientWalletAccountID": "wallet-account-1"}

PanSource = Literal["MANUALLYENTERED", "ONFILE", "ISSUER_PUSH_PROVISION"]
EntryMode = Literal["KEYENTERED", "CAMERACAPTURED"]
Guid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
YesNo = Literal["Y", "N"]


class Provider(VisaMessage):
    """For which wallet an issuer made an opaque payment card, and whether it vouches for its cardholder."""

    intent: Literal["PUSH_PROV_MOBILE", "PUSH_PROV_ONFILE"] | None = Field(None, description="what the card is for")
    clientWalletProvider: Annotated[str, StringConstraints(max_length=50)] | None = Field(
        None, description="token requestor id of the wallet"
    )
    clientWalletAccountID: Annotated[str, StringConstraints(max_length=24)] | None = Field(None, description="the wallet's account")
    clientDeviceID: DeviceId | None = Field(None, description="the device")
    clientAppID: AppId | None = Field(None, description="the app on it")
    isIDnV: bool | None = Field(None, description="whether the issuer has verified the cardholder")


class CardToTokenize(VisaMessage):
    """A card as it travels encrypted."""

    accountNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]{13,19}$")] = Field(repr=False, description="the card's number (PAN)")
    cvv2: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] | None = Field(None, repr=False, description="the card's security code")
    name: Annotated[str, StringConstraints(max_length=256)] | None = Field(None, description="the cardholder's name")
    expirationDate: ExpirationDate = Field(description="the card's last month")
    billingAddress: Address | None = Field(None, description="where its bills go")
    provider: Provider | None = Field(None, description="for which wallet it was made, where an issuer pushes it")


class RiskItem(VisaMessage):
    """One thing that a requestor knows of a card."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=128)] = Field(description="what it is, e.g. `cvv2`")
    value: Annotated[str, StringConstraints(max_length=512)] = Field(repr=False, description="its value")


class Terms(VisaMessage):
    """What the cardholder has agreed to."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(None, description="guid of the text")
    date: Epoch | None = Field(None, description="when, in seconds since 1970")


class Circumstances(VisaMessage):
    """What a requestor says of the app, the account and the way in which a card came in."""

    clientAppID: AppId | None = Field(None, description="the requestor's app")
    clientWalletAccountID: WalletAccountId | None = Field(None, description="the requestor's customer")
    clientWalletAccountEmailAddress: Annotated[str, StringConstraints(max_length=320)] | None = Field(
        None, repr=False, description="the customer's e-mail address"
    )
    clientWalletAccountEmailAddressHash: EmailHash | None = Field(
        None, description="a hash of it; requestors make it in several ways, and it is not checked"
    )
    clientDeviceID: DeviceId | None = Field(None, description="the device")
    clientReferenceID: ClientReference | None = Field(None, description="the requestor's own name for this request")
    locale: Locale | None = Field(None, description="language and country, e.g. `en_US`")
    consumerEntryMode: EntryMode | None = Field(None, description="how the number was put in")
    encRiskDataInfo: list[RiskItem] | None = Field(None, json_schema_extra=FIELD, description="what the requestor knows of the card")
    ip4address: Annotated[str, StringConstraints(max_length=45)] | None = Field(None, description="the device's address")
    location: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="where the device is")
    locationSource: Word | None = Field(None, description="how that is known, e.g. `WIFI`")
    termsAndConditions: Terms | None = Field(None, description="what the cardholder has agreed to")


class EnrollPan(Circumstances):
    """Enrol a card: it gets an id, and no token yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **APP,
                    "locale": "en_US",
                    "panSource": "MANUALLYENTERED",
                    "consumerEntryMode": "KEYENTERED",
                    "encPaymentInstrument": CARD,
                }
            ]
        }
    )

    panSource: PanSource = Field(description="how the requestor came by the card")
    encPaymentInstrument: CardToTokenize = Field(json_schema_extra=FIELD, description="the card")


class EnabledServices(VisaMessage):
    """What else the card can do."""

    merchantPresentedQR: YesNo = Field(description="whether it pays by a merchant's QR code")


class PaymentInstrument(VisaMessage):
    """A card as a requestor sees it."""

    last4: LastFour = Field(description="last four digits of its number")
    expirationDate: ExpirationDate | None = Field(None, description="its last month")
    expDatePrintedInd: YesNo = Field(description="whether that is printed on it")
    cvv2PrintedInd: YesNo = Field(description="whether its security code is")
    paymentAccountReference: AccountReference = Field(description="the account behind all its numbers (PAR)")
    enabledServices: EnabledServices = Field(description="what else it can do")
    accountStatus: Annotated[str, StringConstraints(min_length=1, max_length=1)] = Field(description="how the account stands; N: normal")
    isTokenizable: YesNo = Field(description="whether it may have tokens")


class Picture(VisaMessage):
    """Content in one form, without the bytes."""

    mimeType: str = Field(description="media type")
    width: int | None = Field(None, description="width in pixels")
    height: int | None = Field(None, description="height in pixels")


class EncodedPicture(Picture):
    """Content in one form."""

    encodedData: str = Field(description="its bytes, base64")


class CardData(VisaMessage):
    """One picture of a card; getContent gives it."""

    guid: Guid = Field(description="its id")
    contentType: Literal["cardSymbol", "digitalCardArt", "termsAndConditions"] = Field(description="what it shows")
    content: list[Picture] = Field(description="its forms")


class CardMetaData(VisaMessage):
    """How a card looks, and whom its holder turns to."""

    backgroundColor: str = Field(description="colour of the card, `0x` and six hex digits")
    foregroundColor: str = Field(description="colour of its text")
    labelColor: str = Field(description="colour of its labels")
    contactName: str = Field(description="the issuer's name")
    contactNumber: str = Field(description="the issuer's telephone number")
    contactEmail: str = Field(description="the issuer's e-mail address")
    contactWebsite: str = Field(description="the issuer's website")
    privacyPolicyURL: str = Field(description="what it does with personal data")
    termsAndConditionsURL: str = Field(description="what its customers agree to")
    termsAndConditionsID: Guid = Field(description="the same as content")
    shortDescription: str = Field(description="what the card is called")
    longDescription: str = Field(description="the same at length")
    cardData: list[CardData] = Field(description="its pictures")


class TokenOfCard(VisaMessage):
    """A token of a card."""

    vProvisionedTokenID: Reference = Field(description="its id")
    tokenStatus: Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DELETED"] = Field(description="where it is in its life")


class EnrolledPan(VisaMessage):
    """A card that is enrolled."""

    vPanEnrollmentID: Reference = Field(description="its id; one card has one, whoever enrols it")
    paymentInstrument: PaymentInstrument = Field(description="the card")
    cardMetaData: CardMetaData = Field(description="how it looks")


class GetCardMetadata(VisaMessage):
    """Look at a card: the id stands in the path."""

    vPanEnrollmentID: Reference = Field(description="the card's id")


class CardMetadata(EnrolledPan):
    """A card with the caller's tokens of it."""

    tokens: list[TokenOfCard] = Field(description="the caller's tokens, oldest first")


class GetContent(VisaMessage):
    """Get a picture or a text: the id stands in the path."""

    guid: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="its id")


class ContentAnswer(VisaMessage):
    """A picture or a text; what an id stands for never changes."""

    altText: str = Field(description="what to say where it cannot be shown")
    contentType: Literal["cardSymbol", "digitalCardArt", "termsAndConditions"] = Field(description="what it shows")
    content: list[EncodedPicture] = Field(description="its forms")
