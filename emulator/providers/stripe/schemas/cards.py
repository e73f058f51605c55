"""Cards (docs.stripe.com/api/issuing/cards)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from emulator.providers.stripe.schemas.cardholders import Cardholder
from emulator.providers.stripe.schemas.designs import PersonalizationDesign
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.schemas.shipping import Shipping, ShippingGiven
from emulator.providers.stripe.schemas.spending_controls import SpendingControls, SpendingControlsGiven
from emulator.providers.stripe.wire.parameters import (
    Hash,
    Integer,
    Listed,
    Metadata,
    Parameters,
    Text,
    Unsettable,
    UnsettableMetadata,
    problem,
)

CardType = Literal["physical", "virtual"]
CardStatus = Literal["active", "canceled", "inactive"]

CURRENCIES = ("eur", "gbp", "usd")


def _currency(value: str) -> str:
    if value.lower() not in CURRENCIES:
        raise problem(f"Invalid currency: {value[:40]}. Cards can be issued in {', '.join(CURRENCIES)}.")
    return value.lower()


Currency = Annotated[Text, AfterValidator(_currency)]
Month = Annotated[Integer, Field(ge=1, le=12)]
Year = Annotated[Integer, Field(ge=2000, le=2099)]
SecondLine = Annotated[str, StringConstraints(min_length=1, max_length=24)]


class CancelAfterGiven(Hash):
    """When the card is canceled by itself."""

    payment_count: Annotated[Integer, Field(ge=1)] = Field(description="after so many payments")


class LifecycleControlsGiven(Hash):
    """What happens to the card by itself."""

    cancel_after: CancelAfterGiven


class PinGiven(Hash):
    """The PIN that is wanted."""

    encrypted_number: Text | None = Field(None, repr=False, description="encrypted for Stripe; kept and not looked into")


class CreateCard(Parameters):
    """A card.

    Two keys of the metadata are ours: `emulator_last4` asks for the last four digits, `emulator_network` for `visa` or `mastercard`.
    """

    cardholder: Text | None = None
    currency: Currency
    exp_month: Month | None = None
    exp_year: Year | None = None
    financial_account: Text | None = None
    lifecycle_controls: LifecycleControlsGiven | None = None
    metadata: Metadata | None = None
    personalization_design: Text | None = None
    pin: PinGiven | None = None
    replacement_for: Text | None = None
    replacement_reason: Literal["damaged", "expired", "lost", "stolen"] | None = None
    second_line: Unsettable[SecondLine] = None
    shipping: ShippingGiven | None = None
    spending_controls: SpendingControlsGiven | None = None
    status: Literal["active", "inactive"] = "inactive"
    type: CardType


class RetrieveCard(Parameters):
    """Which card."""

    card: Text
    ephemeral_key_private_nonce: Text | None = Field(None, repr=False, description="what Issuing Elements send with their ephemeral key")


class UpdateCard(Parameters):
    """What changes."""

    card: Text
    cancellation_reason: Literal["lost", "stolen"] | None = None
    financial_account: Text | None = None
    metadata: UnsettableMetadata = None
    personalization_design: Text | None = None
    pin: PinGiven | None = None
    shipping: ShippingGiven | None = None
    spending_controls: SpendingControlsGiven | None = None
    status: CardStatus | None = None


class MoveShipping(Parameters):
    """Whose shipment."""

    card: Text


class ListCards(Listed):
    """Which cards."""

    cardholder: Text | None = None
    exp_month: Integer | None = None
    exp_year: Integer | None = None
    last4: Text | None = None
    personalization_design: Text | None = None
    status: CardStatus | None = None
    type: CardType | None = None


class FraudWarning(StripeObject):
    """The last sign of fraud."""

    started_at: int | None
    type: Literal["card_testing_exposure", "fraud_dispute_filed", "third_party_reported", "user_indicated_fraud"] | None


class CancelAfter(StripeObject):
    """When the card is canceled by itself."""

    payment_count: int


class LifecycleControls(StripeObject):
    """What happens to the card by itself."""

    cancel_after: CancelAfter


class WalletEligibility(StripeObject):
    """Whether a wallet takes the card."""

    eligible: bool
    ineligible_reason: Literal["missing_agreement", "missing_cardholder_contact", "unsupported_region"] | None


class Wallets(StripeObject):
    """What wallets make of the card."""

    apple_pay: WalletEligibility
    google_pay: WalletEligibility
    primary_account_identifier: str | None = Field(description="what PassKit calls the card; null until it was first provisioned")


class Card(StripeObject):
    """A card."""

    id: str
    object: Literal["issuing.card"]
    brand: str
    cancellation_reason: Literal["design_rejected", "fulfillment_error", "lost", "stolen"] | None
    cardholder: Cardholder
    created: int
    currency: str
    cvc: str | None = Field(None, repr=False, description="of virtual cards, where it is expanded on retrieval")
    exp_month: int
    exp_year: int
    financial_account: str | None = None
    last4: str
    latest_fraud_warning: FraudWarning | None
    lifecycle_controls: LifecycleControls | None
    livemode: bool
    metadata: dict[str, str]
    number: str | None = Field(None, repr=False, description="of virtual cards, where it is expanded on retrieval")
    personalization_design: str | PersonalizationDesign | None
    replaced_by: "str | Card | None"
    replacement_for: "str | Card | None"
    replacement_reason: Literal["damaged", "expired", "fulfillment_error", "lost", "stolen"] | None
    second_line: str | None
    shipping: Shipping | None
    spending_controls: SpendingControls
    status: CardStatus
    type: CardType
    wallets: Wallets | None
