"""What the messages of all MDES APIs are made of: accounts, holders, encrypted members, errors.

Names, lengths and values as on developer.mastercard.com (Digital Enablement, Token Connect and Pre-Digitization: code and formats).
"""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Payload = TypeVar("Payload")

RequestId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
ResponseHost = Annotated[str, StringConstraints(min_length=11, max_length=64)]
RequestorId = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
TokenReference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]+$", min_length=48, max_length=64)]
AccountNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]+$", min_length=9, max_length=19)]
Month = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])$")]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
MonthYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])[0-9]{2}$")]
# ISO 8601 extended with seconds, a fraction of up to three digits, and Z or an offset.
Timestamp = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$", min_length=20, max_length=29
    ),
]

AssetReference = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Suffix = Annotated[str, StringConstraints(pattern=r"^[0-9]{4,8}$")]
Pixels = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")]

Status = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"]
Suspender = Literal["ISSUER", "TOKEN_REQUESTOR", "CARDHOLDER", "MOBILE_PIN_LOCKED"]

# The newest names come from the descriptions; the CARD_ forms belong to the older cardInfo member and are still sent.
Source = Literal[
    "ACCOUNT_ON_FILE",
    "ACCOUNT_ADDED_MANUALLY",
    "ACCOUNT_ADDED_VIA_APPLICATION",
    "ACCOUNT_ADDED_VIA_BROWSER",
    "ACCOUNT_ADDED_VIA_CHIP_DATA",
    "EXISTING_TOKEN_CREDENTIAL",
    "CARD_ON_FILE",
    "CARD_ADDED_MANUALLY",
    "CARD_ADDED_VIA_APPLICATION",
]


class MdesMessage(BaseModel):
    """A message of MDES: members that it does not know are passed over, and no value ever shows in an error."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class Sealed(MdesMessage, Generic[Payload]):
    """A member that travels encrypted; here it is opened, on the wire it is field-level encryption or a JWE."""

    model_config = ConfigDict(json_schema_extra={"x-sealed": True})

    encryptedData: Payload = Field(description="what is encrypted")


class CardAccountData(MdesMessage):
    """A card."""

    accountNumber: AccountNumber | None = Field(None, repr=False, description="the card's number (PAN)")
    expiryMonth: Month | None = Field(None, description="month in which the card expires, two digits")
    expiryYear: Year | None = Field(None, description="year in which the card expires, two digits")
    securityCode: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$", min_length=3, max_length=3)] | None = Field(
        None, repr=False, description="the card's security code (CVC2); its form is checked, and nothing else"
    )


class FinancialAccountData(MdesMessage):
    """An account that has no card number."""

    financialAccountId: Annotated[str, StringConstraints(pattern=r"^\S+$", min_length=9, max_length=64)] = Field(
        repr=False, description="the account's number at the financial institution, without blanks"
    )
    interbankCardAssociationId: Annotated[str, StringConstraints(pattern=r"^[0-9]+$", min_length=3, max_length=11)] = Field(
        description="Mastercard's number of the institution (ICA)"
    )
    countryCode: Annotated[str, StringConstraints(min_length=3, max_length=3)] = Field(description="country, ISO 3166-1 alpha-3")


class AccountHolderAddress(MdesMessage):
    """A billing address."""

    line1: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="first line")
    line2: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="second line")
    city: Annotated[str, StringConstraints(max_length=32)] | None = Field(None, description="city")
    countrySubdivision: Annotated[str, StringConstraints(max_length=12)] | None = Field(None, description="state or province")
    postalCode: Annotated[str, StringConstraints(max_length=16)] | None = Field(None, description="postal code")
    country: Annotated[str, StringConstraints(min_length=3, max_length=3)] | None = Field(None, description="country, ISO 3166-1 alpha-3")


# Numbers in the description of Digital Enablement, text in those of Token Connect and of the issuer's side.
DialCode = Annotated[str, StringConstraints(min_length=1, max_length=4)] | Annotated[int, Field(ge=1, le=9_999)]
PhoneNumber = Annotated[str, StringConstraints(min_length=1, max_length=20)] | Annotated[int, Field(ge=1)]


class MobilePhoneNumber(MdesMessage):
    """A mobile phone number."""

    countryDialInCode: DialCode = Field(description="country code, as text or as a number")
    phoneNumber: PhoneNumber = Field(description="the rest of the number, as text or as a number")


class AccountHolderData(MdesMessage):
    """Who owns the account."""

    accountHolderName: Annotated[str, StringConstraints(min_length=1, max_length=27)] | None = Field(
        None, description="LASTNAME/FIRSTNAME, or FIRSTNAME LASTNAME"
    )
    accountHolderAddress: AccountHolderAddress | None = Field(None, description="billing address")
    consumerIdentifier: Annotated[str, StringConstraints(min_length=1, max_length=88)] | None = Field(
        None, description="what the token requestor knows its customer by"
    )
    accountHolderEmailAddress: Annotated[str, StringConstraints(min_length=6, max_length=320)] | None = Field(
        None, description="e-mail address"
    )
    accountHolderMobilePhoneNumber: MobilePhoneNumber | None = Field(None, description="mobile phone number")


class FundingAccountData(MdesMessage):
    """The account behind a token, as it is encrypted."""

    source: Source | None = Field(None, description="how the account reached the token requestor")
    cardAccountData: CardAccountData | None = Field(None, description="the card")
    financialAccountData: FinancialAccountData | None = Field(None, description="the account, where there is no card")
    accountHolderData: AccountHolderData | None = Field(None, description="its owner")
    dataValidUntilTimestamp: Timestamp | None = Field(
        None, description="the object is refused after this moment, and when it lies more than 30 days ahead"
    )

    @property
    def holder_name(self) -> str | None:
        """The owner's name, where it was given."""
        return self.accountHolderData.accountHolderName if self.accountHolderData else None


class SealedFundingAccount(Sealed[FundingAccountData]):
    """An encrypted account."""


class ErrorItem(MdesMessage):
    """One thing that was wrong."""

    source: Literal["INPUT", "MDES"] = Field(description="INPUT: the request was at fault; MDES: the service was")
    reasonCode: Annotated[str, StringConstraints(max_length=100)] = Field(description="what was wrong, as a code")
    description: Annotated[str, StringConstraints(max_length=256)] = Field(description="the same in words, with the member's name")


class ProductConfig(MdesMessage):
    """How a card looks."""

    brandLogoAssetId: AssetReference = Field(description="the network's logo")
    issuerLogoAssetId: AssetReference = Field(description="the issuer's logo")
    isCoBranded: bool = Field(description="whether a third name stands on the card")
    cardBackgroundCombinedAssetId: AssetReference = Field(description="the card's picture, logos included")
    iconAssetId: AssetReference = Field(description="a small picture of the card")
    foregroundColor: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{3,6}$")] = Field(
        description="colour of text on the picture, hexadecimal without a number sign"
    )
    issuerName: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(description="the issuer's name")
    shortDescription: Annotated[str, StringConstraints(min_length=1, max_length=128)] = Field(description="what the card is called")
    issuerProductConfigCode: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(
        None, description="the issuer's name for how the card looks, where it has changed that"
    )


class TokenInfo(MdesMessage):
    """Last digits and expiry of a token and its card."""

    tokenPanSuffix: Suffix = Field(description="last four digits of the token's number")
    accountPanSuffix: Suffix | None = Field(None, description="last four digits of the card's number")
    tokenExpiry: MonthYear = Field(description="the token's expiry, MMYY")
    accountPanExpiry: MonthYear | None = Field(None, description="the card's expiry, MMYY")
    dsrpCapable: Literal["true", "false"] = Field(description="whether the token can pay remotely, as text")
    tokenAssuranceLevel: Annotated[int, Field(ge=0, le=99)] | None = Field(None, description="how well the holder was verified")
    productCategory: Literal["CREDIT", "DEBIT", "PREPAID", "UNKNOWN"] | None = Field(None, description="kind of account")
    accountPanPrefix: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,8}$")] | None = Field(
        None, description="first six digits of the card's number; getToken alone shows them"
    )


class MediaContent(MdesMessage):
    """An asset in one form."""

    type: Annotated[str, StringConstraints(min_length=1, max_length=32)] = Field(description="media type")
    data: str = Field(description="the contents, base64")
    height: Pixels | None = Field(None, description="height in pixels, as text")
    width: Pixels | None = Field(None, description="width in pixels, as text")


class GetAsset(MdesMessage):
    """Ask for an asset: the id stands in the path."""

    AssetId: AssetReference = Field(description="the asset's id")


class Asset(MdesMessage):
    """An asset; what an id stands for never changes."""

    mediaContents: list[MediaContent] = Field(description="the asset in one or more forms")
