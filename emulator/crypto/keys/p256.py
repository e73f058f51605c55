"""Keys on the curve P-256 (FIPS 186-5): drawn from a source of bytes, agreed on, and written as bare points (SEC 1)."""

from typing import Final, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey

from emulator.crypto.chance import Chance
from emulator.crypto.keys.rsa import UnreadableKey

PrivateKey: TypeAlias = EllipticCurvePrivateKey
"""By this name whoever only passes a key on may call it."""

CURVE: Final = ec.SECP256R1()
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the base point; a private key lies between 0 and this (FIPS 186-5, SP 800-186)."""

SCALAR_BYTES: Final = 32
POINT_BYTES: Final = 65
COMPRESSED_BYTES: Final = 33


def draw(chance: Chance) -> EllipticCurvePrivateKey:
    """Make a key of 32 drawn bytes; draws again, about once in 2**32 times, when they are no private key."""
    while True:
        scalar = int.from_bytes(chance(SCALAR_BYTES), "big")
        if 0 < scalar < ORDER:
            return ec.derive_private_key(scalar, CURVE)


def point(key: EllipticCurvePublicKey) -> bytes:
    """Return the uncompressed point: 04, X and Y, 65 bytes."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def from_point(octets: bytes) -> EllipticCurvePublicKey:
    """Return the key of an uncompressed or compressed point. Raises `UnreadableKey` when it is none of this curve."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, octets)
    except ValueError as error:
        raise UnreadableKey("not a point of the curve P-256") from error


def spki(key: EllipticCurvePublicKey) -> bytes:
    """Return the SubjectPublicKeyInfo (RFC 5480), 91 bytes."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def from_spki(der: bytes) -> EllipticCurvePublicKey:
    """Return the key of a SubjectPublicKeyInfo. Raises `UnreadableKey` when it is none of this curve."""
    try:
        key = serialization.load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnreadableKey("not a SubjectPublicKeyInfo") from error
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnreadableKey("a public key, but not of the curve P-256")
    return key


def agree(private_key: EllipticCurvePrivateKey, public_key: EllipticCurvePublicKey) -> bytes:
    """Return the shared secret: the 32 bytes of the common point's X coordinate."""
    return private_key.exchange(ec.ECDH(), public_key)


def private_pem(key: EllipticCurvePrivateKey) -> bytes:
    """Return the key as unencrypted PKCS#8 PEM (RFC 5958)."""
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def load_private_key(pem: bytes) -> EllipticCurvePrivateKey:
    """Read an unencrypted private key in PEM form. Raises `UnreadableKey` when it is none of this curve."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnreadableKey("not an unencrypted private key in PEM form") from error
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnreadableKey("a private key, but not of the curve P-256")
    return key
