"""Apple's encrypted pass data, scheme EV_ECC_v2 (developer.apple.com, PassKit).

The content key is one round of the concatenation derivation of NIST SP 800-56A; the vector of AES-256-GCM is zero, which is
safe because every payload has a key of its own.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..providers import CardInClear, JsonObject
from .handed import AppleHanded

CURVE: Final = ec.SECP256R1()
# The order of the curve's base point (SP 800-186): private keys lie between 0 and this.
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
# More bytes than the order has, so that the remainder prefers no key by more than nothing (FIPS 186-5, A.2.1).
DRAWN: Final = 40
OTHER_INFO: Final = b"\x0did-aes256-GCMApple"


@dataclass(frozen=True, slots=True)
class ApplePayload:
    """The three results, as bytes: activation data is the network's text."""

    encrypted: bytes
    activation: bytes
    ephemeral_key: bytes

    def members(self) -> JsonObject:
        """Return them as they travel, in base64."""
        named = {"encryptedPassData": self.encrypted, "activationData": self.activation, "ephemeralPublicKey": self.ephemeral_key}
        return {name: base64.b64encode(value).decode() for name, value in named.items()}


def pass_data(card: CardInClear, handed: AppleHanded) -> bytes:
    """Return the pass data with the card number in clear; nonce and signature go in as hex, whatever they came in."""
    return _written(
        {
            "primaryAccountNumber": card.pan.reveal(),
            "expiration": f"{card.expiry_month}/{card.expiry_year}",
            "name": card.holder,
            **_echoed(handed),
        }
    )


def encrypted_pass_data(card: CardInClear, handed: AppleHanded, mbpad: str) -> bytes:
    """Return Visa's other form, in which only Visa can read the number; `mbpad` is the text that holds it."""
    return _written(
        {
            "encryptedPrimaryAccountNumber": base64.b64encode(mbpad.encode()).decode(),
            "name": card.holder,
            "networkName": "Visa",
            **_echoed(handed),
            "primaryAccountNumberPrefix": card.pan.reveal()[:6],
        }
    )


def seal(plaintext: bytes, leaf: EllipticCurvePublicKey, random: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """Return ciphertext with tag, and the 65 bytes of the ephemeral key; `random` gives so many bytes."""
    ephemeral = ec.derive_private_key(int.from_bytes(random(DRAWN), "big") % (ORDER - 1) + 1, CURVE)
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = sha256(b"\0\0\0\1" + ephemeral.exchange(ec.ECDH(), leaf) + OTHER_INFO + point).digest()
    return AESGCM(key).encrypt(bytes(12), plaintext, None), point


def _echoed(handed: AppleHanded) -> dict[str, str]:
    return {"nonce": handed.nonce.hex(), "nonceSignature": handed.nonce_signature.hex()}


def _written(members: dict[str, str]) -> bytes:
    return json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode()
