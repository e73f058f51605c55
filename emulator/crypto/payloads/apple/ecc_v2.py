"""Apple's scheme EV_ECC_v2: a key agreed with the wallet's leaf certificate, and AES-256-GCM under it.

The key derivation is one round of the concatenation of NIST SP 800-56A. Sources: developer.apple.com (PassKit), the
numeric example of package applepay-crypto (github.com/drvpereira, MIT).
"""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.keys import p256
from emulator.crypto.keys.rsa import UnreadableKey

COUNTER: Final = (1).to_bytes(4, "big")
ALGORITHM: Final = b"id-aes256-GCM"
ALGORITHM_ID: Final = bytes([len(ALGORITHM)]) + ALGORITHM
PARTY_U: Final = b"Apple"
ZERO_IV: Final = bytes(12)
"""Safe only because each key is used once: an ephemeral key must never seal twice."""

TAG_BYTES: Final = 16


class EccError(Caused):
    """Pass data that does not open; `cause` names the step, and nothing of the plaintext is in the text."""


@dataclass(frozen=True)
class Sealed:
    """`encryptedPassData` (ciphertext and tag) and `ephemeralPublicKey` (65 bytes), both as bytes."""

    encrypted: bytes = field(repr=False)
    ephemeral_key: bytes


def seal(plaintext: bytes, leaf_key: EllipticCurvePublicKey, *, chance: Chance) -> Sealed:
    """Seal for the holder of the leaf's key, which the issuer has checked. Draws 32 bytes: a fresh ephemeral key."""
    ephemeral = p256.draw(chance)
    point = p256.point(ephemeral.public_key())
    key = content_key(p256.agree(ephemeral, leaf_key), party_v=point)
    return Sealed(AESGCM(key).encrypt(ZERO_IV, plaintext, None), point)


def open_sealed(sealed: Sealed, leaf_key: EllipticCurvePrivateKey) -> bytes:
    """Return the plaintext. Raises `EccError`, and nothing else, whatever the bytes are."""
    key = content_key(p256.agree(leaf_key, ephemeral_key(sealed)), party_v=sealed.ephemeral_key)
    if len(sealed.encrypted) < TAG_BYTES:
        raise EccError("the pass data is shorter than a tag", cause="pass_data_unreadable")
    try:
        return AESGCM(key).decrypt(ZERO_IV, sealed.encrypted, None)
    except InvalidTag as error:
        raise EccError("the pass data does not verify under the agreed key", cause="pass_data_unreadable") from error


def ephemeral_key(sealed: Sealed) -> EllipticCurvePublicKey:
    """Return the ephemeral key, if it is written as it must be. Raises `EccError`."""
    octets = sealed.ephemeral_key
    if len(octets) != p256.POINT_BYTES:
        raise EccError(f"the ephemeral key has {len(octets)} bytes, and an uncompressed point has 65", cause="ephemeral_key_length")
    try:
        return p256.from_point(octets)
    except UnreadableKey as error:
        raise EccError("the ephemeral key is not a point of the curve", cause="ephemeral_key_not_on_curve") from error


def content_key(
    secret: bytes, *, party_v: bytes, counter: bytes = COUNTER, algorithm_id: bytes = ALGORITHM_ID, party_u: bytes = PARTY_U
) -> bytes:
    """Return the AES key for an agreed `secret`; `party_v` is the ephemeral point. The other parts are fixed by the scheme."""
    return hashlib.sha256(counter + secret + algorithm_id + party_u + party_v).digest()


def public_key_hash(leaf_key: EllipticCurvePublicKey) -> bytes:
    """Return SHA-256 of the leaf's SubjectPublicKeyInfo: `publicKeyHash`, where a caller wants one."""
    return hashlib.sha256(p256.spki(leaf_key)).digest()
