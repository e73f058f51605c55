"""Personalization designs, and the physical bundles that they are made from (docs.stripe.com/api/issuing/personalization_designs)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from emulator.providers.stripe.schemas.files import File
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Boolean, Hash, Metadata, Paged, Parameters, Text, Unsettable

DesignStatus = Literal["active", "inactive", "rejected", "review"]
LookupKey = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LogoReason = Literal[
    "geographic_location",
    "inappropriate",
    "network_name",
    "non_binary_image",
    "non_fiat_currency",
    "other",
    "other_entity",
    "promotional_material",
]
TextReason = Literal[
    "geographic_location", "inappropriate", "network_name", "non_fiat_currency", "other", "other_entity", "promotional_material"
]


class CarrierTextGiven(Hash):
    """What is printed on the letter around the card."""

    footer_body: Unsettable[Text] = None
    footer_title: Unsettable[Text] = None
    header_body: Unsettable[Text] = None
    header_title: Unsettable[Text] = None


class PreferencesGiven(Hash):
    """When the design is used."""

    is_default: Boolean = Field(description="for cards that name no design")


class CreateDesign(Parameters):
    """How cards look."""

    card_logo: Text | None = None
    carrier_text: CarrierTextGiven | None = None
    lookup_key: LookupKey | None = None
    metadata: Metadata | None = None
    name: Text | None = None
    physical_bundle: Text
    preferences: PreferencesGiven | None = None
    transfer_lookup_key: Boolean = Field(False, description="take the lookup key from the design that has it")


class RetrieveDesign(Parameters):
    """Which design."""

    personalization_design: Text


class UpdateDesign(Parameters):
    """What changes."""

    personalization_design: Text
    card_logo: Unsettable[Text] = None
    carrier_text: Unsettable[CarrierTextGiven] = None
    lookup_key: Unsettable[LookupKey] = None
    metadata: Metadata | None = None
    name: Unsettable[Text] = None
    physical_bundle: Text | None = None
    preferences: PreferencesGiven | None = None
    transfer_lookup_key: Boolean = Field(False, description="take the lookup key from the design that has it")


class PreferencesWanted(Hash):
    """When the designs looked for are used."""

    is_default: Boolean | None = None
    is_platform_default: Boolean | None = None


class ListDesigns(Paged):
    """Which designs."""

    lookup_keys: list[LookupKey] | None = None
    preferences: PreferencesWanted | None = None
    status: DesignStatus | None = None


class ReasonsGiven(Hash):
    """Why a design is rejected."""

    card_logo: list[LogoReason] | None = None
    carrier_text: list[TextReason] | None = None


class RejectDesign(RetrieveDesign):
    """Which design, and why."""

    rejection_reasons: ReasonsGiven


class RetrieveBundle(Parameters):
    """Which bundle."""

    physical_bundle: Text


class ListBundles(Paged):
    """Which bundles."""

    status: Literal["active", "inactive", "review"] | None = None
    type: Literal["custom", "standard"] | None = None


class Features(StripeObject):
    """What a design made from the bundle may have, and must."""

    card_logo: Literal["optional", "required", "unsupported"]
    carrier_text: Literal["optional", "required", "unsupported"]
    second_line: Literal["optional", "required", "unsupported"]


class PhysicalBundle(StripeObject):
    """Card stock, carrier and envelope."""

    id: str
    object: Literal["issuing.physical_bundle"]
    features: Features
    livemode: bool
    name: str
    status: Literal["active", "inactive", "review"]
    type: Literal["custom", "standard"]


class CarrierText(StripeObject):
    """What is printed on the letter around the card."""

    footer_body: str | None
    footer_title: str | None
    header_body: str | None
    header_title: str | None


class Preferences(StripeObject):
    """When the design is used."""

    is_default: bool
    is_platform_default: bool | None


class RejectionReasons(StripeObject):
    """Why the design was rejected."""

    card_logo: list[LogoReason] | None
    carrier_text: list[TextReason] | None


class PersonalizationDesign(StripeObject):
    """How cards look."""

    id: str
    object: Literal["issuing.personalization_design"]
    card_logo: str | File | None
    carrier_text: CarrierText | None
    created: int
    livemode: bool
    lookup_key: str | None
    metadata: dict[str, str]
    name: str | None
    physical_bundle: str | PhysicalBundle
    preferences: Preferences
    rejection_reasons: RejectionReasons
    status: DesignStatus
