"""RSA keys as PEM: made, written and read."""

from collections.abc import Callable
from typing import Final, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa as library
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

PublicKey: TypeAlias = RSAPublicKey
"""By this name whoever only passes a key on may call it."""

PUBLIC_EXPONENT: Final = 65537


class UnreadableKey(ValueError):
    """The bytes are not an RSA key in PEM form."""


def generate(bits: int = 2048) -> RSAPrivateKey:
    """Make a new key of `bits` bits; takes about 40 ms for 2048, so never on a request's path."""
    return library.generate_private_key(public_exponent=PUBLIC_EXPONENT, key_size=bits)


def private_pem(key: RSAPrivateKey) -> bytes:
    """Return the key as unencrypted PKCS#8 PEM (RFC 5958)."""
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public_pem(key: RSAPublicKey) -> bytes:
    """Return the key as SubjectPublicKeyInfo PEM (RFC 5280)."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def load_private_key(pem: bytes) -> RSAPrivateKey:
    """Read a key that somebody else made, with every check of its numbers (about 30 ms). Raises `UnreadableKey`."""
    return _private(lambda: serialization.load_pem_private_key(pem, password=None))


def load_own_private_key(pem: bytes) -> RSAPrivateKey:
    """Read a key that this program made, without proving its numbers again (under 0.1 ms). Raises `UnreadableKey`."""
    return _private(lambda: serialization.load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True))


def _private(load: Callable[[], object]) -> RSAPrivateKey:
    try:
        key = load()
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnreadableKey("not an unencrypted private key in PEM form") from error
    if not isinstance(key, RSAPrivateKey):
        raise UnreadableKey("a private key, but not an RSA key")
    return key


def load_public_key(pem: bytes) -> RSAPublicKey:
    """Read a public key from SubjectPublicKeyInfo or PKCS#1 PEM. Raises `UnreadableKey`."""
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnreadableKey("not a public key in PEM form") from error
    if not isinstance(key, RSAPublicKey):
        raise UnreadableKey("a public key, but not an RSA key")
    return key
