"""PINs of cards (github.com/stripe/stripe-ios, STPPinManagementService)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Hash, Parameters, Text

Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{4,12}$")]


class CreateVerification(Parameters):
    """Whose cardholder is to prove who he is, and for what."""

    card: Text
    scope: Literal["card_pin_retrieve", "card_pin_update"]
    verification_method: Literal["email", "sms"] = "sms"


class VerificationGiven(Hash):
    """The proof."""

    id: Text
    one_time_code: Text = Field(repr=False)


class RetrievePin(Parameters):
    """Which card's."""

    card: Text
    verification: VerificationGiven


class UpdatePin(RetrievePin):
    """The new PIN."""

    pin: Digits = Field(repr=False)


class Verification(StripeObject):
    """A code was sent to the cardholder."""

    id: str
    object: Literal["issuing.verification"]
    card: str
    created: int
    expires_at: int
    livemode: bool
    scope: Literal["card_pin_retrieve", "card_pin_update"]
    verification_method: Literal["email", "sms"]


class Pin(StripeObject):
    """A PIN."""

    object: Literal["issuing.pin"]
    card: str
    pin: str = Field(repr=False)
