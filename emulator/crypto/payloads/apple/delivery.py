"""The three results of a wallet request as they travel from the issuer to the app: base64 texts in a JSON object."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from emulator.crypto.causes import Caused
from emulator.crypto.payloads.apple.ecc_v2 import Sealed

PASS_DATA, ACTIVATION_DATA, EPHEMERAL_KEY = "encryptedPassData", "activationData", "ephemeralPublicKey"
NAMES: Final = (PASS_DATA, ACTIVATION_DATA, EPHEMERAL_KEY)
"""The names of the properties of `PKAddPaymentPassRequest` for the scheme EV_ECC_v2 (developer.apple.com)."""


class DeliveryError(Caused):
    """Texts that are not the three results; `cause` names the mistake, `field` the member."""

    def __init__(self, message: str, *, cause: str, field: str) -> None:
        super().__init__(message, cause=cause)
        self.field = field


@dataclass(frozen=True)
class Delivery:
    """The three results, decoded. `activation_data` is text of the network: an MBPAC (Visa), or a TAV's JSON (Mastercard)."""

    sealed: Sealed
    activation_data: bytes = field(repr=False)


def write(delivery: Delivery) -> dict[str, str]:
    """Return the members in standard base64."""
    octets = (delivery.sealed.encrypted, delivery.activation_data, delivery.sealed.ephemeral_key)
    return {name: base64.b64encode(value).decode("ascii") for name, value in zip(NAMES, octets, strict=True)}


def read(members: Mapping[str, object]) -> Delivery:
    """Return the results of an object with at least the three members. Raises `DeliveryError`."""
    encrypted, activation_data, ephemeral_key = (_octets(members, name) for name in NAMES)
    return Delivery(Sealed(encrypted, ephemeral_key), activation_data)


def _octets(members: Mapping[str, object], name: str) -> bytes:
    value = members.get(name)
    if not isinstance(value, str) or not value:
        raise DeliveryError(f"{name} is missing, or is not text", cause="field_missing", field=name)
    try:
        return binascii.a2b_base64(value, strict_mode=True)
    except ValueError as error:
        raise DeliveryError(f"{name} is not standard base64", cause="not_base64", field=name) from error
