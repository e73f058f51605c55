"""What the messages of all Visa APIs are made of: cards, tokens, devices, addresses.

Names, lengths and values as in Visa's public samples, in package @visa/api-client, on developer.visa.com (In-App
Provisioning) and in processors' documentation.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import AliasChoices, AliasGenerator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints

SEALED: Final = "x-sealed"
"""The mark of a member that travels encrypted; here it is opened."""
FIELD: Final[dict[str, Any]] = {SEALED: "compact"}
SIGNED: Final[dict[str, Any]] = {SEALED: "signed"}


def spellings(name: str) -> str | AliasChoices:
    """Return a member's name, and its other spelling: Visa's own samples write both `...ID` and `...Id`."""
    for ending, other in (("ID", "Id"), ("Id", "ID")):
        if name.endswith(ending):
            return AliasChoices(name, name.removesuffix(ending) + other)
    return name


class VisaMessage(BaseModel):
    """A message of Visa: members that it does not know are passed over, and no value ever shows in an error."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
        populate_by_name=True,
        defer_build=True,
        alias_generator=AliasGenerator(validation_alias=spellings),
    )


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# 32 lower-case hex digits: vProvisionedTokenID, vPanEnrollmentID, vPaymentDataID.
Reference = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
RequestorId = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
TokenReferenceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]{1,32}$")]
PanReferenceId = Annotated[str, StringConstraints(min_length=1, max_length=32)]
AccountReference = Annotated[str, StringConstraints(pattern=r"^V[0-9A-Z]{28}$")]
LastFour = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Month = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])$")]
Year = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}$")]
# Seconds since 1970; samples have them as text and as a number.
Epoch = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^[0-9]{1,15}$")]
AppId = Annotated[str, StringConstraints(min_length=1, max_length=36)]
WalletAccountId = Annotated[str, StringConstraints(min_length=1, max_length=32)]
DeviceId = Annotated[str, StringConstraints(min_length=1, max_length=24)]
ClientReference = Annotated[str, StringConstraints(min_length=1, max_length=64)]
EmailHash = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}[_\-][A-Z]{2}$")]
# Open lists: a value that nobody has published may be one all the same.
Word = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_\-]{1,64}$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}$")]


class Nothing(VisaMessage):
    """An answer that says no more than that all went well; every answer needs a JSON body, so it is an empty object."""


class ExpirationDate(VisaMessage):
    """The last month in which a card or token is valid."""

    month: Month = Field(description="two digits")
    year: Year = Field(description="four digits")


class Address(VisaMessage):
    """A billing address."""

    name: Annotated[str, StringConstraints(max_length=100)] | None = Field(None, description="whose it is")
    line1: Annotated[str, StringConstraints(max_length=140)] | None = Field(None, description="first line")
    line2: Annotated[str, StringConstraints(max_length=140)] | None = Field(None, description="second line")
    line3: Annotated[str, StringConstraints(max_length=140)] | None = Field(None, description="third line")
    city: Annotated[str, StringConstraints(max_length=100)] | None = Field(None, description="city")
    state: Annotated[str, StringConstraints(max_length=100)] | None = Field(None, description="state, second part of ISO 3166-2")
    postalCode: Annotated[str, StringConstraints(min_length=3, max_length=16)] | None = Field(None, description="postal code")
    zip: Annotated[str, StringConstraints(min_length=3, max_length=16)] | None = Field(None, description="postal code, by its other name")
    country: CountryCode | None = Field(None, description="country, ISO 3166-1")
    countryCode: CountryCode | None = Field(None, description="country, by its other name")


class ErrorDetail(VisaMessage):
    """One member that was wrong."""

    location: str = Field(description="the member, as a path")
    message: str = Field(description="what was wrong with it")


class ErrorResponse(VisaMessage):
    """Why a product refused."""

    status: int = Field(description="the HTTP status once more")
    message: str = Field(description="why, in words")
    reason: str = Field(description="why, as a word for programs")
    details: list[ErrorDetail] | None = Field(None, description="the members that were wrong, of invalid requests alone")


class Refusal(VisaMessage):
    """What a product answers when it refuses."""

    errorResponse: ErrorResponse = Field(description="what was wrong")


class ResponseStatus(VisaMessage):
    """Why the gateway refused."""

    status: int = Field(description="the HTTP status once more")
    code: str = Field(description="why, as a code")
    severity: Literal["ERROR"] = Field(description="always ERROR")
    message: str = Field(description="why, in words")
    info: str = Field(description="always empty; the emulator's journal explains")


class GatewayRefusal(VisaMessage):
    """What the gateway answers in place of a product."""

    responseStatus: ResponseStatus = Field(description="what was wrong")


class VisaRefusal(RootModel[Refusal | GatewayRefusal]):
    """A refusal: of a product, or of the gateway before it."""
