"""PKCS#12 files (RFC 7292): the form in which Mastercard hands a signing key to a developer."""

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12 as library

from emulator.crypto.keys.rsa import UnreadableKey

SANDBOX_ALIAS: Final = "keyalias"
SANDBOX_PASSWORD: Final = "keystorepassword"
"""What the sandbox key stores of developer.mastercard.com are made with; worthless on purpose."""


def write(key: RSAPrivateKey, certificate: x509.Certificate) -> bytes:
    """Return a key store with the sandbox's alias and password."""
    return library.serialize_key_and_certificates(
        SANDBOX_ALIAS.encode(),
        key,
        certificate,
        None,
        serialization.BestAvailableEncryption(SANDBOX_PASSWORD.encode()),
    )


def read(store: bytes, password: str = SANDBOX_PASSWORD) -> tuple[RSAPrivateKey, x509.Certificate]:
    """Return the key and its certificate. Raises `UnreadableKey` for a wrong password or another kind of content."""
    try:
        key, certificate, _ = library.load_key_and_certificates(store, password.encode())
    except ValueError as error:
        raise UnreadableKey("not a PKCS#12 file that this password opens") from error
    if not isinstance(key, RSAPrivateKey) or certificate is None:
        raise UnreadableKey("the PKCS#12 file holds no RSA key with its certificate")
    return key, certificate
