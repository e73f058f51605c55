"""Where a physical card goes, and how far it has come (docs.stripe.com/api/issuing/cards/object, shipping)."""

from typing import Literal

from pydantic import Field

from emulator.providers.stripe.schemas.addresses import AddressGiven, Phone
from emulator.providers.stripe.schemas.objects import Address, StripeObject
from emulator.providers.stripe.wire.parameters import Boolean, Hash, Text, Unsettable

ValidationMode = Literal["disabled", "normalization_only", "validation_and_normalization"]
Service = Literal["express", "priority", "standard"]
ShippingType = Literal["bulk", "individual"]


class AddressValidationGiven(Hash):
    """What is done with the address."""

    mode: ValidationMode


class CustomsGiven(Hash):
    """What customs want to know."""

    eori_number: Unsettable[Text] = None


class ShippingGiven(Hash):
    """Where the card goes."""

    address: AddressGiven
    address_validation: AddressValidationGiven | None = None
    business_name: Unsettable[Text] = None
    customs: CustomsGiven | None = None
    name: Text
    phone_number: Unsettable[Phone] = None
    require_signature: Boolean | None = None
    service: Service = "standard"
    type: ShippingType = "individual"


class AddressValidation(StripeObject):
    """What was done with the address."""

    mode: ValidationMode
    normalized_address: Address | None
    result: Literal["indeterminate", "likely_deliverable", "likely_undeliverable"] | None


class Customs(StripeObject):
    """What customs know."""

    eori_number: str | None


class Shipping(StripeObject):
    """The shipment."""

    address: Address
    address_validation: AddressValidation | None
    business_name: str | None
    carrier: Literal["correos", "dhl", "fedex", "royal_mail", "usps"] | None
    customs: Customs | None
    delivered_at: int | None
    eta: int | None = Field(description="when it should arrive, in Unix seconds")
    name: str
    phone_number: str | None
    require_signature: bool | None
    service: Service
    shipped_at: int | None
    status: Literal["canceled", "delivered", "failure", "pending", "returned", "shipped", "submitted"] | None
    tracking_number: str | None
    tracking_url: str | None
    type: ShippingType
