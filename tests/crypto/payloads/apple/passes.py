"""Keys, requests and sealed passes of the vectors."""

import base64
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from emulator.crypto.keys import p256
from emulator.crypto.payloads.apple import ecc_v2
from emulator.crypto.payloads.apple.ecc_v2 import Sealed
from emulator.crypto.payloads.apple.pass_data import AddRequest
from tests.crypto.known import scripted
from tests.witness import vectors

VECTORS: Final = vectors("apple_ecc_v2")
INPUTS: Final = VECTORS["inputs"]
EXPECTED: Final = VECTORS["expected"]
WRONG: Final = INPUTS["wrong_recipes"]

LEAF: Final = p256.load_private_key(INPUTS["leaf_private_key_pem"].encode())
INTERMEDIATE: Final = p256.load_private_key(INPUTS["intermediate_private_key_pem"].encode())
PAN: Final = "4761120010000492"
REQUEST: Final = AddRequest(
    bytes.fromhex(INPUTS["nonce_hex"]),
    bytes.fromhex(INPUTS["nonceSignature_hex"]),
    INPUTS["configuration"]["cardholderName"],
    INPUTS["configuration"]["primaryAccountSuffix"],
)
PLAINTEXT: Final = INPUTS["cases"]["fpan_visa"]["plaintext_utf8"].encode()
EPHEMERAL: Final = INPUTS["cases"]["fpan_visa"]["ephemeral_private_key_hex"]


def ephemeral() -> EllipticCurvePrivateKey:
    """Return the ephemeral key of the vectors."""
    return p256.draw(scripted(EPHEMERAL))


def sealed(plaintext: bytes = PLAINTEXT) -> Sealed:
    """Return good sealed pass data."""
    return ecc_v2.seal(plaintext, LEAF.public_key(), chance=scripted(EPHEMERAL))


def decoded(case: Any) -> Sealed:
    """Return the sealed pass data of a case, its base64 decoded."""
    return Sealed(*(base64.b64decode(case[f"{name}_base64"]) for name in ("encryptedPassData", "ephemeralPublicKey")))
