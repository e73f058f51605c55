"""What an app asks for before it adds a card to a wallet (github.com/stripe/stripe-ios, STPPushProvisioningContext).

How Stripe's Android library asks is not published, so the parameters and members for Google Pay are our own choice.
"""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, JsonValue

from emulator.providers.stripe.schemas.objects import Address, StripeObject
from emulator.providers.stripe.wire.parameters import Hash, Parameters, Text, problem

_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})+")


def _hex(value: str) -> str:
    if not _HEX.fullmatch(value):
        raise problem("This value must be hexadecimal.")
    return value


Hex = Annotated[Text, AfterValidator(_hex)]


class IosGiven(Hash):
    """What PassKit handed to the app."""

    certificates: Annotated[list[Text], Field(min_length=1)] = Field(description="base64; the leaf first")
    nonce: Hex
    nonce_signature: Hex


class GoogleGiven(Hash):
    """What Google's wallet handed to the app."""

    wallet_id: Text = Field(description="the wallet's account (getActiveWalletID)")
    hardware_id: Text = Field(description="the device (getStableHardwareId)")
    app_id: Text | None = Field(None, description="the wallet's app, where it names one")


class SamsungGiven(Hash):
    """What Samsung's wallet handed to the app; Stripe has no payload for it."""

    wallet_id: Text | None = None
    device_id: Text | None = None


class PushProvisioning(Parameters):
    """Which card, and for which phone."""

    card: Text
    ios: IosGiven | None = None
    google_pay: GoogleGiven | None = Field(None, description="ours: a phone with Google's wallet")
    samsung_pay: SamsungGiven | None = Field(None, description="ours: always refused, in a sentence")


class UserAddress(Address):
    """The cardholder's address as Google Pay takes it (ours)."""

    name: str
    phone_number: str | None


# What the fake controller of Stripe's SDK is answered: TESTMODE_CONTENTS, and a point of P-256.
_FAKE: Final[dict[str, JsonValue]] = {
    "object": "issuing.push_provisioning_details",
    "activation_data": "VEVTVE1PREVfQUNUSVZBVElPTl9EQVRB",
    "card": "ic_1",
    "contents": "VEVTVE1PREVfQ09OVEVOVFM=",
    "ephemeral_public_key": "BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=",
    "livemode": False,
}


class PushProvisioningDetails(StripeObject):
    """What the app hands to the wallet: to PassKit three members of base64, to Google Pay an opaque payment card."""

    model_config = ConfigDict(json_schema_extra={"examples": [_FAKE]})

    object: Literal["issuing.push_provisioning_details"]
    activation_data: str | None = Field(None, description="base64; for Apple Pay")
    card: str
    contents: str | None = Field(None, description="encryptedPassData, base64; for Apple Pay")
    display_name: str | None = Field(None, description="for Google Pay (ours)")
    ephemeral_public_key: str | None = Field(None, description="a point of P-256, 65 bytes, base64; for Apple Pay")
    last4: str | None = Field(None, description="for Google Pay (ours)")
    livemode: bool
    network: Literal["mastercard", "visa"] | None = Field(None, description="for Google Pay (ours)")
    opaque_payment_card: str | None = Field(None, description="for Google Pay (ours)", repr=False)
    user_address: UserAddress | None = Field(None, description="for Google Pay (ours)")
